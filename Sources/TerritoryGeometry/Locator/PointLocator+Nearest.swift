extension PointLocator {
    /// The shape nearest to a position on the ground, and how far it is: 0 for a shape that the position lies in.
    ///
    /// The answer is the least of ``Ellipsoid/distanceInMeters(from:to:)-(_,MultiPolygon)`` over all shapes, and of
    /// equal ones the first shape; it is meant for up to 500 km, beyond which the flat scales that choose an edge are
    /// too rough to tell shapes of almost equal distance apart.
    ///
    /// - Parameters:
    ///   - position: Degrees, WGS 84 (EPSG:4326), longitude first.
    ///   - meters: The farthest that a shape may be, in meters on the ground.
    /// - Returns: `nil` where no shape is that near, and for a position that is not finite.
    public func nearest(
        to position: Position, within meters: Double = .infinity
    ) -> (index: Int, distanceInMeters: Double)? {
        guard position.longitude.isFinite, position.latitude.isFinite, meters >= 0 else { return nil }
        if let index = index(containing: position) { return (index, 0) }
        return nearestBorder(to: position, within: meters, ofOwner: nil)
    }

    /// The distance on the ground from a position, inside or outside, to the nearest edge of a shape, in meters.
    ///
    /// - Returns: `nil` for an empty shape or none at all, and for a position that is not finite.
    public func distanceInMeters(from position: Position, toBorderOf owner: Int) -> Double? {
        guard position.longitude.isFinite, position.latitude.isFinite, (0..<shapeCount).contains(owner) else {
            return nil
        }
        return nearestBorder(to: position, within: .infinity, ofOwner: owner)?.distanceInMeters
    }

    private func nearestBorder(
        to position: Position, within meters: Double, ofOwner wanted: Int?
    ) -> (index: Int, distanceInMeters: Double)? {
        var search = BorderSearch(around: position, within: meters, wanted: wanted)
        tree.visit { box in
            search.mayReach(box)
        } stretch: {
            search.visit($0, vertices: vertices)
        }
        return search.nearest(within: meters)
    }
}

/// The nearest edges of shapes around a position, while a tree of edges is walked.
private struct BorderSearch {
    /// Flat distances within this ratio of the least are measured along the geodesic before one is chosen.
    private static let slack = 1.02

    private let ground: GroundAround
    private let wanted: UInt32?
    /// Squared meters beyond which an edge cannot matter.
    private var squaredLimit: Double
    private var squaredLeast = Double.infinity
    /// The nearest edge of each owner that may be the nearest.
    private var candidates: [UInt32: Candidate] = [:]

    private struct Candidate {
        var position: Position
        var squaredDistance: Double
        /// Where distances are equal, the first edge counts, as in ``Ellipsoid/nearestPosition(to:onBorderOf:)``.
        var vertex: Int
    }

    init(around position: Position, within meters: Double, wanted: Int?) {
        ground = GroundAround(position, on: .wgs84)
        self.wanted = wanted.flatMap(UInt32.init(exactly:))
        let reach = meters * Self.slack
        squaredLimit = reach * reach
    }

    /// Whether a box may hold an edge that matters, and how far it is at least, in squared meters.
    func mayReach(_ box: BoundingBox) -> Double? {
        let least = ground.leastSquaredDistance(to: box)
        return least <= squaredLimit ? least : nil
    }

    mutating func visit(_ stretch: EdgeTree.Stretch, vertices: [Position]) {
        guard wanted == nil || wanted == stretch.owner else { return }
        let first = Int(stretch.firstVertex)
        // A ring of one position has no edge but that position.
        if stretch.edgeCount == 0 { note(vertices[first], vertices[first], at: first, owner: stretch.owner) }
        for index in first..<first + Int(stretch.edgeCount) {
            note(vertices[index], vertices[index + 1], at: index, owner: stretch.owner)
        }
    }

    private mutating func note(_ start: Position, _ end: Position, at vertex: Int, owner: UInt32) {
        let found = ground.nearest(on: start, end)
        guard found.squaredDistance <= squaredLimit else { return }
        if let known = candidates[owner] {
            let isNearer = found.squaredDistance < known.squaredDistance
            let isEarlier = found.squaredDistance == known.squaredDistance && vertex < known.vertex
            guard isNearer || isEarlier else { return }
        }
        candidates[owner] = Candidate(
            position: found.position, squaredDistance: found.squaredDistance, vertex: vertex)
        squaredLeast = min(squaredLeast, found.squaredDistance)
        squaredLimit = min(squaredLimit, squaredLeast * Self.slack * Self.slack)
    }

    func nearest(within meters: Double) -> (index: Int, distanceInMeters: Double)? {
        var nearest: (index: Int, distanceInMeters: Double)?
        for (owner, candidate) in candidates.sorted(by: { $0.key < $1.key })
        where candidate.squaredDistance <= squaredLimit {
            let distance = Ellipsoid.wgs84.distanceInMeters(from: ground.center, to: candidate.position)
            guard distance <= meters, distance < nearest?.distanceInMeters ?? .infinity else { continue }
            nearest = (Int(owner), distance)
        }
        return nearest
    }
}

extension EdgeTree {
    /// Visits the stretches whose boxes may matter, the nearest box of each node first.
    ///
    /// - Parameters:
    ///   - distance: A lower bound for what a box holds; `nil` where it cannot matter.
    ///   - stretch: Called with each stretch; it may change what `distance` answers next.
    func visit(distance: (BoundingBox) -> Double?, stretch: (Stretch) -> Void) {
        guard let root = boxes.indices.last else { return }
        var open = [(level: levels.count - 2, box: root)]
        while let node = open.popLast() {
            guard distance(boxes[node.box]) != nil else { continue }
            guard node.level > 0 else {
                stretch(stretches[node.box])
                continue
            }
            let first = levels[node.level - 1] + (node.box - levels[node.level]) * Self.nodeSize
            let children = (first..<min(first + Self.nodeSize, levels[node.level]))
                .compactMap { child in distance(boxes[child]).map { (child, $0) } }
                .sorted { $0.1 > $1.1 }
            open.append(contentsOf: children.map { (node.level - 1, $0.0) })
        }
    }
}

extension GroundAround {
    /// A lower bound for the squared distance to any edge within a box, in square meters.
    ///
    /// Each scale is least at the end of the latitudes of the box: one is linear, and the other concave.
    fileprivate func leastSquaredDistance(to box: BoundingBox) -> Double {
        let (south, north) = (box.south - center.latitude, box.north - center.latitude)
        let (atSouth, atNorth) = (scales(halfwayTo: south), scales(halfwayTo: north))
        let east = max(box.west - center.longitude, center.longitude - box.east, 0)
        let metersEast = east * max(min(atSouth.east, atNorth.east), 0)
        let metersNorth = max(south, -north, 0) * max(min(atSouth.north, atNorth.north), 0)
        // The last bits are lost in rounding.
        return (metersEast * metersEast + metersNorth * metersNorth) * (1 - 1e-12)
    }
}
