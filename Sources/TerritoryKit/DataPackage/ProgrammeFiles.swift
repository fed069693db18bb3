internal import Foundation

/// Reads the programmes of a package: every YAML file of `data/rules/`, checked against the schema beside them.
struct ProgrammeFiles {
    static let folder = "data/rules"

    let package: DataPackage
    private(set) var programmes: [Programme] = []
    private(set) var problems: [SourceProblem] = []

    init(_ package: DataPackage) {
        self.package = package
        let folder = package.shown(Self.folder)
        guard FileManager.default.fileExists(atPath: folder) else { return }
        do {
            let schemaFile = folder + "/schema.json"
            let schema = try JSONSchema(bytes: try SourceFile.bytes(of: schemaFile), file: schemaFile)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            for name in names.sorted() where name.hasSuffix(".yaml") { read(folder + "/" + name, schema) }
        } catch let error as ImportError {
            problems += error.problems
        } catch {
            problems.append(SourceProblem(file: folder, .unreadable))
        }
    }

    private mutating func read(_ file: String, _ schema: JSONSchema) {
        do {
            let document = try YAMLDocument(bytes: try SourceFile.bytes(of: file), file: file)
            let found = schema.problems(in: document)
            guard found.isEmpty else {
                problems += found
                return
            }
            let programme = try document.decode(Programme.self)
            problems += ProgrammeChecks(programme, document: document, package: package).problems()
            programmes.append(programme)
        } catch let error as ImportError {
            problems += error.problems
        } catch {
            problems.append(SourceProblem(file: file, .notAProgramme(error)))
        }
    }
}

extension Phrase {
    static let unreadable = Phrase(fr: "lecture impossible", en: "it cannot be read")

    /// What the schema lets through and a value refuses, such as the 31st of February.
    static func notAProgramme(_ error: any Error) -> Phrase {
        var text = "\(error)"
        if case DecodingError.dataCorrupted(let context) = error { text = context.debugDescription }
        return Phrase(fr: "valeur refusée\u{202F}: \(text)", en: "value refused: \(text)")
    }
}
