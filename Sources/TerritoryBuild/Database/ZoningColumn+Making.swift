internal import GRDB
internal import TerritoryKit

/// Making columns of rows.
extension ZoningColumn {
    /// Gathers the classes of communes, row by row.
    private struct Builder {
        private let indexOf: [String: Int]
        private var columns: [List: Column] = [:]

        private struct List: Hashable {
            var zoning: String
            var vintage: String
        }

        /// A zoning, with its classes in the order in which they come.
        private struct Column {
            var places: [UInt8]
            var placeOf: [String: UInt8] = [:]

            mutating func add(_ name: String, at commune: Int) {
                let place = placeOf[name] ?? UInt8(placeOf.count + 1)
                // More classes are refused when a package is read.
                precondition(place <= maximumClassCount, "a byte is too small for the classes of a zoning")
                placeOf[name] = place
                places[commune] = place
            }

            /// The column with its classes in alphabetical order.
            func sorted(_ list: List) -> ZoningColumn {
                let classes = placeOf.keys.sorted()
                var newPlaces = [UInt8](repeating: 0, count: classes.count + 1)
                for (index, name) in classes.enumerated() { newPlaces[Int(placeOf[name] ?? 0)] = UInt8(index + 1) }
                return ZoningColumn(
                    zoning: list.zoning, vintage: list.vintage, classes: classes,
                    places: places.map { newPlaces[Int($0)] })
            }
        }

        /// - Parameter communes: The codes of all communes, in their order.
        init(communes: [String]) {
            indexOf = Dictionary(uniqueKeysWithValues: communes.enumerated().map { ($1, $0) })
        }

        /// Adds a row; one of a commune that is not there is left out.
        mutating func add(commune: String, zoning: String, vintage: String, class name: String) {
            guard let index = indexOf[commune] else { return }
            let empty = Column(places: [UInt8](repeating: 0, count: indexOf.count))
            columns[List(zoning: zoning, vintage: vintage), default: empty].add(name, at: index)
        }

        /// The columns, in the order of the zonings’ codes and of the vintages.
        var result: [ZoningColumn] {
            columns.map { $1.sorted($0) }.sorted { ($0.zoning, $0.vintage) < ($1.zoning, $1.vintage) }
        }
    }

    static func all(in package: DataPackage) -> [ZoningColumn] {
        var builder = Builder(communes: package.rows(Tables.commune).map { $0.values[0] })
        for row in package.rows(Tables.communeZoning) {
            builder.add(
                commune: row.values[0], zoning: row.values[1], vintage: row.values[2], class: row.values[3])
        }
        return builder.result
    }

    /// What the columns of a database have to be: its rows say so.
    static func allByRows(of db: Database) throws -> [ZoningColumn] {
        var builder = Builder(communes: try String.fetchAll(db, sql: "SELECT code FROM commune ORDER BY code"))
        try db.makeStatement(sql: "SELECT commune, zoning, vintage, class FROM commune_zoning").forEachRow { row in
            builder.add(
                commune: row.text(0) ?? "", zoning: row.text(1) ?? "", vintage: row.text(2) ?? "",
                class: row.text(3) ?? "")
        }
        return builder.result
    }

    /// Appends its values, in the order of the columns of `zoning_column`.
    func append(to batch: inout RowBatch) {
        batch.append(text: zoning)
        batch.append(text: vintage)
        batch.append(text: classes.joined(separator: "\n"))
        batch.append(blob: places)
    }
}
