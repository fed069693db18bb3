import TerritoryKit

/// Several questions at once, from asynchronous code.
enum Concurrent {
    static func example(_ database: TerritoryDatabase) async throws {
        async let mende = database.ask { try $0.sheet(for: "48095").territory?.name }
        async let rodez = database.ask { try $0.sheet(for: "12202").territory?.name }
        print(try await mende ?? "", try await rodez ?? "")
    }
}
