import Foundation
import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats
@testable import TerritoryKit

/// One text of a rule file replaced by another, and the problem that it makes.
struct RuleDefect: CustomTestStringConvertible, Sendable {
    var old: String
    var new: String
    /// The English sentence that is expected, or its beginning.
    var sentence: String

    var testDescription: String { sentence }

    static let all = [
        RuleDefect(
            old: "programme: essai", new: "programme: epreuve",
            sentence: "data/rules/essai.yaml:1: “epreuve” is not the name of the file; epreuve.yaml is expected"),
        RuleDefect(
            old: "until: 2024-12-31", new: "until: 2023-12-31",
            sentence: "data/rules/essai.yaml:17: 2023-12-31 is before 2024-01-01, the first day of the same version"),
        RuleDefect(
            old: "until: 2024-12-31", new: "until: 2025-01-01",
            sentence: "data/rules/essai.yaml:17: 2025-01-01: the version before has not ended (2025-01-01)"),
        RuleDefect(
            old: "    until: 2024-12-31\n", new: "",
            sentence: "data/rules/essai.yaml:24: 2025-01-01: the version before has not ended (no end)"),
        RuleDefect(
            old: "from: 2026-01-01, value: 2", new: "from: 2025-06-01, value: 2",
            sentence: "data/rules/essai.yaml:13: 2025-06-01: the version before has not ended (2025-12-31)"),
        RuleDefect(
            old: "zoning: {code: frr, classes: [frr]}", new: "zoning: {code: fer, classes: [frr]}",
            sentence: "data/rules/essai.yaml:23: “fer” (column “code”) is not in data/reference/zonings.csv"),
        RuleDefect(
            old: "classes: [frr]}", new: "classes: [frr_moins]}",
            sentence:
                "data/rules/essai.yaml:23: “frr_moins” (column “code”) is not in data/reference/zoning_classes.csv"),
        RuleDefect(
            old: "codes: [\"96\"]", new: "codes: [\"9\"]",
            sentence: "data/rules/essai.yaml:32: “9” is not the code of a département"),
        RuleDefect(
            old: "from: 2024-01-01\n", new: "from: 2024-02-30\n",
            sentence:
                "data/rules/essai.yaml:16: versions[0].from: “2024-02-30” is not a day"),
        RuleDefect(
            old: "at_least: 2/3", new: "at_least: \"2/0\"",
            sentence: "data/rules/essai.yaml:35: versions[1].subjects.epci.population_share.at_least: the text"),
    ]
}

@Suite("Rule files")
struct RuleFileTests {
    /// An invented programme for the fixture country.
    static let rules = """
        programme: essai
        title: {fr: Essai, en: Trial}
        question: {fr: essayer, en: try}
        nature: territorial
        check_every_months: 12
        parameters:
          - code: aid
            label: {fr: Aide, en: Aid}
            unit: {fr: €, en: €}
            versions:
              - {from: 2024-07-01, until: 2025-12-31, value: 1, checked_on: 2026-02-01, confidence: stated,
                 reference: &law {title: Loi}}
              - {from: 2026-01-01, value: 2, checked_on: 2026-02-01, confidence: stated, reference: *law}
        versions:
          - code: premiere
            from: 2024-01-01
            until: 2024-12-31
            title: {fr: première, en: first}
            reference: *law
            checked_on: 2026-02-01
            confidence: stated
            subjects:
              commune: {zoning: {code: frr, classes: [frr]}}
          - code: seconde
            from: 2025-01-01
            title: {fr: seconde, en: second}
            reference: *law
            checked_on: 2026-02-01
            confidence: stated
            subjects:
              commune:
                member_of: {kind: departement, codes: ["96"]}
              epci:
                population_share:
                  at_least: 2/3
                  satisfying: {zoning: {classes: [frr], code: frr}}
        """

    let country: FixtureCountry

    init() throws {
        country = try FixtureDatabase().country
        try [UInt8](contentsOfFile: Repository.root + "/data/rules/schema.json")
            .write(toFile: country.package + "/data/rules/schema.json")
        try write(Self.rules, "essai")
    }

    private func write(_ text: String, _ name: String) throws {
        try [UInt8](text.utf8).write(toFile: country.package + "/data/rules/\(name).yaml")
    }

    private func refused() throws -> [String] {
        try refusals(in: country.package) { _ = try country.readPackage() }
    }

    @Test("a programme written in a file is asked without any code")
    func whole() throws {
        let database = try country.build()
        #expect(try database.programmes().programmes.map(\.code) == ["essai"])
        let eligibility = try database.eligibility()
        func verdict(_ code: String, _ day: CivilDate) throws -> Verdict {
            try eligibility.report(
                "essai", for: try database.eligibilitySubject(database.territory(code)), on: day,
                today: CivilDate(unchecked: 2026, 2, 3)
            ).verdict
        }
        #expect(try verdict("96001", CivilDate(unchecked: 2025, 1, 1)) == .eligible)
        #expect(try verdict("20001", CivilDate(unchecked: 2025, 1, 1)) == .notEligible)
        #expect(try verdict("20001", CivilDate(unchecked: 2023, 12, 31)) == .undetermined)
    }

