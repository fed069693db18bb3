internal import GRDB

/// Which communes and territories pass the filters of a request.
struct ExportFilter {
    let db: Database
    let request: ExportRequest
    /// The communes that are certainly in the zoning asked for; `nil` where none was.
    let zoning: Set<String>?

    /// The territories of a kind that have a commune which passes.
    ///
    /// - Returns: `nil` where that is all of them.
    func territories(_ kind: TerritoryKind) throws -> Set<String>? {
        guard !request.selectsEveryCommune else { return nil }
        let communes = try communes()
        guard kind != .commune else { return communes }
        return Set(
            try Row.fetchAll(db, sql: kind.membersSQL).filter { try communes.contains($0.value("commune")) }
                .map { try $0.value("code") as String })
    }

    func communes() throws -> Set<String> {
        var conditions = request.includesOutside || request.parent != nil ? ["1"] : ["commune.in_scope = 1"]
        var arguments: [String] = []
        if let parent = request.parent {
            conditions.append("commune.code IN (SELECT commune FROM territory_commune WHERE kind = ? AND code = ?)")
            arguments += [parent.kind.rawValue, parent.code]
        }
        let found = Set(
            try String.fetchAll(
                db, sql: "SELECT commune.code FROM commune WHERE \(conditions.joined(separator: " AND "))",
                arguments: StatementArguments(arguments)))
        return zoning.map(found.intersection) ?? found
    }
}

/// What an export takes of the zonings: the communes that pass, and the vintages that this rests on.
struct ExportZoning {
    var communes: CommuneSet?
    var uses: [VintageUse] = []

    /// - Throws: ``ExportError`` for a zoning or a class that is none.
    init(_ request: ExportRequest, _ table: CommuneTable) throws {
        guard let text = request.zoning else { return }
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == ":" || $0 == "=" }.map(
            String.init)
        guard let zoning = table.zonings[parts[0].lowercased()],
            let classes = zoning.classes(named: parts.count > 1 ? parts[1] : nil)
        else {
            let known = table.zonings.sorted { $0.key < $1.key }.flatMap { code, zoning in
                [code] + zoning.classes.map { "\(code):\($0.code)" }
            }
            throw ExportError.unknownZoning(text, known: known)
        }
        let (set, uses) = table.communes(of: classes, in: zoning, on: request.date)
        (communes, self.uses) = (set.certain, uses)
    }
}
