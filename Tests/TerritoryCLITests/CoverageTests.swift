import Foundation
import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryGeometry
internal import TerritoryKit

@Suite("territory coverage, query and nearest")
struct CoverageTests {
    private static let texts = [
        ("coverage-contracts-rural", ["coverage", "contracts", "--over", "rural"]),
        ("coverage-contracts-frr-2023", ["coverage", "contracts", "--over", "frr", "--on", "2023-01-01"]),
        ("coverage-metropole-qpv", ["coverage", "epci:243400017", "--over", "qpv"]),
        ("coverage-epcis", ["coverage", "departements", "--over", "epci:248400251 or epci:200035129"]),
        ("coverage-set", ["coverage", "{48095 84007}", "--over", "dsr_cible"]),
        ("coverage-commune", ["coverage", "commune:34172"]),
        ("coverage-pacts", ["coverage", "pacts", "--over", "rural"]),
        ("query-contracts", ["query", "contracts covering frr:frr_plus"]),
        ("query-communes", ["query", "communes", "in", "epci:243400017", "and", "rural", "minus", "frr"]),
        ("query-epcis", ["query", "epcis covering touching commune:84007", "--on", "2023-01-01"]),
        ("query-qpvs", ["query", "qpvs in departement:48"]),
        ("query-nothing", ["query", "frr and not frr"]),
        ("nearest-qpv", ["nearest", "qpv", "48095"]),
        ("nearest-france-services", ["nearest", "france-services", "3.0785,44.0996", "--limit", "3"]),
        ("nearest-set", ["nearest", "frr minus qpv", "31555"]),
    ]

    @Test(
        "the text is the one that was reviewed, in 80 columns",
        arguments: texts.flatMap { text in
            ["fr", "en"].map { (text.0, text.1, $0) }
        })
    func text(name: String, arguments: [String], language: String) throws {
        let run = try CommittedDatabase.territory(arguments + ["--lang", language])
        #expect(run.status == 0 && run.messages.isEmpty, "\(run.messages)")
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        try Golden.expect(run.output, matches: "\(name).\(language).txt")
    }

    private static let coverageHeader = """
        subject,name,territories,valid_from,valid_until,over,on,communes,communes_covered,share_of_communes,\
        municipal_population,municipal_population_covered,share_of_population,area_km2,area_km2_covered,share_of_area,\
        share_of_over_communes,unknown_communes,qpvs,qpv_area_km2,qpv_population,data_vintage,content_hash
        """
    private static let coveringHeader = """
        kind,code,name_fr,name_en,class_fr,class_en,communes,municipal_population,area_km2,share_of_area,vintage,\
        data_vintage,content_hash
        """
    private static let queryHeader = """
        kind,code,name,communes,communes_in_set,municipal_population,municipal_population_in_set,area_km2,\
        area_km2_in_set,is_in_scope,is_unknown,query,on,data_vintage,content_hash
        """
    private static let nearestHeader =
        "kind,code,name,distance_m,is_inside,is_certain,place,from,data_vintage,content_hash"
    private static let tables: [([String], Int, String)] = [
        (["coverage", "contracts", "--over", "frr"], 17, coverageHeader),
        (["coverage", "commune:48095"], 16, coveringHeader), (["query", "contracts covering frr"], 14, queryHeader),
        (["nearest", "qpv", "48095", "--limit", "4"], 4, nearestHeader),
    ]

    @Test("CSV has its header, and as many cells in every row", arguments: tables)
    func csv(arguments: [String], rows: Int, header: String) throws {
        let run = try CommittedDatabase.territory(arguments + ["--format", "csv"])
        #expect(run.status == 0 && run.messages.isEmpty, "\(run.messages)")
        let lines = run.output.split(whereSeparator: \.isNewline).map { cells($0) }
        #expect(lines.first == header.split(separator: ",").map(String.init))
        #expect(lines.count == rows + 1)
        #expect(lines.allSatisfy { $0.count == lines[0].count })
    }

