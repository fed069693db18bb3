internal import TerritoryFormats
import ArgumentParser
import TerritoryKit
import TerritoryBuild
import TerritoryGeometry

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turn the files of the publishers into the data package, and tell what changed.",
        discussion: """
            data/reference/sources.csv says which file plays which part, from whom and of which vintage. For a new \
            vintage, put the new names there and run the import again. Every problem of every file is told with its \
            line, and then nothing is written.
            """)

    @Option(name: .customLong("from"), help: "Folder of the raw sources.")
    var sources: String

    @Option(name: .customLong("data"), help: "Folder that holds, or will hold, geo/ and data/.")
    var package = "."

    @Option(help: "Folder whose data/reference/ is used, if not that of --data.")
    var reference: String?

    @Option(help: "Territory to cover: region:CODE or france.")
    var scope = "region:76"

    @Option(
        name: .customLong("file"),
        help: ArgumentHelp(
            "Take this file for a role in place of the listed one, such as commune_shape=communes.gpkg (GeoJSON, "
                + "plain or gzip, GeoPackage or Shapefile for shapes).", valueName: "role=file"))
    var replacements: [String] = []

    @Option(
        help: ArgumentHelp(
            "Take the file of --file as one more list of its role, beside the others: a year (2024), a school year "
                + "(2022-2023) or the day of the list (2024-06-20).", valueName: "vintage"))
    var vintage: String?

    @Flag(help: "List everything that was repaired, carried over or left out, and every change.")
    var verbose = false

    @OptionGroup var text: LanguageOption

    func validate() throws {
        guard Scope(scope) != nil else {
            throw ValidationError("\(scope.inEnglishQuotes) is not region:CODE or france.")
        }
        for replacement in replacements where Self.pair(replacement) == nil {
            throw ValidationError("\(replacement.inEnglishQuotes) is not in the form role=file.")
        }
        if let vintage {
            guard Vintage(vintage) != nil else {
                throw ValidationError("\(vintage.inEnglishQuotes) is not \(Vintage.form.en).")
            }
            guard replacements.count == 1 else {
                throw ValidationError("--vintage goes with one --file: it is the vintage of that list.")
            }
        }
    }

    private static func pair(_ replacement: String) -> (role: String, file: String)? {
        let parts = replacement.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        return (String(parts[0]), String(parts[1]))
    }

    func run() throws {
        let language = text.language
        try Exit.reporting(in: language) {
            let packageImport = PackageImport(
                sources: sources, package: package, referencePackage: reference, scope: Scope(scope) ?? .france,
                replacements: replacements.compactMap(Self.pair).map {
                    PackageImport.Replacement(role: $0.role, file: $0.file, vintage: vintage.flatMap(Vintage.init))
                })
            let outcome = try packageImport.run(progress: Output.progress(in: language))
            let text = ImportText(language: language, limit: verbose ? Int.max : 8)
            for line in text.lines(outcome) { try Output.answer(line) }
        }
    }
}
