public import TerritoryFormats

/// What a position lies in.
public struct PlaceAnswer: Answer, Hashable, Codable, Sendable {
    /// The quartier prioritaire whose edge is nearest.
    public struct NearestQPV: Hashable, Codable, Sendable {
        public var code: QPVCode
        public var name: String
        /// Metres on the ground to the nearest point of its edge, to a decimetre; the perimeters here are simplified.
        public var distanceInMeters: Double
        public var isInside: Bool
        /// Whether the position is nearer to the edge than the drawn perimeter is precise: inside or outside, it may be
        /// the other.
        public var isInDoubt: Bool

        public init(code: QPVCode, name: String, distanceInMeters: Double, isInside: Bool, isInDoubt: Bool = false) {
            self.code = code
            self.name = name
            self.distanceInMeters = distanceInMeters
            self.isInside = isInside
            self.isInDoubt = isInDoubt
        }

        enum CodingKeys: String, CodingKey {
            case code, name
            case distanceInMeters = "distance_m"
            case isInside = "is_inside"
            case isInDoubt = "is_in_doubt"
        }
    }

    /// Another commune that the position may lie in, as its border is drawn so near.
    public struct NearBorder: Hashable, Codable, Sendable {
        public var commune: TerritoryReference
        /// Metres on the ground to its border, to a decimetre.
        public var distanceInMeters: Double

        public init(commune: TerritoryReference, distanceInMeters: Double) {
            self.commune = commune
            self.distanceInMeters = distanceInMeters
        }

        enum CodingKeys: String, CodingKey {
            case commune
            case distanceInMeters = "distance_m"
        }
    }

    public var longitude: Double
    public var latitude: Double
    /// `null` outside the ground of the file.
    ///
    /// A position on a border belongs to the commune to the east or, along a parallel, to the north.
    @ExplicitNull public var commune: TerritoryReference?
    @ExplicitNull public var epci: TerritoryReference?
    @ExplicitNull public var arrondissement: TerritoryReference?
    @ExplicitNull public var departement: TerritoryReference?
    @ExplicitNull public var region: TerritoryReference?
    @ExplicitNull public var qpv: TerritoryReference?
    /// False where the file does not know every QPV: outside its ground, or beyond the scope of one that has those of its
    /// scope alone.
    public var areQPVsKnown: Bool
    /// `null` where the QPV are unknown, or the file has none.
    @ExplicitNull public var nearestQPV: NearestQPV?
    /// Communes whose border is nearer than the boundaries are precise, the nearest first; none where the precision is
    /// not stated.
    public var nearBorders: [NearBorder] = []
    public var data: DataStamp

    public init(
        longitude: Double, latitude: Double, commune: TerritoryReference? = nil, epci: TerritoryReference? = nil,
        arrondissement: TerritoryReference? = nil, departement: TerritoryReference? = nil,
        region: TerritoryReference? = nil, qpv: TerritoryReference? = nil, areQPVsKnown: Bool,
        nearestQPV: NearestQPV? = nil, data: DataStamp
    ) {
        self.longitude = longitude
        self.latitude = latitude
        self.commune = commune
        self.epci = epci
        self.arrondissement = arrondissement
        self.departement = departement
        self.region = region
        self.qpv = qpv
        self.areQPVsKnown = areQPVsKnown
        self.nearestQPV = nearestQPV
        self.data = data
    }

    enum CodingKeys: String, CodingKey {
        case longitude, latitude, commune, epci, arrondissement, departement, region, qpv, data
        case areQPVsKnown = "are_qpvs_known"
        case nearestQPV = "nearest_qpv"
        case nearBorders = "near_borders"
    }
}
