/// The kinds of territory that a code can name.
public enum TerritoryKind: String, CaseIterable, Codable, Sendable {
    case commune
    case epci
    case arrondissement
    case departement
    case region
    case qpv
    /// A territory made of others, such as an académie.
    case grouping

    public var label: Phrase {
        switch self {
        case .commune: Phrase(fr: "commune", en: "commune")
        case .epci: Phrase(fr: "EPCI", en: "EPCI")
        case .arrondissement: Phrase(fr: "arrondissement", en: "arrondissement")
        case .departement: Phrase(fr: "département", en: "département")
        case .region: Phrase(fr: "région", en: "région")
        case .qpv: Phrase(fr: "QPV", en: "QPV")
        case .grouping: Phrase(fr: "regroupement", en: "grouping")
        }
    }
}

/// A territory named, without what is known of it.
public struct TerritoryName: Hashable, Codable, Sendable {
    public var kind: TerritoryKind
    public var code: String
    public var name: String

    public init(kind: TerritoryKind, code: String, name: String) {
        self.kind = kind
        self.code = code
        self.name = name
    }
}

/// Which data an answer was given from; every answer carries it.
public struct DataStamp: Hashable, Codable, Sendable {
    /// `region:76` or `france`.
    public var scope: String
    /// Vintage of the communes (code officiel géographique).
    public var vintage: String
    /// Identifier of the licence of the data.
    public var license: String
    /// SHA-256 of the content of the database, 64 hexadecimal digits.
    public var contentHash: String

    enum CodingKeys: String, CodingKey {
        case scope, vintage, license
        case contentHash = "content_hash"
    }
}

extension DataStamp {
    /// The scope as people read it.
    public var scopeText: String {
        guard case .region(let code)? = Scope(scope) else { return "France" }
        return "région \(code)"
    }
}

/// An answer with the data that it was given from.
public struct Stamped<Answer: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    public var answer: Answer
    public var data: DataStamp
}

/// Populations légales, in inhabitants.
public struct Population: Hashable, Codable, Sendable {
    public var municipal: Int
    /// Counted apart: those who have their usual residence elsewhere but keep one here; `null` where it is unknown.
    @ExplicitNull public var countedApart: Int?
    /// Municipal and counted apart; a person can be in the total of two communes, so it is `null` for several.
    @ExplicitNull public var total: Int?
    /// The census, and the year in which it is in force.
    public var vintage: String

    enum CodingKeys: String, CodingKey {
        case municipal, total, vintage
        case countedApart = "counted_apart"
    }
}
