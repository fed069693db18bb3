import Foundation
import TerritoryKit
import TerritoryFormats

/// The codes in a CSV file, one at a time.
enum CodeColumn {
    /// Names under which publishers put codes.
    private static let names = [
        "code", "insee", "code_insee", "codeinsee", "insee_com", "com", "commune", "codgeo", "siren",
    ]

    /// Reads the column of codes of a file: the one with a known name, or else the first.
    ///
    /// A first line that names no known column is taken for a row. Separators are commas, semicolons or tabs.
    ///
    /// - Parameters:
    ///   - path: A file, or `-` for standard input.
    ///   - body: Called for each code, in the order of the file.
    /// - Throws: ``ImportError`` if the file cannot be read.
    static func read(_ path: String, _ body: (String) throws -> Void) throws {
        guard let file = path == "-" ? fdopen(0, "r") : fopen(path, "r") else { throw ImportError.missing(path) }
        defer { if path != "-" { fclose(file) } }
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        var column: Int?
        while true {
            let count = getline(&buffer, &capacity, file)
            guard count > 0, let buffer else { return }
            let fields = fields(of: UnsafeRawBufferPointer(start: buffer, count: count))
            guard let place = column else {
                let known = fields.firstIndex { names.contains($0.lowercased()) }
                column = known ?? 0
                if known == nil, let first = fields.first, !first.isEmpty { try body(first) }
                continue
            }
            if place < fields.count, !fields[place].isEmpty { try body(fields[place]) }
        }
    }

    private static func fields(of line: UnsafeRawBufferPointer) -> [String] {
        let text = String(decoding: line, as: UTF8.self).filter { $0 != "\n" && $0 != "\r\n" && $0 != "\u{FEFF}" }
        return text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == ";" || $0 == "\t" }.map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: " \"\r"))
        }
    }
}