    private func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" { isQuoted.toggle() }
            if character == ",", !isQuoted { cells.append("") } else { cells[cells.count - 1].append(character) }
        }
        return cells
    }

    private static let coverageMembers = [
        "area_km2", "area_km2_covered", "communes", "communes_covered", "municipal_population",
        "municipal_population_covered", "name", "over", "share_of_area", "share_of_communes", "share_of_population",
        "subject", "territories", "unknown_communes",
    ]
    private static let queryMembers = [
        "area_km2", "area_km2_in_set", "code", "communes", "communes_in_set", "is_unknown", "kind",
        "municipal_population", "municipal_population_in_set", "name",
    ]
    private static let nearestMembers = [
        "code", "distance_m", "is_certain", "is_inside", "kind", "name", "place",
    ]
    private static let maps: [([String], Int, [String])] = [
        (["coverage", "contracts", "--over", "frr"], 16, coverageMembers),
        (["query", "communes in epci:243400017 and rural"], 4, queryMembers),
        (["nearest", "qpv", "48095", "--limit", "2"], 2, nearestMembers),
        (["nearest", "france-services", "48095", "--limit", "3"], 3, nearestMembers),
    ]

    @Test("GeoJSON has its members, and a shape for each feature", arguments: maps)
    func geoJSON(arguments: [String], features: Int, members: [String]) throws {
        let run = try CommittedDatabase.territory(arguments + ["--format", "geojson"])
        #expect(run.status == 0 && run.messages.isEmpty, "\(run.messages)")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["type"] as? String == "FeatureCollection")
        for name in ["name", "vintages", "content_hash", "license", "attribution"] {
            #expect(object[name] != nil, "\(name)")
        }
        let found = try #require(object["features"] as? [[String: Any]])
        #expect(found.count == features)
        for feature in found {
            let properties = try #require(feature["properties"] as? [String: Any])
            #expect(Set(properties.keys) == Set(members))
            let geometry = try #require(feature["geometry"] as? [String: Any])
            #expect(["MultiPolygon", "Point"].contains(geometry["type"] as? String ?? ""))
        }
    }

    @Test(
        "JSON is the library’s answer",
        arguments: [["coverage", "contracts", "--over", "frr"], ["coverage", "commune:20005"], ["query", "qpv"]])
    func json(arguments: [String]) throws {
        let fixture = try FixtureDatabase()
        let database = fixture.database
        let expected =
            switch (arguments[0], arguments.count) {
            case ("query", _): try TerritoryJSON.bytes(of: database.query(arguments[1]))
            case (_, 2): try TerritoryJSON.bytes(of: database.layers(covering: arguments[1]))
            default: try TerritoryJSON.bytes(of: database.coverage(of: arguments[1], over: arguments[3]))
            }
        let run = try Command.territory(
            arguments + ["--format", "json"], environment: ["LC_ALL": "C"], directory: fixture.country.directory.path
        ).run()
        #expect(run.status == 0 && run.output == expected.text)
    }

    private static let unreadable: [([String], String, Int)] = [
        (["query", "frr and and qpv"], "and", 8), (["query", "frr and 48095"], "48095", 8),
        (["query", "communes in {20005 20999}"], "20999", 19), (["coverage", "frr ; qpv"], ";", 4),
        (["coverage", "contracts", "--over", "frr:moins"], "frr", 0),
        (["coverage", "epci:20000000x", "--over", "frr"], "epci", 0), (["nearest", "frr minus", "20005"], "", 9),
        (["query", "within 300km of frr"], "300km", 7),
    ]

    @Test(
        "an expression that cannot be read is exit code 64, with a mark under the place", arguments: unreadable)
    func caret(arguments: [String], word: String, place: Int) throws {
        let fixture = try FixtureDatabase()
        for (language, head) in [("en", "character \(place + 1): "), ("fr", "caractère \(place + 1)\u{202F}: ")] {
            let run = try Command.territory(
                arguments + ["--lang", language], environment: ["LC_ALL": "C"],
                directory: fixture.country.directory.path
            ).run()
            #expect(run.status == 64 && run.output.isEmpty)
            #expect(run.messages.hasPrefix(head), "\(run.messages)")
            let lines = run.messages.split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= 80 })
            #expect(lines.last == "\(String(repeating: " ", count: place))^", "\(run.messages)")
            #expect(lines[lines.count - 2].dropFirst(place).hasPrefix(word))
        }
    }

    @Test(
        "what the options do not allow is exit code 64",
        arguments: [
            ["query", "frr", "--on", "2023-02-30"], ["query", "frr", "--on", "2023"],
            ["nearest", "qpv", "20005", "--limit", "0"],
            ["nearest", "qpv", "20005", "--limit", "1001"], ["nearest", "qpv", "200,44"], ["nearest", "qpv", "2,x"],
            ["coverage", "frr", "--format", "geojson"], ["query"], ["nearest", "qpv"],
        ])
    func options(arguments: [String]) throws {
        let fixture = try FixtureDatabase()
        let run = try Command.territory(
            arguments, environment: ["LC_ALL": "C"], directory: fixture.country.directory.path
        ).run()
        #expect(run.status == 64 && run.output.isEmpty && !run.messages.isEmpty)
    }

    @Test("a place of nothing here is exit code 1", arguments: ["20999", "nothing"])
    func nowhere(place: String) throws {
        let fixture = try FixtureDatabase()
        let run = try fixture.country.territory("nearest", "qpv", place)
        #expect(run.status == 1 && run.output.isEmpty && run.messages.contains("“\(place)” is "))
    }

    @Test("PostGIS measures the same areas, where it is there")
    func postGIS() throws {
        let folder = try CommittedDatabase.folder.get().path
        let command = try Command.territory([], directory: folder).executable
        let run = try Command(
            Repository.root + "/scripts/check-postgis", [command, folder + "/territory.sqlite"], directory: folder
        ).run()
        print(run.output)
        #expect(run.status == 0, "\(run.output)\(run.messages)")
        #expect(run.output.contains("check-postgis: skipped, ") || run.output.contains("164 compared"))
    }

    @Test("without PostgreSQL the check says that it is skipped")
    func postGISMissing() throws {
        let folder = try CommittedDatabase.folder.get().path
        let command = try Command.territory([], directory: folder).executable
        let run = try Command(
            Repository.root + "/scripts/check-postgis", [command, folder + "/territory.sqlite"],
            environment: ["POSTGRESQL_BIN": ""], directory: folder
        ).run()
        #expect(run.status == 0 && run.output == "check-postgis: skipped, PostgreSQL is not there (initdb)\n")
    }
}
