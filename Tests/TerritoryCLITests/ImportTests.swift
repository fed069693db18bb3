import Foundation
import TerritoryTestSupport
import Testing
import TerritoryKit

@Suite("territory import")
struct ImportTests {
    let country: FixtureCountry

    init() throws { country = try FixtureCountry() }

    private func runImport(_ arguments: String...) throws -> Command.Outcome {
        try Command.territory(
            ["import", "--from", "raw", "--data", "package", "--scope", "region:99"] + arguments,
            environment: ["LC_ALL": "en_US.UTF-8"], directory: country.directory.path
        ).run()
    }

    @Test("a first import tells what is to be known and what was repaired, a second that nothing changed")
    func twice() throws {
        let first = try runImport("--verbose")
        #expect(first.status == 0 && first.messages.isEmpty)
        #expect(
            first.output.contains(
                "raw/fictif_dgcl_zrr_2022.csv:13: code 20076 (geography of 2022) is carried over to 20118"))
        #expect(first.output.contains("overlaps given to one commune"))
        #expect(first.output.hasSuffix("First import: nothing to compare with.\n"))
        #expect(try runImport().output.hasSuffix("No change since the former import.\n"))
    }

    @Test("a change of the sources is told")
    func change() throws {
        _ = try runImport()
        try country.edit("raw/cog_v_commune.csv", replacing: "Trois-Ponts,2001", with: "Quatre-Ponts,2001")
        #expect(try runImport().output.contains("20055 Trois-Ponts → Quatre-Ponts"))
    }

    @Test("defects are exit code 65, each told with its line, and nothing is written")
    func defects() throws {
        let before = try FileTree(of: country.package)
        try country.edit("raw/fictif_insee_populations.csv", replacing: "L'Œuf-Clos;48;0;48", with: "L'Œuf-Clos;s;0;48")
        try country.edit("raw/fictif_dgcl_frr_communes.csv", replacing: "L'Œuf-Clos;FRR socle", with: "L'Œuf-Clos;FRR")
        let run = try runImport()
        #expect(run.status == 65 && run.output.isEmpty)
        #expect(run.messages.contains("raw/fictif_insee_populations.csv:3: “s” in column “PMUN”"))
        #expect(run.messages.contains("raw/fictif_dgcl_frr_communes.csv:3: “FRR” in column"))
        #expect(run.messages.hasSuffix("2 problem(s): nothing was written.\n"))
        #expect(try FileTree(of: country.package).differences(from: before).isEmpty)
    }

    @Test("a list that is given with its vintage is told, and found again by the next import")
    func keptList() throws {
        _ = try runImport()
        try FileManager.default.copyItem(
            atPath: country.sources + "/fictif_dgcl_frr_communes.csv", toPath: country.directory.path + "/frr24.csv")
        let given = try runImport("--file", "frr=frr24.csv", "--vintage", "2024-06-20")
        #expect(given.status == 0 && given.output.contains("Lists added (1)\n  frr 2024-06-20 ("), "\(given)")
        let again = try runImport()
        #expect(again.status == 0 && again.output.hasSuffix("No change since the former import.\n"), "\(again)")
        let table = try [UInt8](contentsOfFile: country.package + "/data/zonings/frr.csv").text
        #expect(table.contains(",2024-06-20,"))
        try FileManager.default.removeItem(atPath: country.directory.path + "/frr24.csv")
        let gone = try runImport()
        #expect(gone.status == 65 && gone.messages.contains("frr24.csv: this file does not exist"), "\(gone)")
    }

    @Test("a package that cannot be written is exit code 74")
    func cannotWrite() throws {
        let run = try country.territory(
            "import", "--from", "raw", "--data", "raw/sources.csv/package", "--reference", "package", "--scope",
            "region:99")
        #expect(run.status == 74 && run.messages.contains("cannot write here"), "\(run)")
    }

    @Test(
        "a command that is misspelt is exit code 64",
        arguments: [
            ["--scope", "99"], ["--file", "communes.gpkg"], ["--file", "="], ["--file", "=a"], ["--file", "a="], [],
        ])
    func misspelt(arguments: [String]) throws {
        let from = arguments.isEmpty ? [] : ["--from", "raw"]
        let run = try Command.territory(["import"] + from + arguments, directory: country.directory.path).run()
        #expect(run.status == 64 && run.output.isEmpty)
    }
}
