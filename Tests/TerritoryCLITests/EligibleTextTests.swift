import TerritoryTestSupport
import Testing

/// The answers as people read them; whoever changes a sentence reads these files aloud first.
@Suite("Explanations of territory eligible")
struct EligibleTextTests {
    /// A representative question, and the name of its golden file.
    struct Question: CustomTestStringConvertible, Sendable {
        var name: String
        var arguments: [String]

        var testDescription: String { name }
    }

    static let questions = [
        Question(name: "yes", arguments: ["cantine", "09022", "--on", "2024-11-15"]),
        Question(name: "through-epci", arguments: ["cantine", "09004", "--on", "2024-11-15"]),
        Question(name: "no-population", arguments: ["cantine", "48095", "--on", "2024-11-15"]),
        Question(name: "undetermined", arguments: ["cantine", "09001", "--on", "2024-11-15"]),
        Question(name: "undetermined-beyond", arguments: ["cantine", "11002", "--on", "2024-11-15"]),
        Question(name: "closed", arguments: ["cantine", "48115", "--on", "2026-01-01"]),
        Question(name: "no-beyond", arguments: ["cantine", "30007", "--on", "2024-11-15"]),
        Question(name: "listed", arguments: ["premieres-heures", "09001", "--on", "2024-06-01"]),
        Question(name: "grouping", arguments: ["cantine", "--communes", "48115,48135", "--on", "2024-11-15"]),
    ]

    @Test(
        "the text is the one that was reviewed, on lines of 80 characters at most", arguments: questions, ["fr", "en"])
    func text(question: Question, language: String) throws {
        func run(_ options: String...) throws -> String {
            let run = try CommittedDatabase.territory(
                ["eligible"] + question.arguments + ["--lang", language] + options)
            #expect(run.status == 0 && run.messages.isEmpty)
            return run.output
        }
        let (short, long) = (try run(), try run("--explain"))
        #expect(long.hasPrefix(short))
        for line in long.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        try Golden.expect(long, matches: "eligible-\(question.name)-\(language).txt")
    }

    @Test("lists, counts and programmes keep to 80 characters too", arguments: ["fr", "en"])
    func width(language: String) throws {
        for arguments in [
            [], ["cantine"], ["cantine", "--in", "48"], ["--all", "48095"], ["--all", "31555", "--explain"],
        ] {
            let run = try CommittedDatabase.territory(
                ["eligible"] + arguments + ["--on", "2024-11-15", "--lang", language])
            #expect(run.status == 0)
            for line in run.output.split(separator: "\n") {
                #expect(line.count <= 80 || !line.contains(" "), "\(arguments) \(line)")
            }
        }
    }
}
