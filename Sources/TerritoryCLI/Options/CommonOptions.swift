public import ArgumentParser
import Foundation
public import TerritoryKit

/// The language of a command’s text.
struct LanguageOption: ParsableArguments {
    @Option(name: .customLong("lang"), help: "Language of the text: fr or en (default: that of the locale, else fr).")
    var choice: Language?

    var language: Language {
        if let choice { return choice }
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale?.hasPrefix("en") == true ? .english : .french
    }
}

/// The database that a command asks.
struct DatabaseOption: ParsableArguments {
    @Option(
        name: [.customLong("database"), .customShort("d")],
        help: "Database to ask (default: $TERRITORY_DATABASE, else territory.sqlite).")
    var path: String?

    var resolvedPath: String { Self.resolve(path) }

    func open() throws -> TerritoryDatabase { try TerritoryDatabase(path: resolvedPath, maximumReaders: 1) }
}

enum TextOrJSON: String, ExpressibleByArgument, CaseIterable { case text, json }

enum ShapeFormat: String, ExpressibleByArgument, CaseIterable { case text, json, geojson }

enum TableFormat: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

enum MapFormat: String, ExpressibleByArgument, CaseIterable { case text, json, csv, geojson }

extension Language: ExpressibleByArgument {}
