import TerritoryTestSupport
import Testing
internal import TerritoryKit
import TerritoryFormats
import TerritoryGeometry

@Suite("Measures and contracts")
struct MeasureTests {
    @Test("a measure is found by its number and by its identifier", arguments: ["20", "m20"])
    func sheet(text: String) throws {
        let sheet = try DefaultDatabase.open().measureSheet(of: text)
        #expect(sheet.measure.number == 20)
        #expect(sheet.figures.contains { $0.code == "m20.eligibles" })
        #expect(sheet.findings.contains { $0.code == "C12" })
    }

    @Test("every figure, statement and milestone stands under a measure that can be asked for")
    func complete() throws {
        let database = try DefaultDatabase.open()
        let sheets = try database.measures().measures.map { try database.measureSheet(of: $0.code) }
        let figures = try database.figures().figures.count
        #expect(sheets.map(\.figures.count).reduce(0, +) == figures)
        #expect(sheets.map(\.statements.count).reduce(0, +) >= 45)
        #expect(sheets.map(\.milestones.count).reduce(0, +) >= 30)
        #expect(Set(sheets.flatMap { $0.findings.map(\.code) }).count >= 31)
    }

    @Test("there are 16 contracts, and one métropole of the report is a communauté urbaine in law")
    func contracts() throws {
        let contracts = try DefaultDatabase.open().contracts().contracts
        #expect(contracts.count == 16)
        #expect(contracts.first { $0.signatory.code == "200027183" }?.nature == .communauteUrbaine)
    }

    @Test("a territory is one feature, with its classes", arguments: ["12145", "48", "243100518", "QN03016M", "76"])
    func territory(code: String) throws {
        let database = try DefaultDatabase.open()
        let sheet = try #require(try database.sheet(for: code).territory)
        let features = try GeoJSONReader.features(in: try sheet.geoJSON(from: database), file: "map.geojson")
        let shape = try #require(features.first?.multiPolygon)
        #expect(features.count == 1 && features[0].properties["code"] == .string(code))
        let area = Ellipsoid.wgs84.areaInSquareMeters(of: shape) / 1e6
        #expect(abs(area - (sheet.areaInSquareKilometers ?? 0)) < 1e-5)
    }

    @Test("a map of an indicator has a valid feature for each territory")
    func map() throws {
        let database = try DefaultDatabase.open()
        let answer = try database.aggregate("population", over: .level(.departement, within: nil))
        let features = try GeoJSONReader.features(in: try answer.geoJSON(from: database), file: "map.geojson")
        #expect(features.map { $0.properties["code"] } == answer.rows.map { .string($0.territory.code) })
        #expect(features.allSatisfy { $0.multiPolygon?.isEmpty == false })
        #expect(features.first { $0.properties["code"] == .string("48") }?.properties["value"] == .number(76_486))
    }
}
