internal import Yams
struct YAMLDocument {
    var file: String
    var text: String
    init(bytes: [UInt8], file: String) throws(ImportError) {
        self.file = file; text = String(decoding: bytes, as: UTF8.self)
    }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try YAMLDecoder().decode(T.self, from: text) }
    func firstLine(containing s: String) -> Int? { nil }
}
struct JSONSchema {
    init(bytes: [UInt8], file: String) throws(ImportError) {}
    func problems(in document: YAMLDocument) -> [SourceProblem] { [] }
}
