import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryGeometry
@testable import TerritoryKit

@Suite("Lives of the communes’ codes")
struct CommuneHistoryTests {
    /// The history of the fixture country.
    let history: CommuneHistory

    init() throws {
        let fixture = try FixtureDatabase()
        let package = try fixture.country.readPackage()
        history = CommuneHistory(
            movements: CommuneMovement.all(in: package),
            current: package.rows(Tables.commune).reduce(into: [:]) {
                $0[CommuneCode(unchecked: $1.values[0])] = $1.values[1]
            })
    }

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    private func successors(of code: String, from date: String) throws -> [String] {
        history.succession(of: CommuneCode(unchecked: code), from: try day(date)).successors.map(\.rawValue)
    }

    private func periods(_ code: String) -> [String] {
        history.periods(of: CommuneCode(unchecked: code)).map {
            "\($0.name) \($0.from?.description ?? "…")–\($0.until?.description ?? "…")"
        }
    }

    @Test("a code without an event has one life, older than the register")
    func quiet() {
        #expect(periods("20001") == ["Orme-la-Vieille …–…"])
    }

    @Test("a code that never was a commune’s has no life", arguments: ["20999", "20202"])
    func unknown(code: String) throws {
        #expect(periods(code).isEmpty)
        #expect(history.lastDay(of: CommuneCode(unchecked: code)) == nil)
        #expect(history.isCommune(CommuneCode(unchecked: code), on: try day("2026-01-01")) == false)
    }

    @Test("a code can serve two communes, one after the other")
    func reused() {
        #expect(periods("20118") == ["Saint-Cyr-l'Étang …–2016-01-01", "Pierre-Haute 2024-03-04–…"])
    }

    @Test(
        "a reused code means another ground at another date",
        arguments: [("2015-12-31", true), ("2016-01-01", false), ("2024-03-03", false), ("2024-03-04", true)])
    func reusedByDate(date: String, isCommune: Bool) throws {
        #expect(history.isCommune("20118", on: try day(date)) == isCommune)
    }

    @Test("the ground of a merged commune comes back to its old code through a change of code")
    func through() throws {
        let succession = history.succession(of: "20118", from: try day("2015-12-31"))
        #expect(succession.successors == ["20118"])
        #expect(succession.events.map(\.kind) == [.newCommune, .seatTransfer])
        #expect(succession.events.map(\.date.description) == ["2016-01-01", "2024-03-04"])
    }

    @Test("a change of code leads to the new one, and ends the old one the day before")
    func codeChange() throws {
        #expect(try successors(of: "20076", from: "2024-03-03") == ["20118"])
        #expect(periods("20076") == ["Pierre-Haute …–2024-03-04"])
        #expect(history.lastDay(of: "20076")?.description == "2024-03-03")
    }

    @Test(
        "merged communes lead to the commune nouvelle",
        arguments: [("20005", "20005"), ("20006", "20005"), ("20008", "20007")])
    func merger(code: String, successor: String) throws {
        #expect(try successors(of: code, from: "2024-12-31") == [successor])
    }

    @Test("a commune nouvelle that keeps a code is one life with a new name")
    func mergerName() {
        #expect(periods("20005") == ["Val-Uni …–…"])
        #expect(history.perimeterDate(of: "20005")?.description == "2025-01-01")
    }

    @Test("a commune suppressed between two others has two successors")
    func split() throws {
        #expect(try successors(of: "20012", from: "1990-04-30") == ["20004", "20007"])
        #expect(history.lastDay(of: "20012")?.description == "1990-04-30")
    }

    @Test("a restored commune takes back its own ground")
    func restored() throws {
        #expect(periods("20011") == ["Rétabli …–1973-01-01", "Rétabli-les-Bains 2020-01-01–…"])
        #expect(try successors(of: "20011", from: "1972-12-31") == ["20011"])
    }

    @Test("a commune does not follow the ground of another restored from it")
    func restoredBeside() throws {
        #expect(try successors(of: "20010", from: "1972-12-31") == ["20010"])
    }

