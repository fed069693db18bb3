internal import GRDB

/// The classes of the communes, read along with the communes themselves: both come in the order of the codes.
struct ZoningRows {
    private let statement: Statement
    private let row: StatementRow
    private let zonings: [[UInt8]]
    /// The commune whose classes are read, and the one asked for; codes of five bytes are in the order of their keys.
    private var commune: UInt64 = 0
    private var wanted: UInt64 = 0
    /// Where the class of each zoning is in ``texts``.
    private var classes: [Range<Int>?]
    private var texts: [UInt8] = []
    /// The zoning read last: that of the next row is the one after it, as a rule.
    private var last = 0
    /// The first row of the next commune is already read.
    private var isAhead = false
    private var isAtEnd = false

    // `codes`: those of the communes to be asked for.
    init(_ db: Database, zonings: [String], codes: CodeRange) throws {
        statement = try db.makeStatement(
            sql: """
                SELECT commune, zoning, class FROM commune_zoning WHERE \(codes.condition("commune"))
                ORDER BY commune, zoning
                """)
        statement.arguments = codes.arguments
        row = StatementRow(handle: statement.sqliteStatement)
        self.zonings = zonings.map { Array($0.utf8) }
        classes = Array(repeating: nil, count: zonings.count)
    }

    /// Goes on to the commune whose code comes first in a row; communes are to be asked in ascending order.
    ///
    /// - Throws: `DatabaseError` where reading stops before the end.
    mutating func read(communeOf row: StatementRow) throws {
        wanted = Self.key(row)
        while commune < wanted, !isAtEnd { try readCommune() }
    }

    /// The class of the commune in one of the zonings.
    ///
    /// - Returns: `nil` where it is not known.
    func text(of zoning: Int) -> ArraySlice<UInt8>? {
        commune == wanted ? classes[zoning].map { texts[$0] } : nil
    }

    private mutating func readCommune() throws {
        if !isAhead, try !row.step() {
            isAtEnd = true
            return
        }
        commune = Self.key(row)
        for place in classes.indices { classes[place] = nil }
        texts.removeAll(keepingCapacity: true)
        repeat {
            if let place = zoning(named: row.bytes(1)) {
                let start = texts.count
                texts.append(contentsOf: row.bytes(2))
                classes[place] = start..<texts.count
            }
            isAhead = try row.step()
        } while isAhead && Self.key(row) == commune
        isAtEnd = !isAhead
    }

    private mutating func zoning(named name: UnsafeRawBufferPointer) -> Int? {
        let next = last + 1 < zonings.count ? last + 1 : 0
        if zonings[next].withUnsafeBytes({ $0.isSame(as: name) }) {
            last = next
            return next
        }
        guard let place = zonings.firstIndex(where: { $0.withUnsafeBytes { $0.isSame(as: name) } }) else { return nil }
        last = place
        return place
    }

    /// A number that grows with the code.
    private static func key(_ row: StatementRow) -> UInt64 {
        let bytes = row.bytes(0)
        return CodeTable.key(bytes, 0..<bytes.count).byteSwapped
    }
}
