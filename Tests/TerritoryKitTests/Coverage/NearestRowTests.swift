import TerritoryKit
import TerritoryTestSupport
import Testing

@Suite("What lies nearest")
struct NearestRowTests {
    @Test("is inside where it shares ground, and not where it only touches")
    func inside() throws {
        let database = try DefaultDatabase.open()
        let mende = try database.territory("48095")
        let rows = try database.nearest("all", to: .territory(mende), limit: 20).rows
        #expect(rows.filter(\.isInside).map(\.code) == ["48095"] && rows[0].isInside)
        #expect(try database.nearest("all", to: .territory(mende), limit: 1).rows == [rows[0]])
        #expect(rows.count { $0.distanceInMeters == 0 } > 5)
        let quarter = try database.nearest("qpv", to: .territory(mende), limit: 1).rows
        #expect(quarter.first?.code == "QN04801N" && quarter.first?.isInside == true)
        let lozere = try database.nearest("all", to: .territory(database.territory("departement:48")), limit: 1_000)
            .rows
        #expect(
            Set(lozere.filter(\.isInside).map { CommuneCode(unchecked: $0.code) })
                == Set(try database.communes(in: .init(kind: .departement, code: "48", name: "Lozère"))))
    }

    @Test("is not certain where a commune of which nothing is known is nearer")
    func doubt() throws {
        let database = try DefaultDatabase.open()
        let start = try database.territory("09001")
        let answer = try database.nearest(
            "eligible:cantine", to: .territory(start), on: CivilDate(unchecked: 2024, 11, 15))
        #expect(answer.unknownCommunes > 0 && answer.rows.count == 5 && answer.rows.allSatisfy { !$0.isCertain })
        let whole = try database.nearest("all", to: .territory(start))
        #expect(whole.unknownCommunes == 0 && whole.rows.allSatisfy(\.isCertain))
    }

    @Test("is one row at least, and 1,000 at most", arguments: [(-5, 1), (0, 1), (3, 3), (.max, 1_000)])
    func limit(asked: Int, given: Int) throws {
        let database = try DefaultDatabase.open()
        for what in ["all", "qpv"] {
            let rows = try database.nearest(what, to: .territory(database.territory("48095")), limit: asked).rows
            #expect(rows.count == (what == "qpv" ? min(given, 297) : given))
        }
    }

    @Test("a kind without shapes has no locator and no overlay", arguments: [TerritoryKind.grouping])
    func layers(kind: TerritoryKind) throws {
        let database = try DefaultDatabase.open()
        #expect(throws: LookupError.noSuchLayer(kind)) { try database.locator(kind) }
        #expect(throws: LookupError.noSuchLayer(kind)) { try database.overlay(of: kind) }
        #expect(throws: LookupError.noSuchLayer(kind)) {
            try database.export(ExportRequest(layer: .territories(kind))) { _ in }
        }
        #expect(throws: LookupError.notMadeOfCommunes(.qpv)) { try database.rollUp("/dev/null", to: [.qpv]) }
        #expect(throws: LookupError.noSuchFigure("m99")) { try database.sum(of: ["m99"]) }
    }
}
