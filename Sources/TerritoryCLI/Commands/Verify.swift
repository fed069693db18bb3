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
            switch format {
            case .json: Output.answer(try TerritoryJSON.bytes(of: answer))
            case .text:
                for check in answer.checks {
                    let mark = [.passed: "✓", .noted: "·"][check.outcome] ?? "✗"
                    Output.answer("\(mark) \(check.finding(text.language))".wrapped(indent: 2))
                }
            }
            if !answer.hasPassed { throw Exit.badData }
        }
    }
}
