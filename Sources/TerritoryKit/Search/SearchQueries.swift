internal import GRDB
internal import TerritoryFormats

extension TerritoryDatabase {
    /// The greatest number of matches that a search gives.
    public static let searchLimit = 100

    /// Territories whose code is the text, or whose name has every word of it, in any case and with or without accents.
    ///
    /// Codes come first: of a territory, of a commune of the past, and postcodes where the file has them. Then the whole
    /// name, names that begin so, and the others; larger populations first. A département behind the name, as in
    /// « Mende (48) », keeps to it. Where nothing is found, the names that differ by a letter or two are given instead,
    /// and ``SearchAnswer/isApproximate`` says so.
    public func search(_ text: String, limit: Int = 20) throws -> SearchAnswer {
        let limit = min(max(limit, 1), Self.searchLimit)
        return try read { [stamp] db in
            var search = Search(text, db, limit: limit + 1)
            try search.run()
            return SearchAnswer(
                asked: text, matches: Array(search.matches.prefix(limit)), isTruncated: search.matches.count > limit,
                isApproximate: search.isApproximate, arePostcodesKnown: try db.arePostcodesKnown(), data: stamp)
        }
    }
}

/// One search, from what is surest to what is only near.
private struct Search {
    private let text: String
    private let db: Database
    private let limit: Int
    /// Each territory once.
    private(set) var matches: [SearchAnswer.Match] = []
    private(set) var isApproximate = false

    init(_ text: String, _ db: Database, limit: Int) {
        self.text = String(text.prefix(NameFolding.longest)).trimmingSpaces
        self.db = db
        self.limit = limit
    }

    mutating func run() throws {
        let readings = try QualifiedName.readings(of: text, db)
        guard !readings.isEmpty else { return }
        try addCodes()
        for reading in readings { add(try Self.named(reading, db, limit: limit).map(\.match)) }
        guard matches.isEmpty else { return }
        for reading in readings.reversed() where matches.isEmpty {
            var near = NearNames(reading.name)
            add(try near.territories(in: reading.departement, db, limit: limit).map(\.match))
        }
        isApproximate = !matches.isEmpty
    }

    private mutating func add(_ found: [SearchAnswer.Match]) {
        for match in found where !matches.contains(where: { $0.kind == match.kind && $0.code == match.code }) {
            matches.append(match)
        }
    }

    private mutating func addCodes() throws {
        let code = text.uppercased()
        let todays = try FoundName.fetchAll(
            db, where: "kind <> 'former_commune' AND code IN (?, ?)", arguments: [text, code], limit: limit)
        add(todays.map(\.match))
        if let key = CommuneCode(rawValue: code), let former = try FormerCommune.fetch(db, key) {
            for successor in former.successors {
                let found = try FoundName.fetchAll(
                    db, where: "kind = 'commune' AND code = ?", arguments: [successor.code], limit: 1)
                add(found.map(\.match).map { $0.reached(fromCommune: former.name) })
            }
        }
        if let postcode = Postcode(rawValue: code) {
            let found = try FoundName.fetchAll(
                db,
                where: "kind = 'commune' AND code IN (SELECT commune FROM commune_postcode WHERE postcode = ?)",
                arguments: [postcode.rawValue], limit: limit)
            add(found.map(\.match).map { $0.reached(by: postcode) })
        }
    }

    /// Folded words are letters and digits only, so that no sign of theirs means anything to LIKE.
    private static func named(_ reading: QualifiedName, _ db: Database, limit: Int) throws -> [FoundName] {
        let words = reading.name.split(separator: " ").prefix(8).map(String.init)
        let folded = words.joined(separator: " ")
        var conditions = Array(repeating: "(folded LIKE ? OR folded LIKE ?)", count: words.count)
        var arguments = StatementArguments([folded, folded + " ", folded] + words.flatMap { ["\($0)%", "% \($0)%"] })
        if let departement = reading.departement {
            conditions.append("departement = ?")
            arguments += [departement]
        }
        return try FoundName.fetchAll(
            db, where: conditions.joined(separator: " AND "),
            rank: """
                CASE WHEN folded = ? THEN 0 WHEN substr(folded || ' ', 1, length(?)) = ? || ' ' THEN 1 ELSE 2 END
                """, arguments: arguments, limit: limit)
    }
}

extension SearchAnswer.Match {
    /// The same, reached by the code of a commune of the past.
    fileprivate func reached(fromCommune formerName: String) -> Self {
        var match = self
        match.formerName = formerName
        return match
    }

    fileprivate func reached(by postcode: Postcode) -> Self {
        var match = self
        match.postcode = postcode
        return match
    }
}
