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

        public init(code: QPVCode, name: String, distanceInMeters: Double, isInside: Bool) {
            self.code = code
            self.name = name
            self.distanceInMeters = distanceInMeters
            self.isInside = isInside
        }

        enum CodingKeys: String, CodingKey {
            case code, name
            case distanceInMeters = "distance_m"
            case isInside = "is_inside"
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
    /// False outside the scope, of which the file does not know the QPV.
    public var areQPVsKnown: Bool
    /// `null` where the QPV are unknown, or the file has none.
    @ExplicitNull public var nearestQPV: NearestQPV?
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
    }
}
