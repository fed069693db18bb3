import TerritoryTestSupport
import Testing
internal import TerritoryBuild
import TerritoryKit

@Suite("Changes from one import to the next")
struct PackageChangesTests {
    @Test("a first import has nothing to compare with")
    func first() throws {
        let country = try FixtureCountry()
        #expect(try country.runImport().changes.hasBefore == false)
    }

    @Test("the same files give the same bytes, and no change")
    func same() throws {
        let country = try FixtureCountry()
        try country.runImport()
        let before = try FileTree(of: country.package)
        let changes = try country.runImport().changes
        #expect(changes.hasBefore && changes.isEmpty)
        #expect(try FileTree(of: country.package).differences(from: before).isEmpty)
    }

    @Test("communes added, removed and renamed are listed")
    func communes() throws {
        let country = try FixtureCountry()
        try country.runImport()
        for (path, bytes) in try FileTree(of: country.sources).files where bytes.text.contains("96004") {
            try country.edit("raw/" + path, replacing: "96004", with: "96014")
        }
        try country.edit("raw/cog_v_commune.csv", replacing: "Trois-Ponts,2001", with: "Quatre-Ponts,2001")
        let changes = try country.runImport().changes
        #expect(changes.added == [.init(code: "96014", name: "Belle-Rive")])
        #expect(changes.removed == [.init(code: "96004", name: "Belle-Rive")])
        #expect(changes.renamed == [.init(code: "20055", before: "Trois-Ponts", after: "Quatre-Ponts")])
        #expect(changes.moves.isEmpty)
    }

    @Test("communes that go to another class or EPCI, or lose theirs, are listed")
    func moves() throws {
        let country = try FixtureCountry()
        try country.runImport()
        try country.edit(
            "raw/fictif_dgcl_frr_communes.csv", replacing: "Orme-la-Vieille;Non classée", with: "Orme-la-Vieille;FRR+")
        try country.edit("raw/fictif_dgcl_frr_communes.csv", replacing: "20002;20;L'Œuf-Clos;FRR socle;\r\n", with: "")
        try country.edit(
            "raw/fictif_dgcl_epci_perimetre.csv",
            replacing: "20;200000001;CC de la Haute Orme;CC;FPU;4;6756;6706;20;20003;",
            with: "20;200000002;CA du Val d’Orme;CA;FPU;3;29060;29010;20;20003;")
        let changes = try country.runImport().changes
        #expect(
            changes.moves == [
                .init(commune: "20003", zoning: "epci", before: "200000001", after: "200000002"),
                .init(commune: "20001", zoning: "frr", before: "non_classe", after: "frr_plus"),
                .init(commune: "20002", zoning: "frr", before: "frr", after: nil),
            ])
    }
}
