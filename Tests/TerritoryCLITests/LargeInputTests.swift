import Foundation
import TerritoryTestSupport
import Testing

/// A field, a name or a header of any size is answered, or refused in a sentence.
@Suite("Input of any size", .timeLimit(.minutes(2)))
struct LargeInputTests {
    private func run(_ arguments: [String], _ table: String) throws -> Command.Outcome {
        let folder = try TemporaryDirectory()
        try Data(table.utf8).write(to: URL(fileURLWithPath: folder.path + "/table.csv"))
        return try answered(arguments.map { $0.replacing("TABLE", with: folder.path + "/table.csv") })
    }

    /// Runs a command that answers or refuses: a program that a signal ends does neither.
    private func answered(_ arguments: [String]) throws -> Command.Outcome {
        let run = try CommittedDatabase.territory(arguments)
        #expect([0, 1, 64, 65, 74].contains(run.status), "\(run.status): \(run.messages.prefix(300))")
        return run
    }

    private static let readers = [
        ["locate", "--input", "TABLE", "--add", "commune"], ["rollup", "TABLE", "--to", "epci"],
        ["eligible", "cantine", "--batch", "TABLE"],
    ]

    /// A message that a person can read.
    private func expectSentence(_ run: Command.Outcome) {
        #expect(run.status != 0 && !run.messages.isEmpty)
        #expect(run.messages.utf8.count < 2_000, "\(run.messages.prefix(300))")
    }

    @Test("a quoted field of ten megabytes", arguments: readers)
    func field(command: [String]) throws {
        let field = "\"" + String(repeating: "a\"\"b\n", count: 2_000_000) + "\""
        let run = try run(command, "commune,longitude,latitude,indicator,value,note\n48095,3.5,44.5,i,1,\(field)\n")
        if run.status != 0 { #expect(run.messages.utf8.count < 20_000) }
    }

    @Test("a line of twelve megabytes", arguments: readers)
    func line(command: [String]) throws {
        let line = String(repeating: "z", count: 12_000_000)
        let run = try run(command, "commune,longitude,latitude,indicator,value\n\(line)\n48095,3.5,44.5,i,1\n")
        if run.status != 0 { #expect(run.messages.utf8.count < 20_000) }
        expectSentence(try self.run(command, line))
    }

    @Test("a quote that never closes", arguments: readers)
    func open(command: [String]) throws {
        let rest = String(repeating: "a,b\"\n", count: 2_000_000)
        let run = try run(command, "commune,longitude,latitude,indicator,value\n48095,3.5,44.5,i,\"1\(rest)")
        #expect(run.messages.utf8.count < 20_000)
    }

    @Test("a name of a megabyte, as a column and as a territory", arguments: readers)
    func name(command: [String]) throws {
        let name = String(repeating: "é", count: 500_000)
        let run = try run(command, "\(name),b\n1,2\n")
        expectSentence(run)
    }

    @Test("100,000 columns", arguments: readers)
    func columns(command: [String]) throws {
        let names = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
        let run = try run(command, "\(names)\n\(names)\n")
        expectSentence(run)
    }

    @Test(
        "a long word where a territory, a position, a day or an expression is expected",
        arguments: [
            ["show", "?"], ["search", "?"], ["sheet", "?"], ["eligible", "cantine", "?"], ["nearest", "qpv", "?"],
            ["locate", "?"], ["coverage", "contracts", "--over", "?"], ["query", "?"], ["export", "?"],
            ["coverage", "contracts", "--on", "?"], ["measures", "?"], ["aggregate", "?", "--level", "epci"],
        ])
    func word(command: [String]) throws {
        // An argument of a program has 128 KiB at most.
        let run = try answered(
            command.map { $0.replacing("?", with: String(repeating: "a(", count: 60_000)) })
        #expect(run.output.utf8.count + run.messages.utf8.count < 4_000, "\(run.messages.prefix(200))")
    }
}
