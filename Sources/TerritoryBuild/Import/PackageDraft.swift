internal import TerritoryGeometry
internal import TerritoryKit

/// A package before it is written.
struct PackageDraft {
    var scope: Scope
    var tables: [(path: String, schema: TableSchema, rows: [[String]], sources: [Descriptor.Source])] = []
    var communeShapes: [NamedShape<CommuneCode>] = []
    var communeSource: RawSource?
    var qpvShapes: [NamedShape<QPVCode>] = []
    var qpvSource: RawSource?
    /// Metres around the scope within which every QPV is in the package; `nil` where those of the scope are alone.
    var knownQPVRadiusInMeters: Int?
    var repairs: [CoverageRepair] = []

    init(scope: Scope) { self.scope = scope }

    mutating func add(
        _ path: String, _ schema: TableSchema, _ rows: [[String]], from sources: [RawSource],
        codeVintages: [Int?] = []
    ) {
        guard !sources.isEmpty else { return }
        let years = codeVintages.isEmpty ? Array(repeating: nil, count: sources.count) : codeVintages
        tables.append((path, schema, rows, zip(sources, years).map { $0.description(codeVintage: $1) }))
    }
}
