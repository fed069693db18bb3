import TerritoryFormats
import TerritoryKit

/// The codes in a table, one at a time: a CSV file with a column that has a known name, or a plain list of codes.
enum CodeRows {
    private static let names = CSVHeader.communeNames + ["codeinsee", "siren"]

    /// - Parameters:
    ///   - path: A file, or `-` for standard input.
    ///   - body: Called for each row in the order of the table, as soon as it can be read; with what is wrong for a row
    ///     that cannot.
    ///   - pause: Called where the next row has to be waited for.
    /// - Throws: ``ImportError`` for a file that is not there, ``TableStreamError`` for a table without such a column.
    static func read(
        _ path: String, _ body: (Result<String, RowDefect>) throws -> Void, pause: () throws -> Void
    ) throws {
        let input = try TableInput(path)
        var rows = try RowReader(descriptor: input.descriptor)
        let column: Int
        if rows.header.names.count == 1, CodeForm.isKnown(rows.header.names[0]) {
            // A list without a header: its first line is a code too.
            column = 0
            try body(.success(rows.header.names[0]))
        } else {
            column = try rows.header.column(names)
        }
        while true {
            if !rows.hasRow { try pause() }
            guard let row = try rows.next() else { return }
            try body(row.map { $0[column] })
        }
    }
}
