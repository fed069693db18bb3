package import GRDB

/// The classes of all communes in a zoning.
///
/// The build makes one of the rows of each zoning (`commune_zoning`): questions about all communes read a column instead
/// of a row for each.
package struct ZoningColumn: Hashable, Sendable {
    /// As many as a byte tells apart from none.
    package static let maximumClassCount = 255

    package var zoning: String
    /// Of the list that the classes come from.
    package var vintage: String
    /// The codes of the classes that communes have, in alphabetical order.
    package var classes: [String]
    /// For each commune, in the order of the codes: the place of its class, from 1; 0 where it is not known.
    package var places: [UInt8]

    package init(zoning: String, vintage: String, classes: [String], places: [UInt8]) {
        self.zoning = zoning
        self.vintage = vintage
        self.classes = classes
        self.places = places
    }

    /// The communes of each class, in the order of the classes.
    package func communes() -> [CommuneSet] {
        var sets = Array(repeating: CommuneSet(size: places.count), count: classes.count)
        for (index, place) in places.enumerated() where place > 0 { sets[Int(place) - 1].insert(index) }
        return sets
    }

    /// The classes on which columns of one zoning agree: no class where one has another, or none.
    static func agreed(_ columns: [ZoningColumn]) -> ZoningColumn? {
        guard var agreed = columns.first else { return nil }
        for other in columns.dropFirst() {
            for (index, place) in agreed.places.enumerated() where place > 0 {
                let name = agreed.classes[Int(place) - 1]
                let found = other.places[index]
                if found == 0 || other.classes[Int(found) - 1] != name { agreed.places[index] = 0 }
            }
        }
        return agreed
    }

    // The class of each commune that has one, by code; `codes` are those of all communes, in their order.
    func classes(of codes: [String]) -> [String: String] {
        var found: [String: String] = [:]
        found.reserveCapacity(codes.count)
        for (code, place) in zip(codes, places) where place > 0 { found[code] = classes[Int(place) - 1] }
        return found
    }

    /// The columns of a database, in the order of the zonings’ codes and of the vintages.
    ///
    /// - Throws: `DatabaseError` for a column that is not whole.
    package static func all(in db: Database) throws -> [ZoningColumn] {
        let communeCount = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM commune")
        var columns: [ZoningColumn] = []
        try db.makeStatement(sql: "SELECT zoning, vintage, classes, places FROM zoning_column ORDER BY zoning, vintage")
            .forEachRow {
                row in
                let column = ZoningColumn(
                    zoning: row.text(0) ?? "", vintage: row.text(1) ?? "",
                    classes: (row.text(2) ?? "").split(separator: "\n").map(String.init), places: Array(row.bytes(3)))
                guard column.places.count == communeCount, column.places.allSatisfy({ $0 <= column.classes.count })
                else {
                    throw DatabaseError.damaged
                }
                columns.append(column)
            }
        return columns
    }
}
