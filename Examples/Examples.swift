import TerritoryKit

/// Asks a database one question of each kind: `swift run Examples territory.sqlite`.
@main
struct Examples {
    static func main() async throws {
        let database = try TerritoryDatabase(path: CommandLine.arguments.dropFirst().first ?? "territory.sqlite")
        try Place.example(database)
        try CanteenTariff.example(database)
        try RuralContracts.example(database)
        try Figures.example(database)
        try Map.example(database)
        try await Concurrent.example(database)
        Ambiguity.example(database)
    }
}
