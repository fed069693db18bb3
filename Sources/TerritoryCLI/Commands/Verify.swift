import ArgumentParser
import Foundation
import TerritoryKit
import TerritoryBuild
import TerritoryFormats

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Run the checks of the build on a database again.",
        discussion: "Exit code 65 if a check fails.")

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text or json.")
    var format = TextOrJSON.text

    func run() throws {
        try Exit.reporting(in: text.language) {
            let answer = try DatabaseVerifier(path: database.resolvedPath).verify()
            let lines = answer.checks.map { check in
                let mark = [.passed: "✓", .noted: "·"][check.outcome] ?? "✗"
                return "\(mark) \(check.finding(text.language))".wrapped(indent: 2)
            }
            try Output.answer(answer, as: format, text: lines.joined(separator: "\n"))
            if !answer.hasPassed { throw Exit.badData }
        }
    }
}
