public import TerritoryGeometry

/// Who asks.
public enum EligibilitySubject: Hashable, Sendable {
    case commune(String)
    case epci(String)
    /// A set of communes that the asker names.
    case grouping([String])
    case departement(String)
    case qpv(TerritoryReference, communes: [String])
    case position(PlaceFacts)

    /// What a locator knows of a position.
    public struct PlaceFacts: Hashable, Sendable {
        public var position: Position
        public var commune: String?
        public var areQPVsKnown: Bool
        /// The QPV that it lies in, or else the nearest.
        public var nearestQPV: TerritoryReference?
        public var isInside: Bool
        /// Metres on the ground to the edge of that QPV.
        public var distanceInMeters: Double?
    }

    var kind: RuleVersion.Subject {
        switch self {
        case .commune: .commune
        case .epci: .epci
        case .grouping: .grouping
        case .departement: .departement
        case .qpv: .qpv
        case .position: .position
        }
    }
}
