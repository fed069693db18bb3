/// The rings of many shapes laid end to end, in the order of their owners.
struct LocatorRings {
    struct Part {
        var owner: Int
        /// Vertices of the rings of one polygon, its exterior and its holes.
        var rings: [Range<Int>]
        var box: BoundingBox
    }

    private(set) var vertices: [Position] = []
    private(set) var parts: [Part] = []

    /// Positions that are not finite are left out, as they have no place on the ground.
    init(_ shapes: [MultiPolygon]) {
        vertices.reserveCapacity(
            shapes.reduce(0) {
                $0 + $1.polygons.reduce(0) { $0 + $1.exterior.count + $1.holes.reduce(0) { $0 + $1.count } }
            })
        for (owner, shape) in shapes.enumerated() {
            for polygon in shape.polygons { append(polygon, owner: owner) }
        }
        precondition(
            vertices.count < LocatorRun.maximumVertexCount && shapes.count < LocatorCell.listMark - 1,
            "A locator holds up to 2²⁷ vertices.")
    }

    private mutating func append(_ polygon: Polygon, owner: Int) {
        let first = vertices.count
        var part = Part(owner: owner, rings: [], box: BoundingBox(west: 0, south: 0, east: 0, north: 0))
        append(polygon.exterior, to: &part)
        for hole in polygon.holes { append(hole, to: &part) }
        guard let box = BoundingBox(around: vertices[first...]) else { return }
        part.box = box
        parts.append(part)
    }

    private mutating func append(_ ring: [Position], to part: inout Part) {
        let first = vertices.count
        if ring.allSatisfy({ $0.longitude.magnitude < 1e9 && $0.latitude.magnitude < 1e9 }) {
            vertices.append(contentsOf: ring)
        } else {
            vertices.append(
                contentsOf: ring.lazy.filter { $0.longitude.magnitude < 1e9 && $0.latitude.magnitude < 1e9 })
        }
        if vertices.count > first { part.rings.append(first..<vertices.count) }
    }
}

extension LocatorRings {
    /// The parts in groups whose boxes are far from each other, such as a mainland and its overseas departments.
    ///
    /// One grid around all of them would be made of empty cells. A group is split along its widest empty band while
    /// that band takes at least a seventh of it.
    func groups() -> [[Part]] {
        var groups: [[Part]] = []
        var open = [parts]
        while let group = open.popLast() {
            guard let box = Self.box(around: group) else { continue }
            guard groups.count + open.count < 31, let (isSouthOrWest, _) = Self.widestBand(of: group, in: box) else {
                groups.append(group)
                continue
            }
            open.append(group.filter(isSouthOrWest))
            open.append(group.filter { !isSouthOrWest($0) })
        }
        return groups.sorted { Self.vertexCount(of: $0) > Self.vertexCount(of: $1) }
    }

    static func vertexCount(of parts: [Part]) -> Int {
        parts.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.count } }
    }

    static func box(around parts: [Part]) -> BoundingBox? {
        guard var box = parts.first?.box else { return nil }
        for part in parts.dropFirst() { box = box.union(part.box) }
        return box
    }

    /// The widest band along a meridian or a parallel that no part touches, as a test of being west or south of it.
    private static func widestBand(of parts: [Part], in box: BoundingBox) -> (isBefore: (Part) -> Bool, share: Double)?
    {
        let alongMeridian = widestGap(in: box.west...box.east, parts.lazy.map { $0.box.west...$0.box.east })
        let alongParallel = widestGap(in: box.south...box.north, parts.lazy.map { $0.box.south...$0.box.north })
        let (west, south) = (alongMeridian?.share ?? 0, alongParallel?.share ?? 0)
        if let alongMeridian, west >= south { return ({ $0.box.west < alongMeridian.middle }, west) }
        if let alongParallel { return ({ $0.box.south < alongParallel.middle }, south) }
        return nil
    }

    /// The middle of the widest gap between intervals, to a 512th of the whole.
    private static func widestGap(
        in whole: ClosedRange<Double>, _ intervals: some Sequence<ClosedRange<Double>>
    ) -> (middle: Double, share: Double)? {
        let bins = 512
        let length = whole.upperBound - whole.lowerBound
        guard length > 1e-9 else { return nil }
        var openings = [Int](repeating: 0, count: bins + 1)
        func bin(_ value: Double) -> Int { min(Int((value - whole.lowerBound) / length * Double(bins)), bins - 1) }
        for interval in intervals {
            openings[bin(interval.lowerBound)] += 1
            openings[bin(interval.upperBound) + 1] -= 1
        }
        var (widest, start, covering) = (0..<0, 0, 0)
        for index in 0..<bins {
            covering += openings[index]
            if covering > 0 {
                start = index + 1
            } else if index + 1 - start > widest.count {
                widest = start..<index + 1
            }
        }
        guard widest.count >= bins / 7 else { return nil }
        let middle = whole.lowerBound + (Double(widest.lowerBound + widest.upperBound) / 2) / Double(bins) * length
        return (middle, Double(widest.count) / Double(bins))
    }
}
