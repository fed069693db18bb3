import Foundation
import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryGeometry
import TerritoryKit

/// `territory locate --input`, `overlay` and `rollup` as filters.
@Suite("territory on tables and shapes")
struct BulkTests {
    private func run(_ arguments: [String], input: String = "") throws -> Command.Outcome {
        try CommittedDatabase.territory(arguments, input: input)
    }

    @Test("rows keep their order and their columns, and bad ones say why")
    func locate() throws {
        let input = "name,lat,lon\n\"a, b\",44.0996,3.0785\nabroad,48,20\nbad,x,3\nshort,1\n"
        let run = try run(["locate", "--input", "-", "--add", "commune,commune_name,epci,frr,qpv"], input: input)
        #expect(
            run.output == """
                name,lat,lon,commune,commune_name,epci,frr,qpv,error
                "a, b",44.0996,3.0785,12145,Millau,241200567,frr,QN01205N,
                abroad,48,20,,,,,,
                bad,x,3,,,,,,longitude or latitude is not a number
                short,1,,,,,,,not as many fields as the header

                """)
        #expect(run.status == 0)
        #expect(
            run.messages
                == "4 rows: 1 located, 1 outside the communes of the database, 2 without a readable\nposition (column error).\n"
        )
    }

    @Test("NDJSON gets members, and keeps its other bytes")
    func ndjson() throws {
        let run = try run(
            ["locate", "--input", "-", "--ndjson", "--add", "commune"],
            input: "{\"lat\": 44.0996, \"lon\": 3.0785, \"x\": [1, \"}\"]}\n")
        #expect(
            run.output
                == "{\"lat\": 44.0996, \"lon\": 3.0785, \"x\": [1, \"}\"],\"commune\":\"12145\",\"error\":null}\n")
        #expect(run.messages.isEmpty)
    }

    @Test(
        "a table or a column that is not there is told",
        arguments: [
            (["locate", "--input", "absent.csv"], "", 65, "absent.csv: this file does not exist"),
            (
                ["locate", "--input", "-", "--add", "colour"], "lon,lat\n", 64,
                "“colour” is not a column; columns: commune"
            ),
            (["locate", "--input", "-"], "a,b\n1,2\n", 65, "there is no column lon or longitude"),
            (["locate", "--input", "-"], "", 65, "there is no header"),
            (["overlay", "absent.geojson"], "", 65, "absent.geojson"),
            (["rollup", "-"], "a,b\n", 65, "the columns commune (or code), indicator and value are expected"),
            (["rollup", "-", "--to", "canton"], "", 64, "--to takes epci, departement and region"),
        ])
    func refused(arguments: [String], input: String, status: Int32, message: String) throws {
        let run = try run(arguments, input: input)
        #expect(run.status == status && run.output.isEmpty)
        #expect(run.messages.replacing("\n", with: " ").contains(message), "\(run.messages)")
    }

    @Test("the pieces of an EPCI are its communes, whole")
    func overlay() throws {
        let rows = try run(["overlay", "epci"]).output.split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",") }
        #expect(rows.count == 4_508)
        #expect(rows.allSatisfy { $0[4] == "1" })
    }

    @Test("a shape of one’s own is named by a property, or by its place")
    func shape() throws {
        let folder = try TemporaryDirectory()
        let square = "[[[3.0,44.0],[3.2,44.0],[3.2,44.2],[3.0,44.2],[3.0,44.0]]]"
        let text = """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nom":"carré"},
            "geometry":{"type":"Polygon","coordinates":\(square)}}]}
            """
        try Array(text.utf8).write(toFile: folder.path + "/s.geojson")
        for (arguments, name) in [(["--id", "nom"], "carré"), ([], "1")] {
            let rows = try run(["overlay", folder.path + "/s.geojson"] + arguments).output.split(separator: "\n")
                .dropFirst().map { $0.split(separator: ",") }
            #expect(rows.allSatisfy { $0[0] == name })
            let share = rows.compactMap { Double($0[3]) }.reduce(0, +)
            #expect(abs(share - 1) < 1e-5)
        }
    }
}
