internal import TerritoryGeometry
internal import TerritoryKit

/// A package before it is written.
struct PackageDraft {
    var scope: Scope
    var tables: [(path: String, schema: TableSchema, rows: [[String]], source: Descriptor.Source)] = []
    var communeShapes: [NamedShape<CommuneCode>] = []
    var communeSource: RawSource?
    var qpvShapes: [NamedShape<QPVCode>] = []
    var qpvSource: RawSource?
    var repairs: [CoverageRepair] = []

    init(scope: Scope) { self.scope = scope }

    mutating func add(
        _ path: String, _ schema: TableSchema, _ rows: [[String]], from source: RawSource?, codeVintage: Int? = nil
    ) {
        guard let source else { return }
        tables.append((path, schema, rows, source.description(codeVintage: codeVintage)))
    }
}
