import TerritoryKit

/// The same answer as JSON, CSV and GeoJSON.
enum Map {
    static func example(_ database: TerritoryDatabase) throws {
        let answer = try database.aggregate("population", over: .level(.departement, within: nil))
        print(try answer.json().count > 0, answer.csv().count > 0, try answer.geoJSON(from: database).count > 0)
    }
}
