internal import TerritoryFormats

/// Turns an expression into the set of communes that it describes on a day.
struct SetEvaluation {
    let table: CommuneTable
    /// `nil` takes each data as it is, whatever its vintage.
    let date: CivilDate?
    let text: String
    /// What the table cannot tell: the eligible communes of a programme, and distances on the ground.
    let eligible: (String) throws -> KnownSet
    let near: (CommuneSet, Double) throws -> CommuneSet
    let touching: (CommuneSet) throws -> CommuneSet
    /// What a text names among the territories of a kind, where it is not a code of the table.
    let lookup: (TerritoryKind, String) throws -> Lookup?

    private(set) var vintages: [VintageUse] = []

    init(
        table: CommuneTable, date: CivilDate?, text: String, eligible: @escaping (String) throws -> KnownSet,
        near: @escaping (CommuneSet, Double) throws -> CommuneSet,
        touching: @escaping (CommuneSet) throws -> CommuneSet,
        lookup: @escaping (TerritoryKind, String) throws -> Lookup?
    ) {
        (self.table, self.date, self.text) = (table, date, text)
        (self.eligible, self.near, self.touching, self.lookup) = (eligible, near, touching, lookup)
    }

    mutating func set(_ expression: SetExpression) throws -> KnownSet {
        switch expression {
        case .atom(let name, let argument, let position): return try atom(name, argument, position)
        case .list(let codes):
            return try codes.reduce(KnownSet(CommuneSet(size: table.size))) {
                $0 | KnownSet(try territory(.commune, $1.text, $1.position))
            }
        case .and(let left, let right): return try set(left) & set(right)
        case .or(let left, let right): return try set(left) | set(right)
        case .minus(let left, let right): return try set(left) - set(right)
        case .not(let part): return ~(try set(part))
        case .touching(let part):
            let set = try set(part)
            // A commune that may be of the set itself does not touch it for certain.
            return try spread(set, touching) & ~set
        case .within(let meters, let part):
            let near = near
            return try spread(try set(part)) { try near($0, meters) }
        }
    }

    /// What lies about a set that is known in part lies about it certainly, possibly, or not.
    private func spread(_ set: KnownSet, _ reach: (CommuneSet) throws -> CommuneSet) throws -> KnownSet {
        let certain = try reach(set.certain)
        return KnownSet(
            certain: certain, unknown: set.unknown.isEmpty ? certain : try reach(set.possible))
    }

    private mutating func atom(_ name: String, _ argument: String?, _ position: Int) throws -> KnownSet {
        switch (name, argument) {
        case ("all", nil): return KnownSet(.all(size: table.size))
        case ("scope", nil): return KnownSet(table.scope)
        case ("qpv", nil):
            use(table.qpvVintage)
            return table.qpvHolders
        case ("contracts", nil): return KnownSet(union(table.contracts))
        case ("pacts", nil): return KnownSet(union(table.pacts))
        case ("contract", let code?): return KnownSet(try agreement(code, among: table.contracts, position))
        case ("pact", let code?): return KnownSet(try agreement(code, among: table.pacts, position))
        case ("eligible", let programme?): return try eligible(programme)
        default: break
        }
        if let argument, let kind = TerritoryKind(word: name) {
            return KnownSet(try territory(kind, argument, position))
        }
        if let zoning = table.zonings[name] {
            guard let classes = zoning.classes(named: argument) else {
                throw unknownClass(argument ?? "", of: zoning, position)
            }
            let (set, uses) = table.communes(of: classes, in: zoning, on: date)
            use(uses)
            return set
        }
        if Self.namesWithoutCode.contains(name) { throw uselessCode(name, position) }
        throw unknownName(name, position)
    }

    private static let namesWithoutCode = ["all", "scope", "contracts", "pacts"]
    /// For each name that takes a code, an example.
    private static let examples = [
        "commune": "48095", "epci": "200067940", "metropole": "243400017", "departement": "48", "arrondissement": "481",
        "region": "76", "grouping": "academie-toulouse", "academie": "academie-toulouse", "contract": "cls-48",
        "pact": "CODE", "eligible": "cantine",
    ]

    private func union(_ agreements: [CommuneTable.Agreement]) -> CommuneSet {
        agreements.filter { $0.isInForce(on: date) }.reduce(CommuneSet(size: table.size)) { $0 | $1.communes }
    }

