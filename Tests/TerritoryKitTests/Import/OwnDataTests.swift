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

    private let definition = OwnData.IndicatorDefinition(
        code: "essai", label: LocalizedText(fr: "Essai", en: "Trial"), unit: LocalizedText(fr: "x", en: "x"),
        period: "2024", rule: .sum
    )

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
