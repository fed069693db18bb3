internal import Crypto
internal import Foundation
internal import GRDB

/// The hash of what a database says, whatever the order in which it was written and the day it was built.
enum ContentHash {
    /// Tables whose rows are the content.
    private static let tables = Tables.all.map(\.name) + ["programme", "source"]

    static func of(_ db: Database) throws -> String {
        var hash = SHA256()
        for table in tables {
            let columns = try db.columns(in: table).map(\.name).filter { $0 != "id" }.sorted()
            let list = columns.joined(separator: ", ")
            hash.update(data: Data("\(table)(\(list))\n".utf8))
            // The columns come from the file’s own catalogue, and the tables from the list above.
            let rows = try Row.fetchCursor(db, sql: "SELECT \(list) FROM \(table) ORDER BY \(list)")
            while let row = try rows.next() {
                for value in row.databaseValues { update(&hash, with: value) }
            }
        }
        return SHA256Hash.hexadecimal(hash.finalize())
    }

    /// A type, a length and the bytes, so that no two rows can be taken for each other.
    private static func update(_ hash: inout SHA256, with value: DatabaseValue) {
        let (type, bytes): (String, Data) =
            switch value.storage {
            case .null: ("n", Data())
            case .int64(let number): ("i", Data(String(number).utf8))
            case .double(let number): ("d", withUnsafeBytes(of: number.bitPattern.littleEndian) { Data($0) })
            case .string(let text): ("s", Data(text.utf8))
            case .blob(let data): ("b", data)
            }
        hash.update(data: Data("\(type)\(bytes.count):".utf8))
        hash.update(data: bytes)
    }
}
