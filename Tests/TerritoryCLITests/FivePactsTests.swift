import Foundation
import TerritoryBuild
import TerritoryFormats
import TerritoryKit
import TerritoryTestSupport
import Testing

/// Five pacts made up for these tests, of every kind of territory that a pact may name.
private enum FivePacts {
    static let register =
        "code,name,carrier,territories,themes,valid_from,valid_until,state_amount,total_amount,source\n"
        + pacts.map {
            "\($0.code),Pacte inventé \($0.code),Porteur inventé,\($0.territories),other,\($0.days),,,Essai\n"
        }
        .joined()

    private static let pacts = [
        (code: "departement", territories: "48", days: "2024-07-01,2027-12-31"),
        (code: "epci", territories: "200006930", days: "2024-07-01,"),
        (code: "communes", territories: "48050 48061", days: "2024-07-01,2025-06-30"),
        (code: "qpv", territories: "QN03001I", days: ","),
        (code: "petr", territories: "200048593", days: "2024-07-01,2027-12-31"),
    ]
    /// A territory that each pact covers whole.
    static let covered = [
        "communes": "48050", "departement": "48095", "epci": "200006930", "petr": "200023620",
        "qpv": "QN03001I",
    ]
    static let rural: Set = ["communes", "departement", "epci", "petr"]
    static let qpv: Set = ["departement", "qpv"]

    static let folder = Result { () throws -> TemporaryDirectory in
        let folder = try TemporaryDirectory()
        for name in ["geo", "data"] {
            try FileTree(of: Repository.root + "/" + name).write(to: folder.path + "/" + name)
        }
        try [UInt8](register.utf8).write(toFile: folder.path + "/register.csv")
        for arguments in [["load", "pacts", "register.csv"], ["build", "--database", "territory.sqlite"]] {
            let run = try Command.territory(arguments, directory: folder.path).run()
            guard run.status == 0 else { throw FixtureError(message: run.messages) }
        }
        return folder
    }

    /// A day on which all five are in force, and one on which the pact of two communes has ended.
    static let day = CivilDate(unchecked: 2024, 11, 15)
    static let later = CivilDate(unchecked: 2026, 1, 1)
}

@Suite("Five invented pacts, in all seven commands")
struct FivePactsTests {
    private let folder: TemporaryDirectory
    private let database: TerritoryDatabase

    init() throws {
        folder = try FivePacts.folder.get()
        database = try TerritoryDatabase(path: folder.path + "/territory.sqlite")
    }

    private func territory(_ line: String, _ language: String = "fr") throws -> String {
        let words = line.split(separator: " ").map(String.init) + ["--lang", language]
        let run = try Command.territory(words, directory: folder.path).run()
        #expect(run.status == 0, "\(line): \(run.messages)")
        return run.output
    }

    private func codes(_ query: String, on day: CivilDate? = nil) throws -> Set<String> {
        let rows = try database.query(query, on: day).rows
        #expect(rows.allSatisfy { !$0.isUnknown })
        return Set(rows.map(\.code))
    }

    // MARK: The counts

    @Test("query and coverage find the rural ones and those for QPV")
    func sets() throws {
        #expect(try codes("pacts covering all").count == 5)
        for (set, expected) in [("rural", FivePacts.rural), ("qpv", FivePacts.qpv)] {
            #expect(try codes("pacts covering \(set)") == expected)
            let rows = try database.coverage(of: "pacts", over: set).rows.filter { $0.covered.communes > 0 }
            #expect(Set(rows.map(\.subject.code)) == expected)
        }
    }

    @Test("sources and reconcile count the same")
    func counts() throws {
        let register = try #require(try database.sources().register)
        #expect(register.pacts == 5 && register.rural == FivePacts.rural.count && register.qpv == FivePacts.qpv.count)
        #expect(register.ruralUnknown == 0 && register.qpvUnknown == 0)
        let rows = try database.reconciliation().rows
        for (code, count) in [
            ("ct.registre-pactes", 5), ("ct.registre-ruraux", register.rural), ("ct.registre-qpv", register.qpv),
        ] {
            #expect(rows.first { $0.code == code }?.left.value == Double(count), "\(code)")
        }
    }

    @Test("show and sheet of the région have the same five")
    func sheets() throws {
        let region = try #require(try database.sheet(for: "region:76").territory)
        let pacts = try #require(region.pacts)
        #expect(Set(pacts.filter { $0.coversRural == true }.map(\.code)) == FivePacts.rural)
        #expect(Set(pacts.filter { $0.coversQPV == true }.map(\.code)) == FivePacts.qpv)
        #expect(pacts.count == 5 && pacts.allSatisfy { !$0.isWhole })
        #expect(try database.pactSheet(of: database.territory("region:76")).territory.pacts == pacts)
    }

