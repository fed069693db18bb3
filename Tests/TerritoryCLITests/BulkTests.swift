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
                name,lat,lon,commune,commune_name,epci,frr,qpv,qpv_known,error
                "a, b",44.0996,3.0785,12145,Millau,241200567,frr,QN01205N,true,
                abroad,48,20,,,,,,,
                bad,x,3,,,,,,,longitude or latitude is not a number
                short,1,,,,,,,,not as many fields as the header

                """)
        #expect(run.status == 0)
        #expect(
            run.messages
                == "4 rows: 1 located, 1 outside the communes of the database, 2 without a readable\nposition (column error).\n"
        )
    }

    @Test("positions that lie nowhere ask whether longitude and latitude are swapped")
    func swapped() throws {
        let run = try run(["locate", "--input", "-"], input: "lat,lon\n3.0785,44.0996\n1.4437,43.6045\n")
        #expect(run.status == 0 && run.output == "lat,lon,commune,error\n3.0785,44.0996,,\n1.4437,43.6045,,\n")
        #expect(
            run.messages == """
                2 rows: 0 located, 2 outside the communes of the database, 0 without a readable
                position (column error).
                Are longitude and latitude swapped? Turned round, 2 positions lie in communes of
                the database.

                """)
        let abroad = try self.run(["locate", "--input", "-"], input: "lat,lon\n48,20\n")
        #expect(abroad.messages.contains("0 located, 1 outside") && !abroad.messages.contains("swapped"))
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
            (
                ["locate", "--input", "-", "--add", "commune"], "commune,lon,lat\n", 65,
                "line 1: the table has “commune” of its own"
            ),
            (["locate", "--input", "/"], "", 65, "/: this is a folder, a file was expected"),
            (["overlay", "/"], "", 65, "/: this is a folder, a file was expected"),
            (["rollup", "/"], "", 65, "/: this is a folder, a file was expected"),
            (["eligible", "cantine", "--batch", "/"], "", 65, "/: this is a folder, a file was expected"),
            (["eligible", "cantine", "--batch", "absent.csv"], "", 65, "absent.csv: this file does not exist"),
            (["eligible", "cantine", "--batch", "-"], "a,b\n1,2\n", 65, "there is no column code or commune"),
            (["eligible", "cantine", "--batch", "-"], "code\r48095\r", 65, "the lines end with a carriage return"),
            (
                ["rollup", "-"], "code,indicator,value\n30094,a,1\n", 65,
                ":2: “30094” (Corbès) is a former commune, which lies in 30329 (Thoiras-Corbès) since 2025-01-01"
            ),
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

    @Test("each code of a table has its row, whatever stands beside it, and whether it is one or not")
    func batch() throws {
        let table =
            "adresse,code,n\n\"12 rue de Toulouse, 31555\",12208,\nancien code;31555,48095,\n,,\n,99999,\nshort\n"
        let run = try run(["eligible", "cantine", "--on", "2024-11-15", "--batch", "-"], input: table)
        let rows = run.output.split(separator: "\n", omittingEmptySubsequences: false).map { $0.split(separator: ",") }
        #expect(run.status == 0 && rows.count == 1 + 5 + 1)
        #expect(rows[1][0] == "12208" && rows[2][0] == "48095" && rows[4][0] == "99999")
        #expect(rows[3...5].allSatisfy { $0.contains("no_answer") })
        let list = try self.run(["eligible", "cantine", "--batch", "-"], input: "12208\n\n48095\n")
        #expect(list.output.split(separator: "\n").count == 1 + 3)
    }

    @Test("a shape whose borders cross, or whose parts overlap, is refused with its number and the place")
    func crossing() throws {
        let folder = try TemporaryDirectory()
        func polygon(_ ring: String) -> String {
            #"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[\#(ring)]]}}"#
        }
        let square = "[3.0,44.0],[3.2,44.0],[3.2,44.2],[3.0,44.2],[3.0,44.0]"
        let bow = "[3.0,44.0],[3.2,44.2],[3.2,44.0],[3.0,44.2],[3.0,44.0]"
        let twice = "[3.0,44.0],[3.2,44.0],[3.2,44.2],[3.0,44.0],[3.2,44.0],[3.2,44.2],[3.0,44.0]"
        let text =
            #"{"type":"FeatureCollection","features":[\#([square, bow, twice].map(polygon).joined(separator: ","))]}"#
        try Array(text.utf8).write(toFile: folder.path + "/s.geojson")
        let run = try run(["overlay", folder.path + "/s.geojson"])
        #expect(run.status == 65 && run.output.isEmpty)
        #expect(
            run.messages.replacing(folder.path + "/", with: "") == """
                s.geojson:1: feature no. 2: it crosses itself at 3.1 44.1; rings that do not cross are expected
                s.geojson:1: feature no. 3: parts of it overlap, near 3 44; parts that touch at most are expected
                2 problem(s): nothing was written.

                """)
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
