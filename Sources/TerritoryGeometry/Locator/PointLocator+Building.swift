extension PointLocator {
    /// An index of shapes, in degrees (EPSG:4326); rings are closed, and their positions finite.
    ///
    /// - Parameter shapes: The owners, by number; they may be empty, and may overlap.
    public init(_ shapes: [MultiPolygon]) {
        self.init(shapes, cellsPerVertex: nil)
    }

    /// An index with cells of any size, which changes its speed and not its answers.
    init(_ shapes: [MultiPolygon], cellsPerVertex: Double?) {
        let rings = LocatorRings(shapes)
        let builder = GridBuilder(
            rings, cellsPerVertex: cellsPerVertex ?? Self.cellsPerVertex(vertexCount: rings.vertices.count))
        self.init(
            shapeCount: shapes.count, grids: builder.grids, cells: builder.cells, lists: builder.lists,
            slabs: builder.slabs, vertices: rings.vertices, tree: EdgeTree(rings))
    }

    /// More cells make fewer comparisons and a larger index to load: 4 for each vertex up to a million cells, then 2.
    private static func cellsPerVertex(vertexCount: Int) -> Double {
        max(min(4, 1_000_000 / Double(max(vertexCount, 1))), 2)
    }
}