    @Test("a defect is refused with its file and line", arguments: RuleDefect.all)
    func defects(defect: RuleDefect) throws {
        try country.edit("package/data/rules/essai.yaml", replacing: defect.old, with: defect.new)
        let sentences = try refused()
        #expect(sentences.count == 1 && sentences[0].hasPrefix(defect.sentence), "\(sentences)")
    }

    @Test("every problem of every file is told at once, and nothing is built")
    func all() throws {
        let misnamed = Self.rules.replacing("classes: [frr]}", with: "classes: [non, frr]}")
        try write(misnamed, "autre")
        try write("programme: [", "zut")
        let sentences = try refused()
        #expect(sentences.contains { $0.hasPrefix("data/rules/autre.yaml:1: “essai” is not the name of the file") })
        #expect(sentences.contains { $0.hasPrefix("data/rules/autre.yaml:23: “non” (column “code”) is not in") })
        #expect(sentences.contains { $0.hasPrefix("data/rules/zut.yaml") })
    }

    @Test(
        "codes of measures, figures, indicators and competences are those of the tables",
        arguments: [
            ("measure: m99", "“m99” (column “code”) is not in data/policy/measures.csv"),
            ("measure: m20", nil),
            (
                "reconciliation: {figure: m20.none, on: 2024-01-01, explanation: {fr: a, en: a}, readings: []}",
                "“m20.none” (column “code”) is not in data/policy/figures.csv"
            ),
            (
                "reconciliation: {figure: m20.eligibles, on: 2024-01-01, explanation: {fr: a, en: a}, readings: "
                    + "[{code: a, label: {fr: a, en: a}, criterion: {not: {indicator: {code: none, at_least: 1}}}}]}",
                "“none” (column “code”) is not in data/reference/indicators.csv"
            ),
            (
                "reconciliation: {figure: m20.eligibles, on: 2024-01-01, explanation: {fr: a, en: a}, readings: "
                    + "[{code: a, label: {fr: a, en: a}, criterion: {competence: {codes: [\"4010\"], perhaps: "
                    + "[\"0000\"], held_by: epci}}}]}", "“0000” (column “code”) is not in data/epci_competences.csv"
            ),
        ] as [(String, String?)])
    func codes(line: String, sentence: String?) throws {
        var package = DataPackage(directory: country.package, scope: .france)
        for (schema, path) in [
            (Tables.measure, "policy/measures"), (Tables.figure, "policy/figures"),
            (Tables.indicator, "reference/indicators"), (Tables.epciCompetence, "epci_competences"),
        ] {
            var (problems, table) = ([SourceProblem](), Table(schema))
            let file = Repository.root + "/data/\(path).csv"
            table.append(
                CSVTable(file: file, bytes: try [UInt8](contentsOfFile: file), problems: &problems),
                problems: &problems)
            package.tables[schema.name] = table
        }
        let text = Self.rules.replacing("nature: territorial", with: "nature: territorial\n\(line)")
        let document = try YAMLDocument(bytes: [UInt8](text.utf8), file: "essai.yaml")
        let programme = try document.decode(Programme.self)
        let problems = ProgrammeChecks(programme, document: document, package: package).problems()
        #expect(problems.map { $0.sentence(in: .english) } == (sentence.map { ["essai.yaml:5: \($0)"] } ?? []))
    }

    @Test("the rules that are published are sound by another validator", .enabled(if: Self.hasValidator, validator))
    func outside() throws {
        let script = """
            import glob, json, sys, jsonschema, yaml
            class Loader(yaml.SafeLoader): pass
            # Dates are texts, as JSON has them.
            Loader.yaml_implicit_resolvers = {
                first: [(tag, form) for tag, form in rules if tag != "tag:yaml.org,2002:timestamp"]
                for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}
            schema = json.load(open("schema.json"))
            jsonschema.Draft202012Validator.check_schema(schema)
            validator = jsonschema.Draft202012Validator(schema)
            files = sorted(glob.glob("*.yaml"))
            for file in files:
                for error in validator.iter_errors(yaml.load(open(file), Loader)):
                    print(file, error.json_path, error.message)
            print(len(files))
            """
        let run = try Command(
            try #require(Command.path(of: "python3")), ["-c", script], environment: ["PYTHONUTF8": "1"],
            directory: Repository.root + "/data/rules"
        ).run()
        let files = try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/data/rules")
        #expect(run.status == 0 && run.output == "\(files.count { $0.hasSuffix(".yaml") })\n", "\(run)")
    }

    private static let validator: Comment = "python3 with jsonschema and PyYAML is not on this machine"

    private static var hasValidator: Bool {
        guard let python = Command.path(of: "python3") else { return false }
        let run = try? Command(python, ["-c", "import jsonschema, yaml"], directory: "/").run()
        return run?.status == 0
    }
}
