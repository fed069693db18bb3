import ArgumentParser
import Foundation
import TerritoryKit
import TerritoryBuild
import TerritoryFormats

struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Make the database from the data package.",
        discussion: """
            The folder holds geo/ and data/, as “territory import” writes them. The database is made beside its place, \
            checked, and put there at once: if anything is wrong, the former one stands.
            """)

    @Option(name: .customLong("data"), help: "Folder that holds geo/ and data/.")
    var package = "."

    @Option(name: [.customLong("database"), .customShort("d")], help: "Database to make.")
    var path: String?

    @Flag(help: "Accept files that were edited after the import; the database says which.")
    var acceptEdited = false

    @OptionGroup var text: LanguageOption

    func run() throws {
        let language = text.language
        try Exit.reporting(in: language) {
            let (path, today) = (DatabaseOption.resolve(path), try CivilDate.today)
            let progress = Output.progress(in: language)
            progress(LocalizedText(fr: "lecture et contrôle des données", en: "reading and checking the data"))
            let data = try DataPackage(directory: package, acceptsEdits: acceptEdited)
            let builder = TerritoryDatabaseBuilder(path: path, date: today)
            let outcome = try builder.build(from: data, progress: progress)
            for check in outcome.checks where check.outcome == .noted || check.name == "counts" {
                Output.message(check.finding(language))
            }
            try Output.answer("\(path)  \(outcome.data.contentHash)")
            Output.end(keeping: data)
        }
    }
}
