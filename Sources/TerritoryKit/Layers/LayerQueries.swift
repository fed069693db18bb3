internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// Every layer of the database, in the order from the largest territories to the smallest, then what covers them.
    ///
    /// A territory of which the file has some communes only is in none. Of the pacts there is a layer where a register
    /// was loaded.
    ///
    /// - Throws: ``StorageError``
    package func layers() throws -> [Layer] {
        let table = try communeTable()
        let shapes = Deferred { [self] in
            Result { try read { try LayerShapes($0, table) } }
        }
        let columns = try read { try LayerSources($0, table) }
        let kinds: [TerritoryKind] = [.region, .departement, .arrondissement, .epci, .commune, .qpv]
        let found = try shapes.value.get()
        return kinds.map { columns.layer(of: $0, found) }
            + [columns.zonings(found), columns.contracts(found)]
            + (table.pacts.isEmpty ? [] : [columns.pacts(found)])
            + [columns.franceServices()]
    }
}

/// The shapes of all layers, each dissolved from those of the communes where it is not stored.
struct LayerShapes {
    /// By kind, then by code.
    private var stored: [TerritoryKind: [String: Geometry]] = [:]
    private let topology: CoverageTopology
    /// By commune of the table, its face.
    private let faces: [Int?]

    init(_ db: Database, _ table: CommuneTable) throws {
        for kind in TerritoryKind.allCases where DatabaseFormat.spatialTables.contains(kind.rawValue) {
            var shapes: [String: Geometry] = [:]
            // The table’s name is one of an enumeration of ours.
            try db.makeStatement(sql: "SELECT code, geometry FROM \(kind.rawValue) WHERE geometry IS NOT NULL")
                .forEachRow { row in
                    guard let shape = SpatialiteBlob.decode(row.bytes(1)) else { throw DatabaseError.damaged }
                    shapes[try row.word(0)] = shape
                }
            stored[kind] = shapes
        }
        var communes: [MultiPolygon] = []
        faces = table.codes.map { [stored] code in
            guard case .multiPolygon(let shape)? = stored[.commune]?[code] else { return nil }
            communes.append(shape)
            return communes.count - 1
        }
        topology = CoverageTopology(faces: communes)
    }

    func shapes(of kind: TerritoryKind, _ codes: [String]) -> PlanarShapes {
        codes.reduce(into: PlanarShapes()) { $0.append(stored[kind]?[$1]) }
    }

    /// The ground of sets of communes.
    func dissolved(_ sets: [CommuneSet]) -> PlanarShapes {
        let outlines = sets.parallelMap { topology.outline(of: $0.indices.compactMap { faces[$0] }) }
        return outlines.reduce(into: PlanarShapes()) { $0.append($1.isEmpty ? nil : .multiPolygon($1)) }
    }
}
