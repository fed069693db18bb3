public import ArgumentParser
import Foundation
public import TerritoryKit
import TerritoryFormats
import TerritoryGeometry

/// The language of a command’s text.
struct LanguageOption: ParsableArguments {
    @Option(name: .customLong("lang"), help: "Language of the text: fr or en (default: that of the locale, else fr).")
    var choice: Language?

    var language: Language { choice ?? Self.ofLocale }

    static var ofLocale: Language {
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

    /// What an option gives, else the environment, else the usual name.
    static func resolve(_ path: String?) -> String {
        path ?? ProcessInfo.processInfo.environment["TERRITORY_DATABASE"] ?? "territory.sqlite"
    }

    func open() throws -> TerritoryDatabase { try TerritoryDatabase(path: resolvedPath, maximumReaders: 1) }
}

/// The day that a question is about.
struct DayOption: ParsableArguments {
    @Option(
        name: .customLong("on"),
        help: "Day asked about, such as 2024-11-15 (default: the data as they are; for eligible, today).")
    var text: String?

    var date: CivilDate? { text.flatMap { CivilDate($0) } }

    func validate() throws {
        if let text, date == nil {
            throw ValidationError("\(text.inEnglishQuotes) is not a day: the form 2024-11-15 is expected.")
        }
    }
}

extension Position {
    /// Reads a position that an option or an argument gives.
    static func parsed(_ text: String) throws -> Position {
        guard let position = Position(text) else {
            throw ValidationError(
                "\(text.inEnglishQuotes) is not a position: a longitude (-180 to 180) and a latitude (-90 to 90) in degrees are "
                    + "expected, such as 1.44,43.6.")
        }
        return position
    }
}

enum TextOrJSON: String, ExpressibleByArgument, CaseIterable { case text, json }

enum ShapeFormat: String, ExpressibleByArgument, CaseIterable { case text, json, geojson }

enum TableFormat: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

enum MapFormat: String, ExpressibleByArgument, CaseIterable { case text, json, csv, geojson }

extension Language: ExpressibleByArgument {}

extension TerritoryKind: ExpressibleByArgument {
    public init?(argument: String) { self.init(word: argument) }
}

extension [String] {
    /// The parts of a list that an option gives, separated by commas.
    static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0).trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
