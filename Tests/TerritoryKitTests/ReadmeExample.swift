import Foundation
import TerritoryTestSupport
import Testing
import TerritoryGeometry
import TerritoryKit
internal import TerritoryFormats

@Suite("The example of the README")
struct ReadmeExample {
    @Test("compiles, runs and is the one printed")
    func example() throws {
        let path = try DefaultDatabase.open().path
        try run(path: path)
        let readme = try String(contentsOf: URL(fileURLWithPath: Repository.root + "/README.md"), encoding: .utf8)
        let source = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
        let code = try #require(readme.split(separator: "```swift\n").last?.split(separator: "```").first)
        for line in code.split(separator: "\n") where !line.contains("territory.sqlite") {
            #expect(source.contains(line.drop { $0 == " " }), "\(line)")
        }
    }

    private func run(path: String) throws {
        let database = try TerritoryDatabase(path: path)
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
