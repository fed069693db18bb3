extension MultiPolygon {
    /// Whether a position lies in the shape, holes excluded.
    ///
    /// Even-odd rule on half-open edges: each edge is taken from its lower end to its upper end, with its lower end
    /// and without its upper one, and compared with the same arithmetic whichever way its ring turns. A position on
    /// a border that two shapes share vertex for vertex therefore lies in exactly one of them: the one to the east
    /// or, along a parallel, the one to the north.
    ///
    /// - Parameter position: Degrees, WGS 84 (EPSG:4326), longitude first.
    /// - Returns: `false` for an empty shape.
    public func contains(_ position: Position) -> Bool {
        var isInside = false
        for polygon in polygons {
            if polygon.exterior.isCrossedOddly(eastOf: position) { isInside.toggle() }
            for hole in polygon.holes where hole.isCrossedOddly(eastOf: position) { isInside.toggle() }
        }
        return isInside
    }
}

extension [Position] {
    /// Whether the way due east from `position` crosses this closed ring an odd number of times.
    fileprivate func isCrossedOddly(eastOf position: Position) -> Bool {
        guard var start = first else { return false }
        var isOdd = false
        for end in dropFirst() {
            if isEdge(start, end, eastOf: position) { isOdd.toggle() }
            start = end
        }
        return isOdd
    }

    /// Whether the edge passes at the latitude of `position`, strictly east of it.
    private func isEdge(_ start: Position, _ end: Position, eastOf position: Position) -> Bool {
        let (low, high) = start.latitude <= end.latitude ? (start, end) : (end, start)
        guard low.latitude <= position.latitude, position.latitude < high.latitude else { return false }
        return (position.longitude - low.longitude) * (high.latitude - low.latitude)
            < (high.longitude - low.longitude) * (position.latitude - low.latitude)
    }
}
