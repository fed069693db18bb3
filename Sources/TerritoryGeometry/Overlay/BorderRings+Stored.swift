extension BorderRings {
    /// Adds the rings of a stored shape; shapes come in ascending order.
    package mutating func append(_ shape: BlobShape, as index: Int) {
        for rings in shape.polygons {
            for (place, ring) in rings.enumerated() {
                append(shape.positions(of: ring), isHole: place > 0, shape: index)
            }
        }
    }
}
