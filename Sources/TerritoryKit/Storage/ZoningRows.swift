internal import CSpatialite
internal import GRDB

/// The classes of the communes, read along with the communes themselves: both come in the order of the codes.
struct ZoningRows {
    private let statement: Statement
    private let handle: SQLiteStatement
    private let zonings: [[UInt8]]
    /// The commune whose classes are read, and the one asked for; codes of five bytes are in the order of their keys.
    private var commune: UInt64 = 0
    private var wanted: UInt64 = 0
    private var classes: [[UInt8]?]
    /// The first row of the next commune is already read.
    private var isAhead = false
    private var isAtEnd = false

    init(_ db: Database, zonings: [String]) throws {
        statement = try db.makeStatement(
            sql: "SELECT commune, zoning, class FROM commune_zoning ORDER BY commune, zoning")
        handle = statement.sqliteStatement
        self.zonings = zonings.map { Array($0.utf8) }
        classes = Array(repeating: nil, count: zonings.count)
    }

    /// Goes on to the commune whose code comes first in a row; communes are to be asked in ascending order.
    mutating func read(communeOf row: SQLiteStatement) {
        wanted = Self.key(row)
        while commune < wanted, !isAtEnd { readCommune() }
    }

    /// Appends the class of the commune in one of the zonings.
    func append(_ zoning: Int, to batch: inout RowBatch) {
        guard commune == wanted, let bytes = classes[zoning] else { return batch.appendNull() }
        batch.append(utf8: bytes)
    }

    private mutating func readCommune() {
        guard isAhead || sqlite3_step(handle) == SQLITE_ROW else {
            isAtEnd = true
            return
        }
        commune = Self.key(handle)
        for place in classes.indices { classes[place] = nil }
        repeat {
            let zoning = text(1)
            if let place = zonings.firstIndex(where: { $0.count == zoning.count && zoning.elementsEqual($0) }) {
                classes[place] = Array(text(2))
            }
            guard sqlite3_step(handle) == SQLITE_ROW else {
                isAhead = false
                return
            }
        } while Self.key(handle) == commune
        isAhead = true
    }

    private func text(_ column: Int32) -> UnsafeRawBufferPointer { Self.text(handle, column) }

    private static func text(_ row: SQLiteStatement, _ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_text(row, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, column)))
    }

    private static func key(_ row: SQLiteStatement) -> UInt64 { CodeTable.key(text(row, 0)[...]) }
}
