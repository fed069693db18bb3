/// The names under which tables hold positions, in pairs that go together.
///
/// A table of addresses has metres in `x` and `y` beside degrees in `long` and `lat`: `x` never goes with `lat`.
struct CoordinateNames: Sendable {
    struct Pair: Sendable {
        /// The name that counts first comes first.
        var longitude: [String]
        var latitude: [String]
    }

    static let mostPairs = 2
    /// The pair that counts first comes first; two at most.
    let pairs: [Pair]

    /// - Parameters:
    ///   - longitude: The one name of the longitude, where the user tells it.
    ///   - latitude: The same for the latitude.
    init(longitude: String?, latitude: String?) {
        let degrees = Pair(longitude: ["lon", "longitude", "lng", "long"], latitude: ["lat", "latitude"])
        let plane = Pair(longitude: ["x"], latitude: ["y"])
        // Beside a name that the user tells, any other will do.
        pairs =
            longitude == nil && latitude == nil
            ? [degrees, plane]
            : [
                Pair(
                    longitude: longitude.map { [$0] } ?? degrees.longitude + plane.longitude,
                    latitude: latitude.map { [$0] } ?? degrees.latitude + plane.latitude)
            ]
    }

    /// The places of the longitude and of the latitude in a table.
    ///
    /// - Throws: ``TableStreamError`` for a table without a whole pair, or in which a name stands twice.
    func columns(of header: CSVHeader) throws(TableStreamError) -> [Int] {
        let whole = pairs.first { header.hasColumn($0.longitude) && header.hasColumn($0.latitude) }
        guard let pair = whole else { throw missing(in: header) }
        return [try header.column(pair.longitude), try header.column(pair.latitude)]
    }

    private func missing(in header: CSVHeader) -> TableStreamError {
        let half = pairs.first { header.hasColumn($0.longitude) || header.hasColumn($0.latitude) }
        let names =
            if let half { header.hasColumn(half.longitude) ? half.latitude : half.longitude } else {
                pairs.flatMap(\.longitude)
            }
        return .columnNotFound(names: names, columns: header.names)
    }
}
