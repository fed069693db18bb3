import Foundation
import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
import TerritoryFormats
import TerritoryKit

/// One value of a package replaced by another that no package may have.
struct OutOfBounds: CustomTestStringConvertible, Sendable {
    var file: String
    var old: String
    var new: String
    /// Where the problem is told, as `file:line`, or the file alone.
    var place: String
    /// What the English sentence has in it.
    var words: String

    var testDescription: String { "\(place) \(words)" }

    private static func population(_ value: String) -> OutOfBounds {
        OutOfBounds(
            file: "data/populations.csv", old: "20001,recensement 2023,5210,95,5305",
            new: "20001,recensement 2023,\(value),95,5305", place: "data/populations.csv:18",
            words: "“\(value)” in column “municipal”; expected: a whole number from 0 to 1,000,000,000")
    }

    private static func longitude(_ value: String) -> OutOfBounds {
        OutOfBounds(
            file: "data/france_services.csv", old: "2.33,44.03", new: "\(value),44.03",
            place: "data/france_services.csv:3", words: "“\(value)” in column “longitude”; expected: a number from -180"
        )
    }

    private static func hidden(_ character: Unicode.Scalar) -> OutOfBounds {
        OutOfBounds(
            file: "data/communes.csv", old: "20002,L'Œuf", new: "20002,L'\(Character(character))Œuf",
            place: "data/communes.csv:3", words: "column “name”: the character \(character.codePoint) does not show")
    }

    private static func contract(_ from: String, _ until: String, _ words: String) -> OutOfBounds {
        OutOfBounds(
            file: "data/policy/contracts.csv", old: "departement,20,2024-01-01,2027-12-31",
            new: "departement,20,\(from),\(until)", place: "data/policy/contracts.csv:2", words: words)
    }

    private static func description(_ old: String, _ new: String, _ words: String) -> OutOfBounds {
        OutOfBounds(file: "data/datapackage.json", old: old, new: new, place: "data/datapackage.json", words: words)
    }

    static let all =
        ["9223372036854775807", "9223372036854775806", "1000000001", "-1", "0x10", "1_000", "+5210", "1e3", "inf"]
        .map(population)
        + ["1e999", "nan", "inf", "0x2", "+2.33", "200", "-180.1", "2_3"].map(longitude)
        + (["\u{1B}", "\u{7}", "\u{7F}", "\u{85}", "\u{200E}", "\u{202E}", "\u{2028}", "\u{2029}", "\u{2066}"]
        as [Unicode.Scalar]).map(hidden)
        + [
            contract("2024-01-01", "2023-12-31", "“2023-12-31” in column “valid_until”; expected: 2024-01-01 or later"),
            contract("1788-12-31", "2027-12-31", "“1788-12-31” in column “valid_from”; expected: a date in the form"),
            contract("2024-01-01", "3000-01-01", "“3000-01-01” in column “valid_until”; expected: a date in the form"),
            OutOfBounds(
                file: "data/communes.csv", old: "20002,L'Œuf",
                new: "20002,L'\(String(repeating: "a", count: 4_000))Œuf",
                place: "data/communes.csv:3", words: "column “name”: a text of 4,"),
            OutOfBounds(
                file: "data/france_services.csv", old: "2.33,44.03", new: "2.33,200",
                place: "data/france_services.csv:3",
                words: "“200” in column “latitude”; expected: a number from -90 to 90"),
            OutOfBounds(
                file: "data/france_services.csv", old: "2.33,44.03", new: "44.03,2.33",
                place: "data/france_services.csv:3",
                words: "is outside France; the longitude, then the latitude, are "
                    + "expected, and they seem to be swapped"),
            OutOfBounds(
                file: "geo/communes.geojson", old: "[[[[2.04,44.04],[2.06,44.04],[2.06,44.06],",
                new: "[[[[2.04,44.04],[2.06,44.06],[2.06,44.04],", place: "geo/communes.geojson:3",
                words: "the shape of 20002"),
            OutOfBounds(
                file: "geo/communes.geojson",
                old: "[[[[2.04,44.04],[2.06,44.04],[2.06,44.06],[2.04,44.06],[2.04,44.04]]]]",
                new: "[[[[44.04,2.04],[44.04,2.06],[44.06,2.06],[44.06,2.04],[44.04,2.04]]]]",
                place: "geo/communes.geojson:3", words: "and they seem to be swapped"),
            description("\"path\" : \"epcis.csv\"", "\"path\" : \"communes.csv\"", "“communes.csv” is described twice"),
            description("\"cog_commune\"", "\"cog\\u202e_commune\"", "role: the character U+202E does not show"),
            description("\"stand_in_months\" : 0", "\"stand_in_months\" : 9223372036854775807", "from 0 to 1,200"),
            description("\"stand_in_months\" : 0", "\"stand_in_months\" : 1e999", "from 0 to 1,200"),
            description("\"date\" : \"2", "\"date\" : \"x2", "is not a day"),
        ]
}

