internal import CSpatialite
internal import Crypto
internal import Foundation
internal import GRDB
internal import TerritoryKit

/// The hash of what a database says, whatever the order in which it was written and the day it was built.
enum ContentHash {
    /// Tables whose rows are the content.
    private static let tables = Tables.all.map(\.name) + ["programme", "source"]

    // Of a database that nobody is writing to.
    static func of(file: String) throws -> String {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: file, configuration: configuration).read { try of($0) }
    }

    static func of(_ db: Database) throws -> String {
        var hash = SHA256()
        var buffer: [UInt8] = []
        buffer.reserveCapacity(1 << 20)
        for table in tables {
            let columns = try db.columns(in: table).map(\.name).filter { $0 != "id" }.sorted()
            let key = try Set(db.primaryKey(table).columns).subtracting(["id", "rowid"])
            let order = key.isEmpty ? columns : columns.filter(key.contains)
            buffer.append(contentsOf: "\(table)(\(columns.joined(separator: ", ")))\n".utf8)
            // The names come from the file’s own catalogue, and the tables from the list above.
            let statement = try db.makeStatement(
                sql: "SELECT \(columns.joined(separator: ", ")) FROM \(table) ORDER BY \(order.joined(separator: ", "))"
            )
            try statement.forEachRow { row in
                for column in 0..<Int32(columns.count) { append(row, column, to: &buffer) }
                if buffer.count > 1 << 19 {
                    hash.update(data: buffer)
                    buffer.removeAll(keepingCapacity: true)
                }
            }
        }
        hash.update(data: buffer)
        return SHA256Hash.hexadecimal(hash.finalize())
    }

    /// A type, a length and the bytes, so that no two rows can be taken for each other.
    private static func append(_ row: StatementRow, _ column: Int32, to buffer: inout [UInt8]) {
        switch sqlite3_column_type(row.handle, column) {
        case SQLITE_INTEGER: append("i", bytesOf: sqlite3_column_int64(row.handle, column).littleEndian, to: &buffer)
        case SQLITE_FLOAT:
            append("d", bytesOf: sqlite3_column_double(row.handle, column).bitPattern.littleEndian, to: &buffer)
        case SQLITE_TEXT: append("s", row.bytes(column), to: &buffer)
        case SQLITE_BLOB: append("b", row.bytes(column), to: &buffer)
        default: buffer.append(UInt8(ascii: "n"))
        }
    }

    private static func append(_ type: Unicode.Scalar, bytesOf value: some FixedWidthInteger, to buffer: inout [UInt8])
    {
        buffer.append(UInt8(ascii: type))
        withUnsafeBytes(of: value) { buffer.append(contentsOf: $0) }
    }

    private static func append(_ type: Unicode.Scalar, _ bytes: UnsafeRawBufferPointer, to buffer: inout [UInt8]) {
        append(type, bytesOf: Int32(bytes.count).littleEndian, to: &buffer)
        buffer.append(contentsOf: bytes)
    }
}
