internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

// What each value may say by itself, and cannot say beside the others.

extension PackageChecks {
    func wrongOrders() -> [SourceProblem] {
        Tables.all.flatMap { schema in
            RowOrder.all(of: schema).flatMap { order in
                package.rows(schema).compactMap { row in
                    order.problem(schema, row.values).map { SourceProblem(file: row.file, line: row.line, $0) }
                }
            }
        }
    }

    /// A definition is an expression that can be read, of things that the package has.
    func unreadableDefinitions() -> [SourceProblem] {
        let place = Table(Tables.definition).place(of: "expression")
        return package.rows(Tables.definition).compactMap { row in
            do throws(ExpressionError) {
                _ = try SetExpression(row.values[place])
                return nil
            } catch {
                return SourceProblem(
                    file: row.file, line: row.line, .unreadableExpression(row.values[place], error.message))
            }
        }
    }

    /// A package of all of France has the chef-lieu of each of its régions, of which there are several.
    func partialFrance() -> [SourceProblem] {
        guard package.scope == .france, let table = package.tables[Tables.region.name], !table.rows.isEmpty else {
            return []
        }
        let communes = Set(package.rows(Tables.commune).map { $0.values[0] })
        let seat = table.place(of: "seat")
        let missing = table.rows.filter { !communes.contains($0.values[seat]) }
        guard table.rows.count == 1 || !missing.isEmpty, !communes.isEmpty else { return [] }
        let codes = (missing.isEmpty ? table.rows : missing).map { $0.values[0] }
        return [SourceProblem(file: package.shown("data/datapackage.json"), .notAllOfFrance(codes))]
    }

    /// Whoever swaps longitude and latitude lands in Somalia.
    func farPlaces() -> [SourceProblem] {
        let table = Table(Tables.franceServices)
        let (longitude, latitude) = (table.place(of: "longitude"), table.place(of: "latitude"))
        let points = package.rows(Tables.franceServices).compactMap { row -> SourceProblem? in
            guard let east = Double(row.values[longitude]), let north = Double(row.values[latitude]) else { return nil }
            return Self.problem(at: Position(longitude: east, latitude: north), row.file, row.line)
        }
        return points + far(package.communeShapes, in: "geo/communes.geojson")
            + far(package.qpvShapes, in: "geo/qpv.geojson")
    }

    private func far<Code>(_ shapes: [Code: DataPackage.Shape], in file: String) -> [SourceProblem] {
        shapes.values.sorted { $0.line < $1.line }.compactMap { shape in
            guard let box = shape.geometry.boundingBox else { return nil }
            let corners = [
                Position(longitude: box.west, latitude: box.south), Position(longitude: box.east, latitude: box.north),
            ]
            return corners.lazy.compactMap { Self.problem(at: $0, package.shown(file), shape.line) }.first
        }
    }

    private static func problem(at position: Position, _ file: String, _ line: Int) -> SourceProblem? {
        if FrenchGround.holds(position) { return nil }
        let isSwapped = FrenchGround.holds(Position(longitude: position.latitude, latitude: position.longitude))
        return SourceProblem(file: file, line: line, .notInFrance(position, isSwapped: isSwapped))
    }
}

/// The boxes, in whole degrees, within which all communes, QPV and places of France lie, the overseas included.
enum FrenchGround {
    private static let boxes = [
        BoundingBox(west: -6, south: 41, east: 10, north: 52),  // metropolitan France
        BoundingBox(west: -64, south: 14, east: -60, north: 19),  // the Antilles
        BoundingBox(west: -55, south: 2, east: -51, north: 6),  // Guyane
        BoundingBox(west: 45, south: -22, east: 56, north: -11),  // Mayotte and La Réunion
        BoundingBox(west: -57, south: 46, east: -56, north: 48),  // Saint-Pierre-et-Miquelon
        BoundingBox(west: 158, south: -23, east: 172, north: -18),  // Nouvelle-Calédonie
        BoundingBox(west: -179, south: -15, east: -176, north: -13),  // Wallis-et-Futuna
        BoundingBox(west: -155, south: -28, east: -134, north: -7),  // Polynésie française
    ]

    static func holds(_ position: Position) -> Bool {
        boxes.contains {
            $0.west <= position.longitude && position.longitude <= $0.east && $0.south <= position.latitude
                && position.latitude <= $0.north
        }
    }
}