    @Test("eligible names each pact with the same ground", arguments: FivePacts.covered.keys.sorted())
    func eligible(code: String) throws {
        let region = try #require(try database.sheet(for: "region:76").territory?.pacts)
        let pact = try #require(region.first { $0.code == code })
        #expect((pact.coversRural == true) == FivePacts.rural.contains(code))
        #expect((pact.coversQPV == true) == FivePacts.qpv.contains(code))
        let finding = try self.finding(try #require(FivePacts.covered[code]), on: FivePacts.day)
        #expect(finding.outcome == .met)
        #expect(finding.sentence?.fr.contains(pact.title(in: .french)) == true, "\(finding)")
        #expect(finding.note == PactReach.definition)
    }

    @Test("the commands say so")
    func commands() throws {
        let (rural, qpv) = (FivePacts.rural.count, FivePacts.qpv.count)
        #expect(
            try territory("sources").replacing(/\s*\n\s*/, with: " ").contains(
                "Registre des pactes locaux\u{202F}: 5 pactes, dont \(rural) couvrent du territoire rural et \(qpv) des"
            )
        )
        #expect(try territory("show region:76").contains("Pactes locaux (5)"))
        #expect(try territory("sheet region:76", "en").contains("Local pacts (5)"))
        let reconciled = try territory("reconcile")
        #expect(reconciled.contains("Pactes ruraux du registre et du bilan\u{202F}: \(rural) = 19"))
        #expect(reconciled.contains("Pactes pour les QPV, registre et bilan\u{202F}: \(qpv) = 7"))
        #expect(!reconciled.contains("à charger"))
        for (command, count) in [
            ("query pacts covering rural --format csv", rural), ("query pacts covering qpv --format csv", qpv),
        ] {
            let words = command.split(separator: " ").map(String.init)
            let arguments = [words[0], words[1...3].joined(separator: " "), words[4], words[5]]
            let run = try Command.territory(arguments, directory: folder.path).run()
            #expect(run.output.split(separator: "\n").count == 1 + count)
        }
        let sentence = "Couvert par Pacte inventé petr (petr\u{202F}; rural)"
        let proof = try territory("eligible pacte-local 200023620 --on 2024-11-15 --explain")
        #expect(proof.replacing(/\s*\n\s*/, with: " ").contains(sentence), "\(proof)")
        #expect(try territory("coverage pacts --over rural").contains("Pacte inventé petr"))
    }

    // MARK: One territory

    private func finding(_ territory: String, on day: CivilDate) throws -> Finding {
        let subject = try database.eligibilitySubject(database.territory(territory))
        let report = try database.eligibility(["pacte-local"]).report(
            "pacte-local", for: subject, on: day, today: day)
        return try #require(report.finding)
    }

    @Test("of a commune, a pact that names its QPV covers a part; of the QPV, all")
    func qpv() throws {
        let qpv = try #require(try database.sheet(for: "QN03001I").territory)
        let commune = try #require(qpv.parents.first { $0.kind == .commune })
        #expect(qpv.pacts?.map(\.code) == ["qpv"] && qpv.pacts?.first?.isWhole == true)
        let pacts = try #require(try database.sheet(for: commune.code).territory?.pacts)
        #expect(pacts.map(\.code) == ["qpv"] && !pacts[0].isWhole && pacts[0].communes == 1)
        let finding = try self.finding(commune.code, on: FivePacts.day)
        #expect(finding.outcome == .unknown && finding.value == "qpv")
        #expect(finding.sentence?.fr.hasPrefix("Couvert en partie par Pacte inventé qpv (qpv\u{202F}; QPV), ") == true)
        #expect(finding.sentence?.fr.contains("pour le QPV \(qpv.name) (QN03001I) seul") == true)
        // Another QPV of the same commune is not covered.
        let others = try #require(try database.sheet(for: commune.code).territory).qpvs.filter {
            $0.code != "QN03001I"
        }
        for other in others {
            #expect(try database.sheet(for: other.code).territory?.pacts == [])
            #expect(try self.finding(other.code, on: FivePacts.day).outcome == .notMet)
        }
    }

    @Test("no pact of the register is not no register")
    func none() throws {
        #expect(try database.sheet(for: "65400").territory?.pacts == [])
        #expect(try territory("show 65400").contains("Aucun pacte local du registre."))
        let without = try FixtureDatabase().database
        #expect(try without.sheet(for: "20001").territory?.pacts == nil)
        #expect(try without.sources().register == nil)
    }

    @Test("a pact covers nothing outside its dates")
    func dates() throws {
        #expect(try codes("pacts covering rural", on: FivePacts.day) == FivePacts.rural)
        #expect(try codes("pacts covering rural", on: FivePacts.later) == FivePacts.rural.subtracting(["communes"]))
        let before = try finding("48050", on: FivePacts.day)
        #expect(before.value == "communes departement")
        #expect(try finding("48050", on: FivePacts.later).value == "departement")
        #expect(try finding("200006930", on: CivilDate(unchecked: 2024, 6, 30)).outcome == .notMet)
    }
}
