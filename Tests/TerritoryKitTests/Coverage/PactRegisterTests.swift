import TerritoryTestSupport
import Testing
import TerritoryBuild
import TerritoryFormats
import TerritoryGeometry
import TerritoryKit

/// A register of local pacts made up for these tests, so that figures of the report can be counted again.
///
/// No such pact exists: the report names none, and this register is loaded into a copy that the tests throw away.
enum FictitiousPacts {
    static let count = 24

    static let register =
        "code,name,carrier,territories,themes,valid_from,valid_until,state_amount,total_amount,source\n"
        + territories.enumerated().map { place, territories in
            let code = "fictif-\(place + 1 < 10 ? "0" : "")\(place + 1)"
            return "\(code),Pacte inventé pour un essai n° \(place + 1),Porteur inventé,\(territories),mobility,"
                + "2024-07-01,2027-12-31,,,Invention des tests\n"
        }.joined()

    private static let territories =
        // Rural communes and QPV.
        ["243400017", "34", "243100518"]
        // Rural communes, without QPV.
        + [
            "200006930", "200022986", "200023620", "200034023", "200034031", "200034049", "200034056", "200034064",
            "200034411", "200034601", "200034726", "200034957", "48050 48061", "12218", "09001", "65192",
        ]
        // QPV in communes that are not rural; two are named by a QPV.
        + ["34172", "66136", "QN03001I", "QN06501M"]
        // Neither.
        + ["09050"]
}

@Suite("A register of invented pacts")
struct PactRegisterTests {
    private static let built = Result { () -> (TerritoryDatabase, TemporaryDirectory) in
        let folder = try TemporaryDirectory()
        for name in ["geo", "data"] {
            try FileTree(of: Repository.root + "/" + name).write(to: folder.path + "/" + name)
        }
        let register = folder.path + "/register.csv"
        try [UInt8](FictitiousPacts.register.utf8).write(toFile: register)
        #expect(try OwnData(package: folder.path).loadPacts(from: register) == FictitiousPacts.count)
        let path = folder.path + "/territory.sqlite"
        _ = try TerritoryDatabaseBuilder(path: path, date: CivilDate(unchecked: 2026, 1, 1))
            .build(from: DataPackage(directory: folder.path))
        return (try TerritoryDatabase(path: path), folder)
    }

    private let database: TerritoryDatabase

    init() throws { database = try Self.built.get().0 }

    @Test(
        "gives the figures of the report again",
        arguments: [
            ("pacts", "mn-pl.pactes"), ("pacts covering rural", "mn-pl.ruraux"), ("pacts covering qpv", "mn-pl.qpv"),
        ])
    func figures(query: String, figure: String) throws {
        let printed = try PackageTable("policy/figures.csv").rows.first { $0["code"] == figure }?["value"]
        let rows = try database.query(query).rows.filter { !$0.isUnknown }
        #expect(rows.count == printed.flatMap { Int($0) })
    }

    @Test("covers nothing before it begins")
    func day() throws {
        let date = CivilDate(unchecked: 2024, 6, 30)
        #expect(try database.query("pacts covering rural", on: date).rows.isEmpty)
        #expect(try database.query("pacts covering rural", on: CivilDate(unchecked: 2024, 7, 1)).rows.count == 19)
    }

    @Test("a commune that three pacts cover counts once, and three times among times covered")
    func union() throws {
        let answer = try database.coverage(of: "pacts", over: "commune:34172")
        #expect(
            answer.rows.filter { $0.covered.communes > 0 }.map(\.subject.code) == [
                "fictif-01", "fictif-02", "fictif-20",
            ])
        #expect(answer.covered.communes == 1 && answer.covered.municipalPopulation == 310_240)
        #expect(answer.timesCovered.map(\.times) == [3] && answer.timesCovered[0].measure == answer.covered)
        let layers = try database.layers(covering: "commune:34172").layers
        #expect(layers.filter { $0.kind == "pact" }.map(\.code) == ["fictif-01", "fictif-02", "fictif-20"])
        #expect(layers.filter { $0.kind == "contract" }.map(\.code) == ["cls-34", "cls-243400017"])
        #expect(try database.query("commune:34172 and (contracts or pacts)").set.communes == 1)
        let all = try database.coverage(of: "pacts", over: "all")
        #expect(all.timesCovered.reduce(0) { $0 + $1.measure.communes } == all.covered.communes)
        #expect(
            all.timesCovered.reduce(0) { $0 + $1.times * $1.measure.communes }
                == all.rows.reduce(0) { $0 + $1.covered.communes })
        #expect(try database.query("pacts or {}").set == all.together)
    }

    @Test("a pact of several communes has its outline, and its name in the answer")
    func outline() throws {
        let answer = try database.query("pacts covering commune:48050")
        #expect(answer.rows.map(\.code) == ["fictif-16"] && answer.rows[0].whole.communes == 2)
        let features = try GeoJSONReader.features(in: answer.geoJSON(from: database), file: "answer")
        #expect(features.count == 1)
        let area = Ellipsoid.wgs84.areaInSquareMeters(of: try #require(features[0].multiPolygon)) / 1e6
        #expect(abs(area / (try #require(answer.rows[0].whole.areaInSquareKilometers)) - 1) < 1e-4)
    }
}
