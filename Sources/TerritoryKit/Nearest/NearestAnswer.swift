public import TerritoryFormats

/// What lies nearest to a place, by distance on the ground.
public struct NearestAnswer: Hashable, Codable, Sendable {
    public struct Row: Hashable, Codable, Sendable {
        /// `qpv`, `france_services`, or `commune`.
        public var kind: String
        public var code: String
        public var name: String
        /// Metres on the ground to its ground, or to the point; 0 within.
        public var distanceInMeters: Double
        /// Whether it shares ground with the place; what only touches it does not.
        public var isInside: Bool
        /// Whether nothing that the file does not know can be nearer.
        public var isCertain = false
        /// The communes of a QPV, which may lie outside the file; `null` for anything else.
        @ExplicitNull public var place: String?

        public init(kind: String, code: String, name: String, distanceInMeters: Double, isInside: Bool) {
            self.kind = kind
            self.code = code
            self.name = name
            self.distanceInMeters = distanceInMeters
            self.isInside = isInside
        }

        enum CodingKeys: String, CodingKey {
            case kind, code, name, place
            case distanceInMeters = "distance_m"
            case isInside = "is_inside"
            case isCertain = "is_certain"
        }
    }

    public var what: String
    /// The place, as asked.
    public var from: String
    /// The territory that the place was asked by; `null` for a position.
    @ExplicitNull public var territory: TerritoryReference?
    @ExplicitNull public var on: CivilDate?
    public var rows: [Row]
    /// Things that may be meant, but whose class is unknown, are not looked at.
    public var unknownCommunes: Int
    /// Everything asked for is in the file within so many metres of the place; beyond, something nearer may be unknown.
    ///
    /// `null` for a file of all of France.
    @ExplicitNull public var knownWithinMeters: Double?
    public var vintages: [VintageUse]
    public var data: DataStamp

    public init(
        what: String, from: String, territory: TerritoryReference? = nil, on: CivilDate? = nil, rows: [Row],
        unknownCommunes: Int, vintages: [VintageUse], data: DataStamp
    ) {
        self.what = what
        self.from = from
        self.territory = territory
        self.on = on
        self.rows = rows
        self.unknownCommunes = unknownCommunes
        self.vintages = vintages
        self.data = data
    }

    enum CodingKeys: String, CodingKey {
        case what, from, territory, on, rows, vintages, data
        case unknownCommunes = "unknown_communes"
        case knownWithinMeters = "known_within_m"
    }
}
