internal import GRDB
internal import TerritoryFormats

/// What became of a code that is no longer that of a commune.
public struct FormerCommune: Hashable, Codable, Sendable {
    public var code: CommuneCode
    public var name: String
    /// Last day on which the code was that of a commune.
    public var lastDay: CivilDate
    public var events: [CommuneMovement]
    /// The communes that hold its ground now: several after a split, none where it left the communes of France.
    public var successors: [TerritoryReference]

    public init(
        code: CommuneCode, name: String, lastDay: CivilDate, events: [CommuneMovement],
        successors: [TerritoryReference]
    ) {
        self.code = code
        self.name = name
        self.lastDay = lastDay
        self.events = events
        self.successors = successors
    }

    enum CodingKeys: String, CodingKey {
        case code, name, events, successors
        case lastDay = "last_day"
    }
}

extension FormerCommune {
    /// - Returns: `nil` for a code that is a commune’s today, or never was.
    static func fetch(_ db: Database, _ code: CommuneCode) throws -> FormerCommune? {
        let history = try CommuneHistory.fetch(db)
        guard let period = history.periods(of: code).last, let lastDay = history.lastDay(of: code) else { return nil }
        let succession = history.succession(of: code, from: lastDay)
        let successors = try succession.successors.map { successor in
            try TerritoryReference.fetch(db, code: successor.rawValue, kind: .commune)
                ?? TerritoryReference(
                    kind: .commune, code: successor.rawValue,
                    name: history.periods(of: successor).last?.name ?? "")
        }
        return FormerCommune(
            code: code, name: period.name, lastDay: lastDay, events: succession.events, successors: successors)
    }
}
