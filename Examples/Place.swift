import TerritoryKit

/// Answers where a position is, and what its commune is in.
enum Place {
    static func example(_ database: TerritoryDatabase) throws {
        let place = try database.place(at: Position(longitude: 3.0785, latitude: 44.0996))
        if let commune = place.commune {
            let sheet = try database.sheet(for: commune.code).territory
            print(commune.name, sheet?.population?.municipal ?? "unknown")
            for zoning in sheet?.zonings ?? [] {
                print(zoning.zoningLabel(.french), zoning.label(.french), zoning.vintage)
            }
        }
    }
}