    @Test("while it held both grounds, a commune is followed into both")
    func restoredFrom() throws {
        #expect(try successors(of: "20010", from: "1990-01-01") == ["20010", "20011"])
    }

    @Test("a change of name changes neither the code nor the ground")
    func renamed() throws {
        #expect(periods("20004") == ["Belle-Rive …–…"])
        #expect(
            history.succession(of: "20004", from: try day("2018-12-31")) == .init(successors: ["20004"], events: []))
    }

    @Test("a commune created from another begins there, and shares its ground")
    func created() throws {
        #expect(periods("96005") == ["Saint-Épain-le-Chêne 1950-04-01–…"])
        #expect(try successors(of: "96002", from: "1950-03-31") == ["96002", "96005"])
    }

    @Test("events of communes déléguées and associées alone end no commune", arguments: CommuneMovement.Kind.allCases)
    func parts(kind: CommuneMovement.Kind) throws {
        let movement = CommuneMovement(
            kind: kind, date: try day("2020-01-01"), before: .init(type: "COMD", code: "20001", name: "A"),
            after: .init(type: "COMD", code: "20001", name: "A"))
        let history = CommuneHistory(movements: [movement], current: ["20001": "A"])
        #expect(history.periods(of: "20001") == [.init(name: "A", from: nil, until: nil)])
    }

    @Test("the arrondissements of a city took no life from it")
    func city() {
        #expect(periods("20055") == ["Trois-Ponts …–…"])
        #expect(periods("20201").isEmpty)
    }

    @Test("a code that comes and goes on one day has no life, and its ground is followed on")
    func oneDay() throws {
        // Freigné (49144) went to Loire-Atlantique as 44225 and into Vallons-de-l'Erdre (44180) on 2018-01-01.
        func end(_ type: String, _ code: CommuneCode) -> CommuneMovement.End {
            .init(type: type, code: code, name: "N")
        }
        let date = try day("2018-01-01")
        let history = CommuneHistory(
            movements: [
                .init(kind: .newCommune, date: date, before: end("COM", "44180"), after: end("COM", "44180")),
                .init(kind: .newCommune, date: date, before: end("COM", "44225"), after: end("COM", "44180")),
                .init(kind: .newCommune, date: date, before: end("COM", "44225"), after: end("COMD", "44225")),
                .init(kind: .departementChange, date: date, before: end("COM", "49144"), after: end("COM", "44225")),
            ], current: ["44180": "N"])
        #expect(history.periods(of: "44225").isEmpty)
        let succession = history.succession(of: "49144", from: try day("2017-12-31"))
        #expect(succession.successors == ["44180"])
        #expect(succession.events.map(\.kind) == [.departementChange, .newCommune])
    }

    @Test("two communes that exchange their codes on one day go on, each under the code of the other")
    func exchange() throws {
        func end(_ code: CommuneCode) -> CommuneMovement.End { .init(type: "COM", code: code, name: "N") }
        let history = CommuneHistory(
            movements: [
                .init(kind: .nameChange, date: try day("2000-01-01"), before: end("20001"), after: end("20001")),
                .init(kind: .nameChange, date: try day("2000-01-01"), before: end("20002"), after: end("20002")),
                .init(kind: .seatTransfer, date: try day("2010-01-01"), before: end("20001"), after: end("20002")),
                .init(kind: .seatTransfer, date: try day("2010-01-01"), before: end("20002"), after: end("20001")),
            ], current: ["20001": "N", "20002": "N"])
        #expect(history.succession(of: "20001", from: try day("2009-12-31")).successors == ["20002"])
        #expect(history.succession(of: "20002", from: try day("2009-12-31")).successors == ["20001"])
    }

    @Test("ground that left the communes of France has no successor")
    func gone() throws {
        let movement = CommuneMovement(
            kind: .suppression, date: try day("2007-07-15"), before: .init(type: "COM", code: "97127", name: "Île"),
            after: nil)
        let history = CommuneHistory(movements: [movement], current: [:])
        #expect(history.succession(of: "97127", from: try day("2007-07-14")).successors.isEmpty)
        #expect(history.lastDay(of: "97127")?.description == "2007-07-14")
    }
}
