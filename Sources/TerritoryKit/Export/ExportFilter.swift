internal import GRDB

/// Which communes and territories pass the filters of a request.
struct ExportFilter {
    let db: Database
    let request: ExportRequest

    /// The territories of a kind that have a commune which passes.
    ///
    /// - Returns: `nil` where that is all of them.
    func territories(_ kind: TerritoryKind) throws -> Set<String>? {
        guard !request.selectsEveryCommune else { return nil }
        let communes = try communes()
        guard kind != .commune else { return communes }
        return Set(
            try Row.fetchAll(db, sql: kind.membersSQL).filter { communes.contains($0["commune"]) }
                .map { $0["code"] as String })
    }

    func communes() throws -> Set<String> {
        var conditions = request.includesOutside || request.parent != nil ? ["1"] : ["commune.in_scope = 1"]
        var arguments: [String] = []
        if let parent = request.parent {
            conditions.append("commune.code IN (SELECT commune FROM territory_commune WHERE kind = ? AND code = ?)")
            arguments += [parent.kind.rawValue, parent.code]
        }
        if let zoning = request.zoning {
            let (sql, values) = try zoningCondition(zoning)
            conditions.append(sql)
            arguments += values
        }
        return Set(
            try String.fetchAll(
                db, sql: "SELECT commune.code FROM commune WHERE \(conditions.joined(separator: " AND "))",
                arguments: StatementArguments(arguments)))
    }

    /// A zoning alone stands for the classes that are in it, wholly or partly.
    private func zoningCondition(_ text: String) throws -> (String, [String]) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let known = try Row.fetchAll(db, sql: "SELECT zoning, code FROM zoning_class ORDER BY zoning, rank")
            .map { [$0["zoning"], $0["code"]] as [String] }
        let isKnown = parts.count == 2 ? known.contains(parts) : known.contains { $0.first == parts.first }
        guard isKnown else {
            throw ExportError.unknownZoning(text, known: known.map { $0.joined(separator: "=") })
        }
        let classes = parts.count == 2 ? "code = ?" : "membership <> 'out'"
        return (
            """
            commune.code IN (SELECT commune FROM commune_zoning WHERE zoning = ? AND class IN
                              (SELECT code FROM zoning_class WHERE zoning = commune_zoning.zoning AND \(classes)))
            """, parts
        )
    }
}
