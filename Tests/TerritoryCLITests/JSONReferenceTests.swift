import Foundation
import TerritoryFormats
import TerritoryKit
import TerritoryTestSupport
import Testing

/// `docs/json.md` is the contract of the JSON answers: its tables have every member that answers have, and no other.
@Suite("Reference of the JSON answers")
struct JSONReferenceTests {
    @Test("every answer has the members of its tables, with their types, and no other")
    func answers() throws {
        let problems = try Self.comparison.get().problems.sorted()
        #expect(problems.isEmpty, "docs/json.md:\n\(problems.joined(separator: "\n"))")
    }

    @Test("every member of every table holds something in one of the answers")
    func members() throws {
        let missing = try Self.reference.get().places.subtracting(Self.comparison.get().filled).sorted()
        let lines = missing.map { "\($0) holds nothing in any answer: is it gone, or is a question missing here?" }
        #expect(missing.isEmpty, "docs/json.md:\n\(lines.joined(separator: "\n"))")
    }

    @Test("every section is asked, and every question has a section")
    func sections() throws {
        let asked = Self.questions.map(\.section) + Self.answersOfTheLibrary.map(\.section)
        #expect(try Self.reference.get().sections == Set(asked))
    }

    @Test("every command that writes JSON or GeoJSON has a section for it")
    func commands() throws {
        let sections = try Self.reference.get().sections
        let isGeoJSON = Dictionary(grouping: sections) { $0.hasSuffix(" as GeoJSON") }
        let folder = try TemporaryDirectory()
        func help(_ command: String...) throws -> String {
            let run = try Command.territory(
                command + ["--help"], environment: ["COLUMNS": "200"], directory: folder.path
            ).run()
            return run.output
        }
        let commands = try help().matches(of: /\n  (\w+) {2,}/.anchorsMatchLineEndings()).map { String($0.1) }
        #expect(commands.count > 20)
        for command in commands {
            let values = try help(command).firstMatch(of: /--format <format>[^(]*\(values: ([^;]+);/)?.1 ?? ""
            for (format, known) in [("json", isGeoJSON[false]), ("geojson", isGeoJSON[true])]
            where values.split(separator: ", ").contains(Substring(format)) {
                let hasSection = known?.contains { $0.split(separator: " ")[0] == command } ?? false
                #expect(hasSection, "docs/json.md: \(command) --format \(format) has no section")
            }
        }
    }
}

// MARK: The answers

extension JSONReferenceTests {
    /// A command line under the heading of its section; what a section leaves `null` or empty, another question fills.
    struct Question {
        var section: String
        var line: String
        var isOfInventedCountry = false
        var input = ""

        /// The words, with the format that the section is about.
        var arguments: [String] {
            let words = line.split(separator: " ").map(String.init)
            if words[0] == "export" || words.contains("--ndjson") { return words }
            return words + ["--format", section.hasSuffix(" as GeoJSON") ? "geojson" : "json"]
        }
    }

    static let reference = Result {
        let file = URL(fileURLWithPath: Repository.root + "/docs/json.md")
        return try JSONReference(markdown: try String(contentsOf: file, encoding: .utf8))
    }

    /// Every answer beside its tables; asked once.
    static let comparison = Result { () throws -> JSONReference.Comparison in
        let reference = try Self.reference.get()
        let country = try inventedCountry()
        var comparison = JSONReference.Comparison()
        func compare(_ bytes: some Sequence<UInt8>, _ section: String) throws {
            let tree = try JSONDecoder().decode(JSONTree.self, from: Data(bytes))
            reference.compare(tree, with: section, in: &comparison)
        }
        for question in questions {
            let run =
                question.isOfInventedCountry
                ? try Command.territory(question.arguments, directory: country.directory.path).run()
                : try CommittedDatabase.territory(question.arguments, input: question.input)
            guard !run.output.isEmpty else { throw FixtureError(message: "\(question.line): \(run.messages)") }
            let isByLine = question.arguments.contains("--ndjson")
            for text in isByLine ? run.output.split(separator: "\n") : [Substring(run.output)] {
                try compare(text.utf8, question.section)
            }
        }
        let path = try CommittedDatabase.folder.get().path
        let database = try TerritoryDatabase(path: path + "/territory.sqlite")
        for (section, answer) in answersOfTheLibrary { try compare(answer(database), section) }
        return comparison
    }

    /// Answers that the command writes as CSV only.
    static let answersOfTheLibrary: [(section: String, answer: @Sendable (TerritoryDatabase) throws -> [UInt8])] = [
        (
            "overlay SHAPES",
            { database in
                let folder = try TemporaryDirectory()
                let shapes = """
                    {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "a"}, \
                    "geometry": {"type": "Polygon", "coordinates": [[[3, 44], [3.1, 44], [3.1, 44.1], [3, 44]]]}}]}
                    """
                try [UInt8](shapes.utf8).write(toFile: folder.path + "/shapes.geojson")
                return try database.overlay(of: folder.path + "/shapes.geojson", identifiedBy: "name").json()
            }
        ),
        (
            "rollup TABLE",
            { database in
                let folder = try TemporaryDirectory()
                try [UInt8]("commune,indicator,value\n48095,a,2\n".utf8).write(toFile: folder.path + "/values.csv")
                return try database.rollUp(folder.path + "/values.csv", to: [.epci, .departement]).json()
            }
        ),
    ]

    /// The fixture country, with what the committed data have no example of: criteria that no programme uses, a code
    /// with a former period of two ends, postcodes, an edited file, a register of pacts.
    private static func inventedCountry() throws -> FixtureCountry {
        let country = try FixtureDatabase().country
        try country.runImport(replacements: ["postcode": country.sources + "/fictif_laposte_codes_postaux.csv"])
        let rules = """
            programme: essai
            title: {fr: Essai, en: Trial}
            question: {fr: essayer, en: try}
            nature: territorial
            check_every_months: 12
            versions:
              - code: premiere
                from: 2024-01-01
                title: {fr: première, en: first}
                reference: {title: Loi}
                checked_on: 2026-02-01
                confidence: stated
                subjects:
                  position:
                    all_of:
                      - zoning: {code: frr, classes: [frr], at: 2025-01-01}
                      - population: {definition: municipal, at_least: 10}
                      - indicator: {code: population, at_least: 1, less_means: unknown}
                      - qpv: {relation: near, meters: 300, at: 2024-06-01}
                      - date_window: {from: 2024-01-01}
            """
        try [UInt8](rules.utf8).write(toFile: country.package + "/data/rules/essai.yaml")
        try [UInt8](contentsOfFile: Repository.root + "/data/rules/schema.json")
            .write(toFile: country.package + "/data/rules/schema.json")
        let movements = country.package + "/data/commune_movements.csv"
        let restoration = "21,1950-01-01,COM,20076,Pierre-Haute,COM,20118,Saint-Cyr-l'Étang\n"
        try (try [UInt8](contentsOfFile: movements) + Array(restoration.utf8)).write(toFile: movements)
        let register = country.directory.path + "/register.csv"
        try [UInt8](
            ("code,name,carrier,territories,themes,valid_from,valid_until,state_amount,total_amount,source\n"
                + "p1,Pacte fictif,Porteur fictif,20 QN02001M,mobility,2024-07-01,2027-12-31,,,essai\n").utf8
        ).write(toFile: register)
        let load = try Command.territory(
            ["load", "pacts", register, "--data", country.package], directory: country.directory.path
        ).run()
        guard load.status == 0 else { throw FixtureError(message: load.messages) }
        let build = try Command.territory(
            ["build", "--data", country.package, "--accept-edited"], directory: country.directory.path
        ).run()
        guard build.status == 0 else { throw FixtureError(message: build.messages) }
        return country
    }
}

extension JSONReferenceTests {
    static let questions = [
        Question(section: "show TERRITORY", line: "show 48095"),
        Question(section: "show TERRITORY", line: "show 12076"),
        Question(section: "show TERRITORY", line: "show 30094"),
        Question(section: "show TERRITORY", line: "show 12218"),
        Question(section: "show TERRITORY", line: "show 200035129"),
        Question(section: "show TERRITORY", line: "show QN03016M"),
        Question(section: "show TERRITORY", line: "show academie-toulouse"),
        Question(section: "show TERRITORY", line: "show 76"),
        Question(section: "show TERRITORY", line: "show 20118", isOfInventedCountry: true),
        Question(section: "show TERRITORY", line: "show 20012", isOfInventedCountry: true),
        Question(section: "show TERRITORY", line: "show 200000002", isOfInventedCountry: true),
        Question(section: "search NAME", line: "search sainte-enimie"),
        Question(section: "search NAME", line: "search toulouze"),
        Question(section: "search NAME", line: "search 20100", isOfInventedCountry: true),
        Question(section: "search NAME", line: "search a --limit 2"),
        Question(section: "locate LONGITUDE LATITUDE", line: "locate 1.4437 43.6045"),
        Question(section: "locate LONGITUDE LATITUDE", line: "locate 4.0316 44.2110"),
        Question(section: "locate LONGITUDE LATITUDE", line: "locate 1.974 42.473"),
        Question(section: "locate LONGITUDE LATITUDE", line: "locate 3.429565 44.551123"),
        Question(
            section: "locate --ndjson",
            line: "locate --input - --ndjson --add commune,commune_name,departement,epci,epci_name,arrondissement,"
                + "region,municipal_population,qpv,qpv_name,frr",
            input: """
                {"id": 1, "lon": 3.0785, "lat": 44.0996}
                {"id": 2, "lon": "a", "lat": 1}
                {"id": 3, "lon": 0, "lat": 0}
                none

                """),
        Question(section: "coverage SUBJECTS --over SET", line: "coverage contracts --over rural --on 2024-11-15"),
        Question(section: "coverage SUBJECTS --over SET", line: "coverage epci:243400017 --over qpv"),
        Question(section: "coverage SUBJECTS --over SET", line: "coverage commune:30132 --over qpv --estimate"),
        Question(section: "coverage SUBJECTS --over SET", line: "coverage commune:31006 --over frr --on 2026-01-15"),
        Question(section: "coverage SET", line: "coverage commune:48095"),
        Question(section: "coverage SET", line: "coverage commune:48095 --on 2024-11-15"),
        Question(section: "query EXPRESSION", line: "query contracts covering frr --on 2024-11-15"),
        Question(section: "query EXPRESSION", line: "query epcis in frr"),
        Question(section: "nearest WHAT PLACE", line: "nearest france-services 48095"),
        Question(section: "nearest WHAT PLACE", line: "nearest qpv 3.0785,44.0996"),
        Question(section: "nearest WHAT PLACE", line: "nearest frr 31555 --on 2025-11-15"),
        Question(section: "eligible PROGRAMME TERRITORY", line: "eligible cantine 12208 --on 2024-11-15"),
        Question(section: "eligible PROGRAMME TERRITORY", line: "eligible cantine 31555 --on 2024-11-15"),
        Question(section: "eligible PROGRAMME TERRITORY", line: "eligible cantine 12208 --on 2023-11-15"),
        Question(
            section: "eligible PROGRAMME TERRITORY", line: "eligible cantine --communes 48115,48135 --on 2024-11-15"),
        Question(section: "eligible PROGRAMME TERRITORY", line: "eligible cantine 48115 --on 2026-01-15"),
        Question(section: "eligible PROGRAMME TERRITORY", line: "eligible cantine 09106 --on 2026-01-15"),
        Question(section: "eligible PROGRAMME TERRITORY", line: "eligible frr 31006 --on 2026-01-15"),
        Question(section: "eligible PROGRAMME TERRITORY", line: "eligible qpv --at 1.44,43.6"),
        Question(
            section: "eligible PROGRAMME TERRITORY", line: "eligible frr 48095 --assume 48095:frr=frr_plus"),
        Question(section: "eligible PROGRAMME TERRITORY", line: "eligible frr-plus 48095 --on 2024-11-15"),
        Question(section: "eligible --all TERRITORY", line: "eligible --all 48095 --on 2024-11-15"),
        Question(
            section: "eligible PROGRAMME EPCI --without COMMUNE",
            line: "eligible cantine 200069151 --without 48061 --on 2024-11-15"),
        Question(
            section: "eligible PROGRAMME --in TERRITORY", line: "eligible cantine --in 48 --on 2024-11-15 --explain"),
        Question(section: "eligible PROGRAMME --in TERRITORY", line: "eligible cantine --on 2024-11-15"),
        Question(section: "eligible PROGRAMME --in TERRITORY", line: "eligible cantine --in 48 --on 2026-01-15"),
        Question(
            section: "eligible PROGRAMME --in TERRITORY", line: "eligible frr --in 48 --assume 48095:frr=frr_plus"),
        Question(section: "eligible", line: "eligible"),
        Question(section: "eligible", line: "eligible", isOfInventedCountry: true),
        Question(section: "figures", line: "figures"),
        Question(section: "measures", line: "measures"),
        Question(section: "measures MEASURE", line: "measures 20"),
        Question(section: "contracts", line: "contracts"),
        Question(section: "indicators", line: "indicators"),
        Question(section: "aggregate INDICATOR", line: "aggregate taux_pauvrete --level departement"),
        Question(section: "aggregate INDICATOR", line: "aggregate revenu_median --level departement"),
        Question(section: "aggregate INDICATOR", line: "aggregate qpv_population --level commune --in 30132"),
        Question(section: "aggregate INDICATOR", line: "aggregate communes_ecole_publique --communes 48095,12145"),
        Question(section: "aggregate FIGURE --level KIND", line: "aggregate m02.mediateurs --level departement"),
        Question(section: "aggregate FIGURE --level KIND", line: "aggregate m23.etat-2024 --level departement"),
        Question(section: "aggregate FIGURE --level KIND", line: "aggregate ctx.measures --level departement"),
        Question(section: "aggregate FIGURE FIGURE", line: "aggregate m02.mediateurs"),
        Question(section: "aggregate FIGURE FIGURE", line: "aggregate mn-pl.ruraux mn-pl.qpv"),
        Question(section: "aggregate FIGURE FIGURE", line: "aggregate m02.mediateurs m02.mediateurs-cible"),
        Question(section: "sheet TERRITORY", line: "sheet 48"),
        Question(section: "sheet TERRITORY", line: "sheet 34"),
        Question(section: "sheet TERRITORY", line: "sheet 31555"),
        Question(section: "compare TERRITORY TERRITORY", line: "compare 48095 12145"),
        Question(section: "reconcile", line: "reconcile"),
        Question(section: "sources", line: "sources"),
        Question(section: "sources", line: "sources", isOfInventedCountry: true),
        Question(section: "verify", line: "verify"),
        Question(section: "show TERRITORY as GeoJSON", line: "show 48095"),
        Question(section: "sheet TERRITORY as GeoJSON", line: "sheet 48095"),
        Question(
            section: "export communes as GeoJSON",
            line: "export communes --in 48 --simplify 500 --zoning frr --on 2024-11-15"),
        Question(
            section: "export communes as GeoJSON",
            line: "export communes --in 244800405 --properties code,name,arrondissement,epci,departement,region,"
                + "municipal_population,area_km2,in_scope,frr"),
        Question(
            section: "export epcis as GeoJSON", line: "export epcis --in 48 --simplify 500 --zoning frr --on 2024-11-15"
        ),
        Question(
            section: "export arrondissements as GeoJSON",
            line: "export arrondissements --in 48 --simplify 500 --zoning frr --on 2024-11-15"),
        Question(
            section: "export departements as GeoJSON",
            line: "export departements --in 48 --simplify 500 --zoning frr --on 2024-11-15"),
        Question(
            section: "export region as GeoJSON", line: "export region --simplify 500 --zoning frr --on 2024-11-15"),
        Question(
            section: "export qpv as GeoJSON", line: "export qpv --in 48 --simplify 500 --zoning frr --on 2024-11-15"),
        Question(
            section: "export frr as GeoJSON", line: "export frr --in 48 --simplify 500 --zoning frr --on 2024-11-15"),
        Question(
            section: "coverage SUBJECTS --over SET as GeoJSON",
            line: "coverage epci:244800405 --over frr --on 2024-11-15"),
        Question(section: "query EXPRESSION as GeoJSON", line: "query communes in epci:244800405 --on 2024-11-15"),
        Question(section: "nearest WHAT PLACE as GeoJSON", line: "nearest qpv 48095 --on 2024-11-15"),
        Question(section: "nearest WHAT PLACE as GeoJSON", line: "nearest france-services 48095"),
        Question(
            section: "eligible PROGRAMME --in TERRITORY as GeoJSON",
            line: "eligible cantine --in 48 --on 2024-11-15 --explain"),
        Question(section: "aggregate INDICATOR as GeoJSON", line: "aggregate taux_pauvrete --level departement"),
        Question(section: "aggregate INDICATOR as GeoJSON", line: "aggregate revenu_median --level departement"),
    ]
}

// MARK: The comparison

extension JSONReferenceTests {
    private static let small = """
        ## show

        The answer is a `Sheet`.

        | member | type | meaning |
        | --- | --- | --- |
        | `name` | `text` | |
        | `area?` | `number?` | |
        | `parts` | `[Part]` | |

        ### Part

        | member | type | meaning |
        | --- | --- | --- |
        | `since` | `date` | |
        | `count` | `integer` | |
        | `*` | `boolean` | |
        """

    @Test(
        "a member too many, one too few and one of another type are told",
        arguments: [
            (#"{"name": "a", "area": 1.5, "parts": []}"#, nil),
            (#"{"name": "a", "parts": [{"since": "2024-02-29", "count": 1, "x": true}]}"#, nil),
            (#"{"name": "a", "parts": [], "size": 1}"#, "show: .size is in the answer and not in the table “Sheet”"),
            (#"{"name": "a"}"#, "show: .parts is in the table “Sheet” and not in the answer"),
            (#"{"name": null, "parts": []}"#, "show: .name is not text: null"),
            (#"{"name": "a", "area": true, "parts": []}"#, "show: .area is not number: true"),
            (#"{"name": "a", "parts": {}}"#, "show: .parts is not [Part]: an object"),
            (
                #"{"name": "a", "parts": [{"since": "2024-02-30", "count": 1}]}"#,
                "show: .parts[].since is not date: “2024-02-30”"
            ),
            (
                #"{"name": "a", "parts": [{"since": "2024-02-29", "count": 1.5}]}"#,
                "show: .parts[].count is not integer: 1.5"
            ),
            (
                #"{"name": "a", "parts": [{"since": "2024-02-29", "count": 1, "x": 0}]}"#,
                "show: .parts[].x is not boolean: 0.0"
            ),
        ] as [(String, String?)])
    func problem(answer: String, problem: String?) throws {
        var comparison = JSONReference.Comparison()
        let tree = try JSONDecoder().decode(JSONTree.self, from: Data(answer.utf8))
        try JSONReference(markdown: Self.small).compare(tree, with: "show", in: &comparison)
        #expect(comparison.problems == Set([problem].compactMap(\.self)))
    }

    @Test("null and an empty list hold nothing")
    func filled() throws {
        var comparison = JSONReference.Comparison()
        let tree = try JSONDecoder().decode(
            JSONTree.self, from: Data(#"{"name": "a", "area": null, "parts": []}"#.utf8))
        try JSONReference(markdown: Self.small).compare(tree, with: "show", in: &comparison)
        #expect(comparison.filled == [JSONReference.Place(table: "Sheet", member: "name")])
    }

    @Test(
        "a table that cannot be read is refused",
        arguments: [
            ("| `name` | `text` | |", "| `name` | text | |", "is not a row of member, type and meaning"),
            ("| `area?` | `number?` | |", "| `name` | `text` | |", "“Sheet”: `name` comes twice"),
            ("`[Part]`", "`[Piece]`", "“Piece” has no table"),
            ("### Part", "### show", "“show” comes twice"),
        ])
    func defect(old: String, new: String, message: String) {
        let error = #expect(throws: FixtureError.self) {
            try JSONReference(markdown: Self.small.replacing(old, with: new))
        }
        #expect(error?.message.contains(message) == true)
    }
}
