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
    private struct Making {
        private let communes: [String]
        private var commune = 0
        private var columns: [Column] = []
        private var column = 0

        /// A zoning, with its classes as they come.
        private struct Column {
            var zoning: String
            var placeOf: [String: UInt8] = [:]
            var places: [UInt8]
            /// The class read last, which the next commune often has too.
            var last = (name: "", place: UInt8(0))

            mutating func add(_ name: String, at commune: Int) {
                if name != last.name || last.place == 0 {
                    // More classes are refused when a package is read.
                    precondition(placeOf.count < maximumClassCount, "a byte is too small for the classes of a zoning")
                    let place = placeOf[name] ?? UInt8(placeOf.count + 1)
                    placeOf[name] = place
                    last = (name, place)
                }
                places[commune] = last.place
            }

            /// The column with its classes in alphabetical order.
            var sorted: ZoningColumn {
                let classes = placeOf.keys.sorted()
                var newPlaces = [UInt8](repeating: 0, count: classes.count + 1)
                for (place, name) in classes.enumerated() { newPlaces[Int(placeOf[name] ?? 0)] = UInt8(place + 1) }
                return ZoningColumn(zoning: zoning, classes: classes, places: places.map { newPlaces[Int($0)] })
            }
        }

        /// - Parameter communes: The codes of all communes, in their order.
        init(communes: [String]) { self.communes = communes }

        /// Adds a row; rows come in the order of the communes.
        mutating func add(commune code: String, zoning: String, class name: String) {
            while commune < communes.count, communes[commune] < code { commune += 1 }
            guard commune < communes.count, communes[commune] == code else { return }
            // Zonings come in the same order for each commune.
            column = column + 1 < columns.count ? column + 1 : 0
            if columns.isEmpty || columns[column].zoning != zoning {
                column = columns.firstIndex { $0.zoning == zoning } ?? columns.count
                if column == columns.count {
                    columns.append(Column(zoning: zoning, places: [UInt8](repeating: 0, count: communes.count)))
                }
            }
            columns[column].add(name, at: commune)
        }

        /// The columns, in the order of the zonings’ codes.
        var result: [ZoningColumn] { columns.map(\.sorted).sorted { $0.zoning < $1.zoning } }
    }

    static func all(in package: DataPackage) -> [ZoningColumn] {
        var making = Making(communes: package.rows(Tables.commune).map { $0.values[0] })
        for row in package.rows(Tables.communeZoning) {
            making.add(commune: row.values[0], zoning: row.values[1], class: row.values[2])
        }
        return making.result
    }

    /// What the columns of a database have to be: its rows say so.
    static func allByRows(of db: Database) throws -> [ZoningColumn] {
        var making = Making(communes: try String.fetchAll(db, sql: "SELECT code FROM commune ORDER BY code"))
        try db.makeStatement(sql: "SELECT commune, zoning, class FROM commune_zoning ORDER BY commune, zoning")
            .forEachRow { row in
                making.add(commune: row.text(0) ?? "", zoning: row.text(1) ?? "", class: row.text(2) ?? "")
            }
        return making.result
    }

    /// Appends its values, in the order of the columns of `zoning_column`.
    func append(to batch: inout RowBatch) {
        batch.append(text: zoning)
        batch.append(text: classes.joined(separator: "\n"))
        batch.append(blob: places)
    }
}
