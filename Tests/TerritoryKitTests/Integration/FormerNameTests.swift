import GRDB
import TerritoryTestSupport
import Testing
internal import TerritoryFormats
@testable import TerritoryKit

@Suite("Names of the past, on the default database")
struct FormerNameTests {
    let database: TerritoryDatabase

    init() throws { database = try DefaultDatabase.open() }

    /// A name that a commune of the région no longer bears, with the communes of today on its ground.
    private struct EarlierName: Hashable {
        var code: CommuneCode
        var name: String
        var successors: Set<String>
    }

    /// Made from the events alone: each name before an event that is not today’s of the same code, followed from the eve
    /// of the last event that it stands in.
    private func earlierNames() throws -> [EarlierName] {
        let (movements, current, region, history) = try database.readSpatially { db in
            let current = try Row.fetchAll(db, sql: "SELECT code, name, region FROM commune")
            return (
                try Row.fetchAll(
                    db, sql: "SELECT date, code_before, name_before FROM commune_movement WHERE type_before = 'COM'"
                ).map { (date: $0[0] as String, code: $0[1] as String, name: $0[2] as String) },
                current.reduce(into: [String: String]()) { $0[$1[0]] = $1[1] },
                Set(current.filter { $0["region"] == "76" }.map { $0[0] as String }),
                try CommuneHistory.fetch(db)
            )
        }
        let groups = Dictionary(grouping: movements) { [$0.code, $0.name] }
        return try groups.compactMap { key, events in
            let (code, name) = (key[0], key[1])
            if let today = current[code], NameFolding.fold(today) == NameFolding.fold(name) { return nil }
            let eve = try #require(events.compactMap { CivilDate($0.date) }.max()).dayBefore
            let successors = history.succession(of: CommuneCode(unchecked: code), from: eve).successors
                .map(\.rawValue).filter(region.contains)
            return successors.isEmpty
                ? nil : EarlierName(code: CommuneCode(unchecked: code), name: name, successors: Set(successors))
        }
    }

    @Test("all 473 of them lead to their commune, which comes once, by search and by lookup")
    func everyName() throws {
        let names = try earlierNames()
        #expect(names.count == 473)
        for earlier in names {
            let found = try database.search(earlier.name, limit: 100).matches
            let communes = found.filter { $0.kind == .commune }.map(\.code)
            #expect(earlier.successors.isSubset(of: communes), "\(earlier.code) \(earlier.name)")
            #expect(Set(communes).count == communes.count, "\(earlier.name)")
            #expect(try !database.lookup(earlier.name).candidates.isEmpty, "\(earlier.name)")
        }
    }

    @Test("so do the names of communes déléguées and associées")
    func parts() throws {
        let names = try database.readSpatially { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT name_before FROM commune_movement WHERE type_before IN ('COMD', 'COMA')
                    UNION SELECT name_after FROM commune_movement WHERE type_after IN ('COMD', 'COMA')
                    """)
        }
        #expect(names.count > 150)
        for name in names {
            let answer = try database.search(name)
            #expect(!answer.isApproximate && answer.matches.contains { $0.kind == .commune }, "\(name)")
        }
    }

    @Test("so does every former code", arguments: ["30094", "48062", "12076", "46217"])
    func code(code: String) throws {
        let successors = try #require(try database.lookup(code).formerCommune).successors.map(\.code)
        #expect(try database.search(code).matches.map(\.code).sorted() == successors)
    }

    @Test(
        "names of communes whose code lives on",
        arguments: [
            ("Sainte-Enimie", "48146"), ("Aumont-Aubrac", "48009"), ("Labastide-Murat", "46138"),
            ("Le Pont-de-Montvert", "48116"), ("Sévérac-le-Château", "12270"), ("Valleraugue", "30339"),
            ("Vicdessos", "09334"), ("Sainte-Geneviève-sur-Argence", "12223"), ("Le Bleymard", "48027"),
            ("Saint-Christol", "34246"), ("Montlaur", "11251"), ("Castelnau-de-Brassac", "81062"),
        ])
    func field(name: String, code: String) throws {
        let match = try #require(try database.search(name).matches.first { $0.code == code })
        #expect(match.kind == .commune)
    }

    @Test("both Saint-Affrique, and one with its département", arguments: ["st affrique", "saint-affrique"])
    func homonyms(text: String) throws {
        #expect(try database.search(text).matches.map(\.code) == ["12208", "81235"])
        #expect(try database.search(text + " (81)").matches.map(\.code) == ["81235"])
    }

    @Test(
        "a letter or two wrong",
        arguments: [("toulouze", "31555"), ("montpelier", "34172"), ("saint afrique", "12208"), ("mendde", "48095")])
    func near(text: String, code: String) throws {
        let answer = try database.search(text)
        #expect(answer.isApproximate && answer.matches.first?.code == code)
    }

    @Test("an EPCI stands with the département of its seat")
    func seat() throws {
        #expect(try database.search("243100518").matches.map(\.departement?.code) == ["31"])
        #expect(try database.search("200035129").matches.first?.departement != nil)
    }
}
