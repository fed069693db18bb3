internal import Yams
internal import TerritoryFormats

/// A YAML document of plain values (those of JSON), with the line of each.
///
/// It takes the YAML that rules need: anchors and aliases, block and flow styles. Tags, merge keys (`<<`), explicit
/// keys (`? a`), names that are not text and anchors set twice are refused: other readers take them otherwise.
struct YAMLDocument: Sendable {
    static let maximumBytes = 1_000_000
    static let maximumDepth = 64
    /// How many values a document may have once each alias is replaced by what it stands for.
    static let maximumNodes = 100_000
    /// How many members an object may have: Yams looks each up among all.
    static let maximumMembers = 1_000

    let file: String
    let root: DocumentNode

    /// Reads the only document of a file.
    ///
    /// - Throws: A problem where the text is not UTF-8 or not YAML, or every value of a kind that is refused.
    init(bytes: [UInt8], file: String) throws(ImportError) {
        self.file = file
        guard bytes.count <= Self.maximumBytes else {
            throw ImportError([SourceProblem(file: file, YAMLProblem.tooLarge)])
        }
        if let defect = UTF8Defect.first(in: bytes) {
            throw ImportError([SourceProblem(file: file, line: defect.line, defect.message)])
        }
        root = try Self.root(of: String(decoding: bytes, as: UTF8.self), file: file)
    }

    /// The line of the first value or name that is this text or, failing that, has it in it.
    func firstLine(containing text: String) -> Int? {
        root.firstLine { $0 == text } ?? root.firstLine { $0.contains(text) }
    }

    private static func root(of text: String, file: String) throws(ImportError) -> DocumentNode {
        guard let masked = YAMLMask.mask(text) else {
            throw ImportError([SourceProblem(file: file, YAMLProblem.reservedCharacter)])
        }
        do {
            // Without resolution rules, Yams compares names as texts; the reader resolves the values.
            let parser = try Parser(yaml: masked, resolver: .basic, encoding: .utf8)
            // Nodes hold their anchors weakly: the parser owns them.
            return try withExtendedLifetime(parser) {
                guard let top = try parser.singleRoot() else {
                    throw ImportError([SourceProblem(file: file, YAMLProblem.empty)])
                }
                return try YAMLReader.read(top, file: file)
            }
        } catch let error as ImportError {
            throw error
        } catch {
            throw ImportError([YAMLProblem.syntax(error, file: file)])
        }
    }
}
