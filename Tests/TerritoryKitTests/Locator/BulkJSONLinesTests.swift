import Foundation
import TerritoryTestSupport
import Testing
internal import TerritoryFormats
import TerritoryKit

@Suite("Lines of JSON with their owners")
struct BulkJSONLinesTests {
    private let run = BulkRun(format: .ndjson)

    @Test("members are added at the end of each object, and its other bytes stay")
    func lines() throws {
        let result = try run(
            """
            {"lon":1.5,"lat":41}
             { "lat" : 41 , "name":"} \\" {", "lon" : 5e0, "more":{"lon":9,"a":[1,{"b":"]"}]} }\u{20}

            {"lon":9,"lat":41,"t":true,"n":null}
            {"\\u006con":5,"l\\u0061t":41,"a\\tb":0}
            {"x":1.5,"y":41,"longitude":5}
            """)
        #expect(
            result.text == """
                {"lon":1.5,"lat":41,"in":"A"}
                 { "lat" : 41 , "name":"} \\" {", "lon" : 5e0, "more":{"lon":9,"a":[1,{"b":"]"}]} ,"in":"B"}\u{20}

                {"lon":9,"lat":41,"t":true,"n":null,"in":null}
                {"\\u006con":5,"l\\u0061t":41,"a\\tb":0,"in":"B"}
                {"x":1.5,"y":41,"longitude":5,"in":"A"}

                """)
        #expect(result.report.rows == 5 && result.report.located == 4 && result.report.bad == 0)
    }

    @Test(
        "an object without a place gets the reason",
        arguments: [
            (#"{}"#, #"{"error":"missingCoordinate"}"#),
            (#"{ }"#, #"{ "error":"missingCoordinate"}"#),
            (#"{"lon":1}"#, #"{"lon":1,"error":"missingCoordinate"}"#),
            (#"{"lon":null,"lat":41}"#, #"{"lon":null,"lat":41,"error":"missingCoordinate"}"#),
            (#"{"lon":"1","lat":41}"#, #"{"lon":"1","lat":41,"error":"notANumber"}"#),
            (#"{"lon":[1],"lat":41}"#, #"{"lon":[1],"lat":41,"error":"notANumber"}"#),
            (#"{"lon":1,"lat":-90.5}"#, #"{"lon":1,"lat":-90.5,"error":"latitudeOutOfRange"}"#),
            (#"{"lon":1,"lon":5,"lat":41}"#, #"{"lon":1,"lon":5,"lat":41,"error":"coordinateTwice"}"#),
            (#"{"lat":1,"lon":5,"l\u0061t":41}"#, #"{"lat":1,"lon":5,"l\u0061t":41,"error":"coordinateTwice"}"#),
            (#"{"x":5,"lat":41}"#, #"{"x":5,"lat":41,"error":"missingCoordinate"}"#),
            (#"{"lon":1e99,"lat":41}"#, #"{"lon":1e99,"lat":41,"error":"longitudeOutOfRange"}"#),
        ])
    func reasons(line: String, expected: String) throws {
        #expect(try run(line + "\n").text == expected + "\n")
    }

    @Test(
        "a line that is no object becomes an object with its text and the reason",
        arguments: [
            "1", "[1]", "{", "}", #"{"a"}"#, #"{"a":1,}"#, #"{,"a":1}"#, #"{"a":1 "b":2}"#, #"{"a":1}{"b":2}"#,
            #"{"a":1} x"#, #"{"a":01}"#, #"{"a":+1}"#, #"{"a":.5}"#, #"{"a":1.}"#, #"{"a":tru}"#, #"{"a":"b}"#,
            #"{"a":[1}"#, #"{"a":{]}"#, #"{"a":{}"#, #"{"a":}"#, #"{a:1}"#, "{\"a\":\"\t\"}", #"{"a":"\"}"#,
            #"{"a":"# + String(repeating: "[", count: 100) + "}", "null", "\u{0}",
        ])
    func refusals(line: String) throws {
        let result = try run("{\"lon\":1,\"lat\":41}\r\n" + line + "\r\n{\"lon\":5,\"lat\":41}")
        let lines = result.text.utf8.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        #expect(lines[0] == "{\"lon\":1,\"lat\":41,\"in\":\"A\"}\r")
        #expect(lines[2] == "{\"lon\":5,\"lat\":41,\"in\":\"B\"}")
        let answer = try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: String]
        #expect(answer == ["text": line, "error": "notAnObject"])
        #expect(result.report.bad == 1)
    }

    @Test("a line too long becomes an object with the reason", arguments: [1, 5, 50, 1_000])
    func longLines(chunkSize: Int) throws {
        var run = run
        (run.chunkSize, run.rowLimit) = (chunkSize, 30)
        let long = "{\"name\":\"" + String(repeating: "z", count: 40) + "\",\"lon\":1,\"lat\":41}"
        let result = try run("\(long)\n{\"lon\":1,\"lat\":41}\n\(long)")
        #expect(
            result.text
                == "{\"error\":\"rowTooLong\"}\n{\"lon\":1,\"lat\":41,\"in\":\"A\"}\n{\"error\":\"rowTooLong\"}\n")
    }

    @Test("whatever is done to a line, the answer is a line of JSON or holds the line", arguments: 0..<30)
    func mutations(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let line = Array(#"{"lon":1.5,"n":{"a":[1,"\"]"]},"t":true,"lat":41e0}"#.utf8)
        let signs = Array("{}[]\",:\\truefalsn019.e- ".utf8)
        var text: [UInt8] = []
        for _ in 0..<200 {
            var mutated = line
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                mutated[Int.random(in: mutated.indices, using: &random)] = signs.randomElement(using: &random) ?? 0x20
            }
            text += mutated + [0x0A]
        }
        let result = try BulkRun(format: .ndjson, chunkSize: Int.random(in: 1...300, using: &random))(text)
        let (before, after) = (text.split(separator: 0x0A), result.bytes.split(separator: 0x0A))
        #expect(before.count == after.count && result.report.rows == before.count)
        for (line, answer) in zip(before, after) {
            let isJSON = (try? JSONSerialization.jsonObject(with: Data(line))) is [String: Any]
            let answered = try? JSONSerialization.jsonObject(with: Data(answer)) as? [String: Any]
            #expect(!isJSON || answered != nil, "\(String(decoding: line, as: UTF8.self))")
            if isJSON, answered?["error"] as? String == "notAnObject" {
                Issue.record("\(String(decoding: line, as: UTF8.self)) is an object")
            }
        }
    }
}
