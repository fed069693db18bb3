import Dispatch

extension CoverageOverlay {
    /// What each of many shapes has in common with the faces: ``pieces(of:)-(MultiPolygon)`` on every core.
    ///
    /// Results come in the order of `shapes`.
    public func pieces(of shapes: [MultiPolygon]) -> [[Piece]] { cuts(of: shapes).map(\.pieces) }

    package func cuts(of shapes: [MultiPolygon]) -> [Cut] {
        let results = Guarded([Cut](repeating: Cut(), count: shapes.count))
        // Small batches, so that one large shape does not leave the other cores idle.
        let batch = 4
        DispatchQueue.concurrentPerform(iterations: (shapes.count + batch - 1) / batch) { number in
            let range = number * batch..<min((number + 1) * batch, shapes.count)
            let found = range.map { cut(of: shapes[$0]) }
            results.withLock { $0.replaceSubrange(range, with: found) }
        }
        return results.withLock { $0 }
    }
}
