import TerritoryTestSupport
import Testing
internal import TerritoryFormats
import TerritoryKit

@Suite("What is known of a territory")
struct SheetTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    private func sheet(_ code: String) throws -> TerritorySheet {
        try #require(try fixture.database.sheet(for: code).territory)
    }

    @Test("a commune has its parents, from the smallest")
    func parents() throws {
        #expect(
            try sheet("20055").parents.map(\.name) == [
                "CA du Val d'Orme", "Orme-la-Vieille", "Haute-Orme", "Vallées-d'Orme",
            ])
    }

    @Test("a commune may have no EPCI and no arrondissement")
    func noEPCI() throws {
        #expect(try sheet("96006").parents.map(\.kind) == [.departement, .region])
    }

    @Test("an unknown population is null, never zero")
    func unknownPopulation() throws {
        #expect(try sheet("96006").population == nil)
        #expect(try sheet("96003").population?.municipal == 0)
    }

    @Test("the population of a larger territory is the sum of its communes, or unknown with one of them")
    func sums() throws {
        #expect(try sheet("20").population?.municipal == 38_553)
        #expect(try sheet("200000002").population?.municipal == 25_310 + 1_503 + 2_200)
        #expect(try sheet("96").population == nil)
        #expect(try sheet("99").population == nil)
    }

    @Test("population totals are for communes alone: a person can be in two of them")
    func totals() throws {
        #expect(try sheet("20001").population?.total == 5_305)
        #expect(try sheet("20").population?.total == nil)
    }

    @Test("an EPCI names its outside members and counts them")
    func outsideMembers() throws {
        let epci = try sheet("200000002")
        #expect(epci.communes == 3 && epci.isComplete)
        #expect(epci.outsideMembers == [TerritoryReference(kind: .commune, code: "99001", name: "Outremont")])
        #expect(try sheet("200000001").outsideMembers.isEmpty)
    }

    @Test("a territory of which the file has a few communes has neither total nor area")
    func incomplete() throws {
        let region = try #require(try fixture.database.search("Au-Delà").matches.first)
        #expect(region.kind == .region)
        let departement = try sheet("991")
        #expect(!departement.isComplete)
        #expect(departement.population == nil && departement.areaInSquareKilometers == nil)
        #expect(departement.zoningShares.isEmpty)
    }

    @Test(
        "a code that two territories share is that of the one the file has whole",
        arguments: [("20", TerritoryKind.departement), ("99", .region)])
    func sharedCode(code: String, kind: TerritoryKind) throws {
        #expect(try sheet(code).kind == kind)
    }

    @Test("a class that came over a merger says from where")
    func carried() throws {
        let zrr = try #require(try sheet("20005").zonings.first { $0.zoning == "zrr" })
        #expect(zrr.code == "mixed" && zrr.membership == .partly)
        #expect(zrr.carriedFrom == "20005=classe 20006=non_classe")
        #expect(zrr.validUntil?.description == "2024-06-30")
        #expect(try sheet("20001").zonings.first { $0.zoning == "zrr" }?.carriedFrom == nil)
    }

    @Test("a commune that a zoning does not list has no class in it")
    func noClass() throws {
        #expect(try sheet("96006").zonings.allSatisfy { $0.zoning != "frr" })
        #expect(try sheet("99001").zonings.allSatisfy { !$0.zoning.hasPrefix("dsr") })
    }

    @Test("shares of a zoning count every commune, the unknown ones apart")
    func shares() throws {
        let frr = try sheet("96").zoningShares.filter { $0.zoning == "frr" }
        #expect(frr.map(\.code) == ["frr_plus", "frr", "partiel", "beneficiaire_partiel", "non_classe", nil])
        #expect(frr.map(\.communes) == [1, 1, 1, 1, 1, 1])
        for group in Dictionary(grouping: try sheet("99").zoningShares, by: \.zoning).values {
            #expect(group.reduce(0) { $0 + $1.communes } == 16)
        }
    }

    @Test("a reused code is today’s commune, with its former life")
    func reusedCode() throws {
        let answer = try fixture.database.sheet(for: "20118")
        let sheet = try #require(answer.territory)
        #expect(sheet.name == "Pierre-Haute" && answer.formerCommune == nil)
        #expect(sheet.codeSince?.description == "2024-03-04")
        #expect(sheet.formerPeriods.map(\.name) == ["Saint-Cyr-l'Étang"])
    }

    @Test(
        "an old code leads to the commune of today, and says how",
        arguments: [("20076", "20118"), ("20006", "20005"), ("96007", "96006")])
    func oldCode(code: String, successor: String) throws {
        let answer = try fixture.database.sheet(for: code)
        #expect(answer.territory?.code == successor)
        let former = try #require(answer.formerCommune)
        #expect(former.code.rawValue == code && former.successors.map(\.code) == [successor])
        #expect(former.events.last?.after?.code.rawValue == successor)
    }

    @Test("an old code whose ground was split leads to no one commune")
    func splitCode() throws {
        let answer = try fixture.database.sheet(for: "20012")
        #expect(answer.territory == nil)
        #expect(answer.formerCommune?.successors.map(\.code) == ["20004", "20007"])
        #expect(answer.formerCommune?.successors.map(\.name) == ["Belle-Rive", "Montégal"])
        #expect(answer.formerCommune?.lastDay.description == "1990-04-30")
    }

    @Test("a QPV has its communes first among its parents")
    func qpv() throws {
        #expect(try sheet("QN02001M").parents.prefix(2).map(\.code) == ["20004", "20055"])
        #expect(try sheet("qn02001m").code == "QN02001M")
        #expect(try sheet("200000002").qpvs.map(\.code) == ["QN02001M", "QN02002M"])
    }

    @Test("an academy is made of its départements")
    func grouping() throws {
        let academy = try sheet("academie-orme")
        #expect(academy.kind == .grouping && academy.communes == 16)
        let area = try #require(academy.areaInSquareKilometers)
        #expect(abs(area - (try #require(try sheet("99").areaInSquareKilometers))) < 1e-6)
    }

    @Test("the area of an exclave counts, that of an enclave does not")
    func areas() throws {
        let square = try #require(try sheet("20002").areaInSquareKilometers)
        let whole = try #require(try sheet("20055").areaInSquareKilometers)
        // The holes and the whole cells are of the same row, so of the same ground to a few parts in a thousand.
        for (code, expected) in [("20001", whole - square), ("20003", whole + square), ("20004", whole - square)] {
            #expect(abs(try #require(try sheet(code).areaInSquareKilometers) / expected - 1) < 1e-4, "\(code)")
        }
    }

    @Test("spaces around a code do not matter")
    func spaces() throws {
        #expect(try fixture.database.sheet(for: " 20001\n").asked == "20001")
    }

    @Test("what is no code is told as such", arguments: ["", "nulle part", "2000", "QN02001", "20001;", "200000002 "])
    func notACode(text: String) throws {
        if text.hasSuffix(" ") {
            #expect(try sheet(text).code == text.trimmingSpaces)
        } else {
            #expect(throws: LookupError.noSuchName(text, fixture.database.stamp)) {
                try fixture.database.sheet(for: text)
            }
        }
    }

    @Test(
        "the code of nothing here is told with the scope", arguments: ["20999", "12145", "243100518", "48", "QN09901M"])
    func nothing(code: String) throws {
        let error = try #require(throws: LookupError.self) { try fixture.database.sheet(for: code) }
        #expect(error == .noSuchCode(code, fixture.database.stamp))
        #expect(error.sentence(in: .english).contains("région 99"))
    }
}
