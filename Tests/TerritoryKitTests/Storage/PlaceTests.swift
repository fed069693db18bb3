import TerritoryTestSupport
import Testing
internal import TerritoryBuild
import TerritoryGeometry
import TerritoryKit

@Suite("What a position lies in")
struct PlaceTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    private func place(_ longitude: Double, _ latitude: Double) throws -> PlaceAnswer {
        try fixture.database.place(at: Position(longitude: longitude, latitude: latitude))
    }

    @Test(
        "a position lies in one commune",
        arguments: [
            (2.02, 44.02, "20001"), (2.05, 44.05, "20002"), (2.25, 44.05, "20003"), (2.22, 44.05, "20004"),
            (2.05, 44.15, "20005"), (2.15, 44.15, "20005"), (2.19995, 44.35, "96002"), (2.300005, 44.35, "96004"),
        ])
    func inside(longitude: Double, latitude: Double, code: String) throws {
        #expect(try place(longitude, latitude).commune?.code == code)
    }

    @Test(
        "a position on a border belongs to the commune to the east or to the north",
        arguments: [
            (2.1, 44.05), (2.1, 44.1), (2.04, 44.05), (2.24, 44.05), (2.3, 44.3), (2.4, 44.05), (2.0, 44.0),
            (2.2, 44.15),
            (2.4, 44.4), (2.15, 44.4),
        ])
    func border(longitude: Double, latitude: Double) throws {
        let beside = try place(longitude + 1e-7, latitude + 1e-7).commune
        #expect(try place(longitude, latitude).commune == beside)
    }

    @Test(
        "abroad, at sea or in an enclave of abroad, there is no commune",
        arguments: [(2.05, 44.35), (1.99, 44.05), (2.55, 44.05), (0, 0), (-180, -90)])
    func outside(longitude: Double, latitude: Double) throws {
        let answer = try place(longitude, latitude)
        #expect(answer.commune == nil && answer.epci == nil && answer.departement == nil && answer.qpv == nil)
    }

    @Test("the larger territories are those of the commune")
    func parents() throws {
        let answer = try place(2.35, 44.02)
        #expect(
            [answer.epci, answer.arrondissement, answer.departement, answer.region].map { $0?.code }
                == ["200000002", "201", "20", "99"])
        let outside = try place(2.45, 44.05)
        #expect([outside.commune, outside.epci, outside.region].map { $0?.code } == ["99001", "200000002", "20"])
    }

    @Test("a QPV across two communes is found on either side", arguments: [(2.298, "20004"), (2.302, "20055")])
    func qpv(longitude: Double, code: String) throws {
        let answer = try place(longitude, 44.052)
        #expect(answer.commune?.code == code && answer.qpv?.code == "QN02001M")
        #expect(answer.nearestQPV?.isInside == true)
    }

    @Test("outside the QPV, the nearest is told with the distance to its edge")
    func nearest() throws {
        let nearest = try #require(try place(2.305, 44.06).nearestQPV)
        #expect(nearest.code.rawValue == "QN02001M" && !nearest.isInside)
        // 0.005° of latitude at 44° N on WGS 84: 555.6 m.
        #expect(abs(nearest.distanceInMeters - 555.6) < 0.2)
    }

    @Test("the index and a full scan agree on any position", arguments: 0..<20 as Range<UInt64>)
    func fullScan(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let shapes = try fixture.country.readPackage().communeShapes
        for _ in 0..<20 {
            let position = Position(
                longitude: .random(in: 1.95...2.55, using: &random),
                latitude: .random(in: 43.95...44.45, using: &random))
            let scanned = shapes.filter { $0.value.geometry.contains(position) }.map(\.key.rawValue)
            #expect(scanned.count <= 1)
            #expect(try fixture.database.place(at: position).commune?.code == scanned.first, "\(position)")
        }
    }
}
