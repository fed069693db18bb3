internal import GRDB

/// The classes of all communes in a zoning.
///
/// The build makes one of the rows of each zoning (`commune_zoning`): questions about all communes read a column instead
/// of a row for each.
struct ZoningColumn: Hashable, Sendable {
    /// As many as a byte tells apart from none.
    static let maximumClassCount = 255

    var zoning: String
    /// The codes of the classes that communes have, in alphabetical order.
    var classes: [String]
    /// For each commune, in the order of the codes: the place of its class, from 1; 0 where it is not known.
    var places: [UInt8]

    /// The communes of each class, in the order of the classes.
    func communes() -> [CommuneSet] {
        var sets = Array(repeating: CommuneSet(size: places.count), count: classes.count)
        for (index, place) in places.enumerated() where place > 0 { sets[Int(place) - 1].insert(index) }
        return sets
    }

    /// The columns of a database, in the order of the zonings’ codes.
    ///
    /// - Throws: `DatabaseError` for a column that is not whole.
    static func all(in db: Database) throws -> [ZoningColumn] {
        let communeCount = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM commune")
        var columns: [ZoningColumn] = []
        try db.makeStatement(sql: "SELECT zoning, classes, places FROM zoning_column ORDER BY zoning").forEachRow {
            row in
            let column = ZoningColumn(
                zoning: row.text(0) ?? "", classes: (row.text(1) ?? "").split(separator: "\n").map(String.init),
                places: Array(row.bytes(2)))
            guard column.places.count == communeCount, column.places.allSatisfy({ $0 <= column.classes.count }) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT)
            }
            columns.append(column)
        }
        return columns
    }
}

/// Making columns of rows.
extension ZoningColumn {
    /// Gathers the classes of communes, row by row.
    struct Making {
        private let indexOf: [String: Int]
        private var classes: [String: [String?]] = [:]

        /// - Parameter communes: The codes of all communes, in their order.
        init(communes: [String]) {
            indexOf = Dictionary(communes.enumerated().map { ($1, $0) }) { first, _ in first }
        }

        mutating func add(commune: String, zoning: String, class name: String) {
            guard let index = indexOf[commune] else { return }
            classes[zoning, default: Array(repeating: nil, count: indexOf.count)][index] = name
        }

        /// The columns, in the order of the zonings’ codes.
        var columns: [ZoningColumn] {
            classes.sorted { $0.key < $1.key }.map { ZoningColumn(zoning: $0.key, classes: $0.value) }
        }
    }

    private init(zoning: String, classes: [String?]) {
        self.zoning = zoning
        self.classes = Set(classes.compactMap { $0 }).sorted()
        // More are refused when a package is read.
        precondition(self.classes.count <= Self.maximumClassCount, "a byte is too small for the classes of a zoning")
        let placeOf = Dictionary(uniqueKeysWithValues: zip(self.classes, UInt8(1)...UInt8.max))
        places = classes.map { $0.flatMap { placeOf[$0] } ?? 0 }
    }

    static func all(in package: DataPackage) -> [ZoningColumn] {
        var making = Making(communes: package.rows(Tables.commune).map { $0.values[0] })
        for row in package.rows(Tables.communeZoning) {
            making.add(commune: row.values[0], zoning: row.values[1], class: row.values[2])
        }
        return making.columns
    }

    /// What the columns of a database have to be: its rows say so.
    static func allByRows(of db: Database) throws -> [ZoningColumn] {
        var making = Making(communes: try String.fetchAll(db, sql: "SELECT code FROM commune ORDER BY code"))
        try db.makeStatement(sql: "SELECT commune, zoning, class FROM commune_zoning").forEachRow { row in
            making.add(commune: row.text(0) ?? "", zoning: row.text(1) ?? "", class: row.text(2) ?? "")
        }
        return making.columns
    }

    /// Appends its values, in the order of the columns of `zoning_column`.
    func append(to batch: inout RowBatch) {
        batch.append(text: zoning)
        batch.append(text: classes.joined(separator: "\n"))
        batch.append(blob: places)
    }
}
