import Foundation
import TerritoryFormats
import TerritoryKit
import TerritoryTestSupport
import Testing

/// A value that rests on a part of its members is told apart in every form.
@Suite("Incomplete values")
struct CompletenessTests {
    private func output(_ line: String) throws -> String {
        let run = try CommittedDatabase.territory(line.split(separator: " ").map(String.init))
        #expect(run.status == 0, "\(line): \(run.messages)")
        return run.output
    }

    private func answer<Answer: Decodable>(_ line: String) throws -> Answer {
        try JSONDecoder().decode(Answer.self, from: Data(output(line + " --format json").utf8))
    }

    /// What JSON says of a row, beside what the library reads from it.
    private struct Rows: Decodable {
        struct Row: Decodable {
            var is_complete: Bool?
            var counted_member_share: Double?
            var aggregate: Aggregate
        }

        var rows: [Row]
    }

    @Test("a value is complete where every member counted, and neither where there is none")
    func rule() throws {
        let rows = (try answer("aggregate taux_pauvrete --level epci") as Rows).rows
        #expect(rows.contains { $0.is_complete == false } && rows.contains { $0.is_complete == nil })
        for row in rows {
            let aggregate = row.aggregate
            #expect((row.is_complete == nil) == (aggregate.value == nil))
            #expect((row.is_complete == true) == (aggregate.value != nil && aggregate.counted == aggregate.members))
            #expect(row.counted_member_share == Double(aggregate.counted) / Double(aggregate.members))
        }
        let communes = (try answer("aggregate taux_pauvrete --level commune --in 48") as Rows).rows
        #expect(communes.contains { $0.is_complete == true && $0.counted_member_share == 1 })
        let population = (try answer("aggregate population --level epci") as Rows).rows
        #expect(population.allSatisfy { $0.is_complete == true })
    }

    @Test("a QPV that lies there in part leaves a value incomplete")
    func straddling() throws {
        let whole = AggregateAnswer.Row(
            territory: TerritoryReference(kind: .epci, code: "1", name: ""),
            aggregate: Aggregate(value: 3, members: 3, counted: 3, suppressed: 0, missing: 0, notApplicable: 0),
            straddlingQPVs: [])
        #expect(whole.isComplete == true && whole.countedMemberShare == 1)
        var part = whole
        part.straddlingQPVs = [TerritoryReference(kind: .qpv, code: "QN", name: "")]
        #expect(part.isComplete == false && part.countedMemberShare == 0.75)
        var refused = whole
        refused.aggregate.value = nil
        #expect(refused.isComplete == nil)
    }

    @Test("text marks it and says the rule once", arguments: ["aggregate taux_pauvrete --level departement --in 48"])
    func text(line: String) throws {
        let text = try output(line)
        #expect(text.contains("48  Lozère  * 14.0%  5/152"))
        #expect(text.ranges(of: "* incomplete: ").count == 1)
        let complete = try output("aggregate population --level departement")
        #expect(!complete.contains("*"))
    }

    @Test("compare and sheet mark it, beside complete values without a mark")
    func besides() throws {
        let compared = try output("compare 48095 12145")
        let line = try #require(compared.split(separator: "\n").first { $0.hasPrefix("Poverty rate at 60 %") })
        #expect(line.contains(" 13.0%") && line.contains("* 19.0% (71%)") && line.ranges(of: "*").count == 1)
        #expect(compared.ranges(of: "* incomplete: ").count == 1)
        let sheet = try output("sheet 48")
        #expect(sheet.contains("* 14.0%") && sheet.ranges(of: "* incomplete: ").count == 1)
        #expect(try !output("sheet 48095").contains("* incomplete"))
    }

    @Test(
        "CSV has a column for it",
        arguments: ["aggregate taux_pauvrete --level departement", "compare 48 48095"])
    func csv(line: String) throws {
        var problems: [SourceProblem] = []
        let table = CSVTable(
            file: "a.csv", bytes: [UInt8](try output(line + " --format csv").utf8), problems: &problems)
        let places = try ["indicator", "code", "value", "is_complete", "counted_member_share"].map {
            try #require(table.column($0), "\($0)")
        }
        let row = try #require(
            table.rows.first { $0.fields[places[0]] == "taux_pauvrete" && $0.fields[places[1]] == "48" })
        #expect(row.fields[places[3]] == "false" && row.fields[places[4]] == "0.032895")
        for row in table.rows { #expect(row.fields[places[2]].isEmpty == row.fields[places[3]].isEmpty) }
    }

    @Test("a map has it among its properties")
    func map() throws {
        let map = try output("aggregate taux_pauvrete --level departement --format geojson")
        let features = try GeoJSONReader.features(in: [UInt8](map.utf8), file: "map")
        #expect(features.count == 13)
        #expect(map.ranges(of: "\"is_complete\":false").count + map.ranges(of: "\"is_complete\": false").count == 13)
    }
}
