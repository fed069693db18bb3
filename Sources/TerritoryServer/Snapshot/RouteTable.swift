internal import TerritoryFormats

/// Every route of a snapshot, found by its path.
struct RouteTable: Sendable {
    let routes: [Route]
    private let byPath: [String: Int]
    /// Those whose last segment varies, by what comes before it.
    private let byPrefix: [String: Int]

    init(_ routes: [Route]) {
        self.routes = routes
        var (paths, prefixes): ([String: Int], [String: Int]) = ([:], [:])
        for (index, route) in routes.enumerated() {
            if route.identifier == nil {
                paths[route.path] = index
            } else {
                prefixes[String(route.path.prefix { $0 != "{" })] = index
            }
        }
        (byPath, byPrefix) = (paths, prefixes)
    }

    /// - Returns: The route and the segment that varies; `nil` where nothing is at the path.
    func route(for target: RequestTarget) -> (Route, identifier: String)? {
        // A slash within a segment is none between two.
        guard !target.segments.dropLast().contains(where: { $0.contains("/") }) else { return nil }
        if target.segments.last?.contains("/") != true, let index = byPath[target.path] { return (routes[index], "") }
        guard let last = target.segments.last, !last.isEmpty else { return nil }
        let prefix = "/" + target.segments.dropLast().map { $0 + "/" }.joined()
        return byPrefix[prefix].map { (routes[$0], last) }
    }

    /// The path that was likely meant.
    func nearest(to path: String) -> String? { NearestName.of(path, among: byPath.keys.sorted()) }
}