    private func agreement(_ code: String, among all: [CommuneTable.Agreement], _ position: Int) throws -> CommuneSet {
        guard let found = all.first(where: { $0.code == code }) else {
            throw unknownCode(code, position)
        }
        return found.isInForce(on: date) ? found.communes : CommuneSet(size: table.size)
    }

    private mutating func territory(_ kind: TerritoryKind, _ code: String, _ position: Int) throws -> CommuneSet {
        use(table.vintage(of: kind))
        if let known = table.communes(of: kind, code: code) { return known }
        guard let found = try lookup(kind, code) else { throw unknownCode(code, position) }
        // A commune of the past may have left its ground to several; a name that several bear means none of them.
        guard found.territory != nil || found.formerCommune != nil else {
            throw ambiguous(code, found.candidates, position)
        }
        let communes = found.candidates.compactMap { table.communes(of: kind, code: $0.code) }
        guard let first = communes.first else { throw unknownCode(code, position) }
        return communes.dropFirst().reduce(first) { $0 | $1 }
    }
}

extension SetEvaluation {
    /// Notes a vintage, and whether it is that of the day asked about.
    mutating func use(_ vintage: CommuneTable.Vintage?) {
        if let vintage { use([vintage.use(on: date)]) }
    }

    mutating func use(_ uses: [VintageUse]) {
        for use in uses where !vintages.contains(use) { vintages.append(use) }
    }

    private func unknownCode(_ code: String, _ position: Int) -> ExpressionError {
        ExpressionError(
            text: text, position: position,
            problem: LocalizedText(
                fr: "\(code.inFrenchQuotes) n’est pas dans cette base",
                en: "\(code.inEnglishQuotes) is not in this database"))
    }

    private func ambiguous(_ name: String, _ candidates: [TerritoryReference], _ position: Int) -> ExpressionError {
        let list = candidates.prefix(12).map { "\($0.kind.rawValue):\($0.code)" }.joined(separator: ", ")
        return ExpressionError(
            text: text, position: position,
            problem: LocalizedText(
                fr: "\(name.inFrenchQuotes) désigne plusieurs territoires\u{202F}; attendu\u{202F}: \(list)",
                en: "\(name.inEnglishQuotes) names several territories; expected: \(list)"))
    }

    private func unknownClass(_ code: String, of zoning: CommuneTable.Zoning, _ position: Int) -> ExpressionError {
        let words = zoning.classes.map(\.code).sorted() + ZoningMembership.allCases.map(\.rawValue)
        let known = words.map { "\(zoning.code):\($0)" }.joined(separator: ", ")
        return ExpressionError(
            text: text, position: position,
            problem: LocalizedText(
                fr:
                    "\(code.inFrenchQuotes) n’est pas une classe de \(zoning.code)\u{202F}; attendu\u{202F}: \(known)",
                en: "\(code.inEnglishQuotes) is not a class of \(zoning.code); expected: \(known)"))
    }

    private func uselessCode(_ name: String, _ position: Int) -> ExpressionError {
        ExpressionError(
            text: text, position: position,
            problem: LocalizedText(
                fr: "\(name.inFrenchQuotes) ne prend pas de code", en: "\(name.inEnglishQuotes) takes no code"))
    }

    private func unknownName(_ name: String, _ position: Int) -> ExpressionError {
        let names =
            Self.namesWithoutCode + ["qpv", "qpv:"] + Self.examples.keys.sorted().map { $0 + ":" }
            + table.zonings.keys.sorted()
        var problem = LocalizedText(
            fr:
                "\(name.inFrenchQuotes) ne désigne rien ici\u{202F}; attendu\u{202F}: \(names.joined(separator: ", "))",
            en: "\(name.inEnglishQuotes) names nothing here; expected: \(names.joined(separator: ", "))")
        let likely =
            Self.examples[name].map { "\(name):\($0)" }
            ?? (table.indexOf[name.uppercased()] == nil ? nil : "commune:\(name)")
            ?? table.territories.lazy.compactMap { $0.value[name] }.first.map {
                "\($0.reference.kind.rawValue):\(name)"
            }
        if let likely {
            problem = LocalizedText(
                fr: "\(name.inFrenchQuotes) est incomplet\u{202F}; peut-être \(likely.inFrenchQuotes)",
                en: "\(name.inEnglishQuotes) is not complete; perhaps \(likely.inEnglishQuotes)")
        }
        return ExpressionError(text: text, position: position, problem: problem)
    }
}
