import Foundation
import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats
@testable import TerritoryKit

/// Registers and indicators of these tests are invented.
@Suite("Data of one's own")
struct OwnDataTests {
    private let fixture: FixtureDatabase
    private var own: OwnData { OwnData(package: fixture.country.package) }

    init() throws { fixture = try FixtureDatabase() }

    private func file(_ text: String) throws -> String {
        let path = fixture.country.directory.path + "/own.csv"
        try [UInt8](text.utf8).write(toFile: path)
        return path
    }

    private static let header =
        "code,name,carrier,territories,themes,valid_from,valid_until,state_amount,total_amount,source\n"

    @Test("a register is loaded, built and counted")
    func register() throws {
        let path = try file(
            Self.header + "p1,Pacte fictif,EPCI fictif,200000002,parenting mobility,2024-01-01,,1000,,test\n"
                + "p2,Autre pacte fictif,Association,20001 QN02002M,access_to_rights,,,,,test\n")
        #expect(try own.loadPacts(from: path) == 2)
        let package = try fixture.country.readPackage()
        #expect(package.rows(Tables.pact).count == 2)
        let territories = package.rows(Tables.pactTerritory).map { $0.values.joined(separator: " ") }
        #expect(
            territories == [
                "p1 epci 200000002", "p2 commune 20001", "p2 qpv QN02002M",
            ])
        _ = try fixture.country.build()
    }

    @Test("every problem of a register is told with its line, and nothing is loaded")
    func badRegister() throws {
        let before = try FileTree(of: fixture.country.package)
        let path = try file(
            Self.header + "p1,,EPCI,99999,parenting,2024-13-01,,x,,test\np1,Pacte,A,,cuisine,,,,,test\n")
        let found = try refusals(in: fixture.country.directory.path) { _ = try own.loadPacts(from: path) }
        #expect(found.count == 7)
        #expect(found.allSatisfy { $0.hasPrefix("own.csv:2: ") || $0.hasPrefix("own.csv:3: ") })
        #expect(try FileTree(of: fixture.country.package).differences(from: before).isEmpty)
    }

    @Test(
        "days and amounts that contradict each other, and a territory that stands twice, are told",
        arguments: [
            (
                "20001,food,2025-06-01,2025-05-31,,",
                "“2025-05-31” in column “valid_until”; expected: 2025-06-01 or later"
            ),
            (
                "20001,food,,,-1,",
                "“-1” in column “state_amount”; expected: a number from 0 to 10¹⁵, with a decimal point"
            ),
            (
                "20001,food,,,,-0.5",
                "“-0.5” in column “total_amount”; expected: a number from 0 to 10¹⁵, with a decimal point"
            ),
            ("20001,food,,,30,20", "“30” in column “state_amount”; expected: 20 at most (total_amount)"),
            ("20001 96 20001,food,,,,", "“20001” stands twice in column “territories”; once is expected"),
        ])
    func contradictions(row: String, sentence: String) throws {
        let path = try file(Self.header + "p1,Pacte fictif,EPCI fictif,\(row),test\n")
        let found = try refusals(in: fixture.country.directory.path) { _ = try own.loadPacts(from: path) }
        #expect(found == ["own.csv:2: " + sentence])
    }

    @Test(
        "a code that is no territory of the package is told for what it is",
        arguments: [
            ("20006", "“20006” (Val-le-Bas) is a former commune, which lies in 20005"),
            ("59350", "“59350” (département 59) is outside the région of the data (Vallées-d'Orme)"),
            ("75103", "“75103” is a municipal arrondissement of Paris (75056), a commune is expected"),
            ("20999", "“20999” is not a commune of the code officiel géographique, of today or of the past"),
            ("200000099", "“200000099” (column “territories”) is not in data/"),
        ])
    func unknownTerritory(code: String, sentence: String) throws {
        let path = try file(Self.header + "p1,Pacte fictif,EPCI fictif,20001 \(code),food,,,,,test\n")
        let found = try refusals(in: fixture.country.directory.path) { _ = try own.loadPacts(from: path) }
        #expect(found.count == 1 && found[0].hasPrefix("own.csv:2: " + sentence), "\(found)")
    }

    private let definition = OwnData.IndicatorDefinition(
        code: "essai", label: LocalizedText(fr: "Essai", en: "Trial"), unit: LocalizedText(fr: "x", en: "x"),
        period: "2024", rule: .sum
    )

    @Test("a value of a place that the package does not have is refused by the build")
    func unknownPlace() throws {
        _ = try own.loadIndicator(definition, from: try file("code,value\n20001,1\n20003,2\n"))
        try fixture.country.edit(
            "package/data/own/indicator_values.csv", replacing: "essai,20003,", with: "essai,é20003,")
        let error = try #require(throws: ImportError.self) { try fixture.country.readPackage(acceptsEdits: true) }
        #expect(
            error.problems.map(\.message.en) == ["“é20003” (column “territory”) is not in data/"]
                && error.problems[0].line == 3)
    }

    @Test("values are carried over a merger, secrets stay secrets, and what cannot be converted is told")
    func indicator() throws {
        let path = try file("code;value;flag\n20005;10;\n20006;\"2,5\";\n20001;;s\n96404;1;\n")
        let loaded = try own.loadIndicator(definition, from: path)
        #expect(loaded.notices.count { $0.line == 5 } == 1)
        let rows = try fixture.country.readPackage().rows(Tables.indicatorValue).map { $0.values }
        #expect(rows.contains(["essai", "20005", "12.5", "observed", "20005=10 20006=2.5"]))
        #expect(rows.contains(["essai", "20001", "", "suppressed", ""]))
        let database = try fixture.country.build()
        let answer = try database.aggregate("essai", over: .level(.departement, within: nil))
        #expect(answer.rows.first { $0.territory.code == "20" }?.aggregate.value == 12.5)
    }

    private func loaded(_ text: String) throws -> [String] {
        _ = try own.loadIndicator(definition, from: try file(text))
        return try fixture.country.readPackage().rows(Tables.indicatorValue).map(\.values)
            .filter { $0[0] == "essai" }.map { $0[1...2].joined(separator: "=") }
    }

    @Test("the column of the values is the one called so, or the only one whose name begins so")
    func valueColumn() throws {
        #expect(try loaded("code;value_2020;value\n20001;1;9\n") == ["20001=9"])
        #expect(try loaded("code;value_2020\n20001;1\n") == ["20001=1"])
        #expect(try loaded("\"Nom de la\ncommune\";code;value\nOrme;20001;12\n") == ["20001=12"])
        let path = try file("code;value_2020;value_2021\n20001;1;9\n")
        let found = try refusals(in: fixture.country.directory.path) {
            _ = try own.loadIndicator(definition, from: path)
        }
        #expect(found == ["own.csv:1: 2 columns begin with “value”: “value_2020”, “value_2021”; one is expected"])
    }

    @Test("a second value of a commune is told, and not added")
    func duplicates() throws {
        let path = try file("code;value\n20001;12\n20003;7\n20001;12\n")
        let found = try refusals(in: fixture.country.directory.path) {
            _ = try own.loadIndicator(definition, from: path)
        }
        #expect(found == ["own.csv:4: “20001” already stands on line 2; one row is expected for each “code”"])
    }

    @Test("communes outside the data are told to be so, and the others are loaded")
    func nationalValues() throws {
        let path = try file("code;value\n20001;1\n59350;2\n75101;3\n97411;4\n")
        let notices = try own.loadIndicator(definition, from: path).notices
        #expect(
            sentences(notices, in: fixture.country.directory.path) == [
                "own.csv:3: “59350” (département 59) is outside the région of the data (Vallées-d'Orme)",
                "own.csv:4: “75101” is a municipal arrondissement of Paris (75056), a commune is expected",
                "own.csv:5: “97411” (département 974) is outside the région of the data (Vallées-d'Orme)",
            ])
    }

    @Test("lines that end with a carriage return alone are told, however many")
    func carriageReturns() throws {
        let path = try file("code;value\r" + String(repeating: "20001;12\r", count: 35_000))
        let found = try refusals(in: fixture.country.directory.path) {
            _ = try own.loadIndicator(definition, from: path)
        }
        #expect(found == ["own.csv:1: the lines end with a carriage return (CR) alone; LF or CR LF is expected"])
    }

    @Test("every problem of an indicator is told with its line, and nothing is loaded")
    func badIndicator() throws {
        let before = try FileTree(of: fixture.country.package)
        let path = try file("code,value\n2001,10\n20005,dix\n")
        let found = try refusals(in: fixture.country.directory.path) {
            _ = try own.loadIndicator(definition, from: path)
        }
        #expect(found.count == 2 && found[0].hasPrefix("own.csv:2: ") && found[1].hasPrefix("own.csv:3: "))
        #expect(try FileTree(of: fixture.country.package).differences(from: before).isEmpty)
    }
}
