/// A box along the meridians and parallels, in degrees (EPSG:4326); its edges belong to it.
///
/// No box here crosses the antimeridian: no French territory does.
public struct BoundingBox: Hashable, Sendable {
    public var west: Double
    public var south: Double
    public var east: Double
    public var north: Double

    public init(west: Double, south: Double, east: Double, north: Double) {
        self.west = west
        self.south = south
        self.east = east
        self.north = north
    }

    /// The smallest box around `positions`.
    ///
    /// - Returns: `nil` if there is no position.
    public init?(around positions: some Sequence<Position>) {
        var box: BoundingBox?
        for position in positions {
            guard let known = box else {
                box = BoundingBox(
                    west: position.longitude, south: position.latitude,
                    east: position.longitude, north: position.latitude)
                continue
            }
            box = BoundingBox(
                west: min(known.west, position.longitude), south: min(known.south, position.latitude),
                east: max(known.east, position.longitude), north: max(known.north, position.latitude))
        }
        guard let box else { return nil }
        self = box
    }

    public func contains(_ position: Position) -> Bool {
        position.longitude >= west && position.longitude <= east
            && position.latitude >= south && position.latitude <= north
    }

    /// Whether its corners are places, and not the wrong way round.
    var isOnGlobe: Bool {
        Position.longitudes.contains(west) && Position.longitudes.contains(east) && west <= east
            && Position.latitudes.contains(south) && Position.latitudes.contains(north) && south <= north
    }

    public func intersects(_ other: BoundingBox) -> Bool {
        west <= other.east && other.west <= east && south <= other.north && other.south <= north
    }

    public func union(_ other: BoundingBox) -> BoundingBox {
        BoundingBox(
            west: min(west, other.west), south: min(south, other.south),
            east: max(east, other.east), north: max(north, other.north))
    }
}