@Suite("Packages out of bounds")
struct PackageBoundsTests {
    @Test("is refused with its place, and the former database stays", arguments: OutOfBounds.all, [false, true])
    func refused(value: OutOfBounds, hashAgrees: Bool) throws {
        let fixture = try FixtureDatabase()
        let edit = { try fixture.country.edit("package/" + value.file, replacing: value.old, with: value.new) }
        if hashAgrees { try fixture.country.agreeing(with: value.file, after: edit) } else { try edit() }
        let before = try FileTree(of: fixture.country.directory.path)
        let found = try refusals(in: fixture.country.package) {
            try fixture.country.build(acceptsEdits: !hashAgrees)
        }
        #expect(try FileTree(of: fixture.country.directory.path).differences(from: before).isEmpty)
        #expect(found.contains { $0.hasPrefix(value.place) && $0.contains(value.words) }, "\(found)")
    }

    @Test("a table with a header alone is named")
    func headerAlone() throws {
        let fixture = try FixtureDatabase()
        try Array("code,name,departement,arrondissement\n".utf8)
            .write(toFile: fixture.country.package + "/data/communes.csv")
        let found = try refusals(in: fixture.country.package) { try fixture.country.build(acceptsEdits: true) }
        #expect(found.contains("data/communes.csv:1: there is a header only; one row at least is expected"), "\(found)")
    }

    @Test("the scope france is refused where a région has but a part of its communes")
    func partOfFrance() throws {
        let fixture = try FixtureDatabase()
        try fixture.country.edit("package/data/datapackage.json", replacing: "region:99", with: "france")
        try fixture.country.edit("package/data/regions.csv", replacing: "20,Au-Delà,99001", with: "20,Au-Delà,99009")
        let found = try refusals(in: fixture.country.package) { try fixture.country.build(acceptsEdits: true) }
        #expect(found.contains { $0.hasPrefix("data/datapackage.json: the scope is france, but ") }, "\(found)")
    }

    @Test("a definition that cannot be read is told with its line")
    func definition() throws {
        let country = try FixtureCountry()
        try Array("concept,code,rank,label_fr,label_en,expression\nrural,a,1,a,a,frr and (\n".utf8)
            .write(toFile: country.package + "/data/reference/definitions.csv")
        let found = try refusals(in: country.package) { try country.runImport() }
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix("data/reference/definitions.csv:2: “frr and (” (column “expression”), ") == true)
    }

    @Test(
        "a rule out of bounds is told with its line, even by the schema of its own package",
        arguments: [
            ("check_every_months: 12", "check_every_months: 9223372036854775807", "qpv.yaml:7: check_every_months: "),
            ("check_every_months: 12", "check_every_months: .inf", "qpv.yaml:7: check_every_months: "),
            ("from: 2024-01-01", "from: 2024-02-31", "qpv.yaml:16: versions[0].from: “2024-02-31” is not a day"),
            ("from: 2024-01-01", "from: 1024-01-01", "qpv.yaml:16: versions[0].from: “1024-01-01” is not a day"),
            (
                "en: Priority", "en: \"\\e[31m\", x: Priority",
                "qpv.yaml:2: title.en: the character U+001B does not show"
            ),
            (
                "en: Priority", "en: \"\\u202e\", x: Priority",
                "qpv.yaml:2: title.en: the character U+202E does not show"
            ),
        ])
    func rules(old: String, new: String, sentence: String) throws {
        let fixture = try FixtureDatabase()
        let folder = fixture.country.package + "/data/rules/"
        for name in ["qpv.yaml", "schema.json"] {
            try [UInt8](contentsOfFile: Repository.root + "/data/rules/" + name).write(toFile: folder + name)
        }
        _ = try fixture.country.build()
        try fixture.country.edit("package/data/rules/qpv.yaml", replacing: old, with: new)
        let found = try refusals(in: fixture.country.package) { try fixture.country.build() }
        #expect(found.contains { $0.hasPrefix("data/rules/" + sentence) }, "\(found)")
    }

    @Test(
        "load reads numbers and texts as the package does", arguments: ["0x10", "1e999", "+5", "1_000", "2e15", "inf"])
    func load(value: String) throws {
        let fixture = try FixtureDatabase()
        let file = fixture.country.directory.path + "/values.csv"
        try Array("code,value\n20001,\(value)\n".utf8).write(toFile: file)
        let definition = OwnData.IndicatorDefinition(
            code: "own", label: LocalizedText("Own"), unit: LocalizedText("x"), period: "2024", rule: .sum)
        let found = try refusals(in: fixture.country.directory.path) {
            _ = try OwnData(package: fixture.country.package).loadIndicator(definition, from: file)
        }
        #expect(found.first?.hasPrefix("values.csv:2: “\(value)” in column “value”") == true, "\(found)")
    }
}

extension FixtureCountry {
    /// Edits a file of the package, and makes the hash in the description agree.
    fileprivate func agreeing(with file: String, after edit: () throws -> Void) throws {
        func hash() throws -> String { SHA256Hash.of(try [UInt8](contentsOfFile: package + "/" + file)) }
        let before = try hash()
        try edit()
        let folder = PackageFile.folders.first { file.hasPrefix($0 + "/") } ?? ""
        let description = "\(package)/\(folder)/datapackage.json"
        let text = try [UInt8](contentsOfFile: description).text
        try Array(text.replacing(before, with: try hash()).utf8).write(toFile: description)
    }
}
