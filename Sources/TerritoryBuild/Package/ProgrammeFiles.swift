internal import Foundation
internal import TerritoryFormats
internal import TerritoryKit

/// Reads the programmes of a package: every YAML file of `data/rules/`, checked against the schema beside them.
struct ProgrammeFiles {
    static let folder = "data/rules"

    private(set) var programmes: [Programme] = []
    private(set) var problems: [SourceProblem] = []

    init(_ package: DataPackage) {
        let folder = package.shown(Self.folder)
        guard FileManager.default.fileExists(atPath: folder) else { return }
        do {
            let schemaFile = folder + "/schema.json"
            let schema = try JSONSchema(bytes: try SourceFile.bytes(of: schemaFile), file: schemaFile)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            let files = names.sorted().filter { $0.hasSuffix(".yaml") }.map { folder + "/" + $0 }
            for (programme, found) in files.parallelMap({ Self.read($0, schema, package) }) {
                if let programme { programmes.append(programme) }
                problems += found
            }
        } catch let error as ImportError {
            problems += error.problems
        } catch {
            problems.append(SourceProblem(file: folder, .unreadable))
        }
    }

    private static func read(
        _ file: String, _ schema: JSONSchema, _ package: DataPackage
    ) -> (Programme?, [SourceProblem]) {
        do {
            let document = try YAMLDocument(bytes: try SourceFile.bytes(of: file), file: file)
            let found = document.root.problems(in: file, allowsLines: true) + schema.problems(in: document)
            guard found.isEmpty else { return (nil, found) }
            let programme = try document.decode(Programme.self)
            return (programme, ProgrammeChecks(programme, document: document, package: package).problems())
        } catch let error as ImportError {
            return (nil, error.problems)
        } catch {
            return (nil, [SourceProblem(file: file, .notAProgramme(error))])
        }
    }
}

extension LocalizedText {
    static let unreadable = LocalizedText(fr: "lecture impossible", en: "it cannot be read")

    /// What the schema lets through and a value refuses, such as the 31st of February.
    static func notAProgramme(_ error: any Error) -> LocalizedText {
        var text = "\(error)"
        if case DecodingError.dataCorrupted(let context) = error { text = context.debugDescription }
        return LocalizedText(fr: "valeur refusée\u{202F}: \(text)", en: "value refused: \(text)")
    }
}
