internal import TerritoryFormats
internal import TerritoryKit

/// What can be wrong with a `datapackage.json` that is one, with the lines.
struct DescriptorChecks {
    private let document: DocumentNode
    private let file: String

    init(_ document: DocumentNode, file: String) { (self.document, self.file) = (document, file) }

    func problems() -> [SourceProblem] {
        document.problems(in: file, allowsLines: false) + duplicates() + wrongDays()
    }

    private var resources: [DocumentNode] { document["resources"]?.elements ?? [] }

    /// Each file is described once, and each list of a source named once in it.
    private func duplicates() -> [SourceProblem] {
        var paths: Set<String> = []
        return resources.flatMap { resource -> [SourceProblem] in
            var found: [SourceProblem] = []
            if let path = resource["path"], let text = path.text, !paths.insert(text).inserted {
                found.append(SourceProblem(file: file, line: path.place.line, .describedTwice(text)))
            }
            var lists: Set<[String]> = []
            for source in resource["sources"]?.elements ?? [] {
                guard let role = source["role"]?.text, let vintage = source["vintage"]?.text,
                    !lists.insert([role, vintage]).inserted
                else { continue }
                found.append(SourceProblem(file: file, line: source.place.line, .sourceTwice(role, vintage)))
            }
            return found
        }
    }

    /// Texts in the form of a day are checked wherever they stand.
    private func wrongDays() -> [SourceProblem] {
        resources.flatMap { $0["sources"]?.elements ?? [] }.flatMap { source in
            ["date", "valid_from", "valid_until"].compactMap { name -> SourceProblem? in
                guard let day = source[name], let text = day.text, !CivilDate.hasForm(text) else { return nil }
                return SourceProblem(file: file, line: day.place.line, .notADay(text))
            } + disorder(of: source)
        }
    }

    private func disorder(of source: DocumentNode) -> [SourceProblem] {
        guard let last = source["valid_until"], let until = last.text.flatMap({ CivilDate($0) }),
            let from = source["valid_from"]?.text.flatMap({ CivilDate($0) }), until < from
        else { return [] }
        return [
            SourceProblem(
                file: file, line: last.place.line,
                .unexpectedValue(
                    until.description, column: "valid_until",
                    expected: .orLater(from)))
        ]
    }
}

extension DocumentNode {
    fileprivate subscript(_ name: String) -> DocumentNode? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.name == name }?.value
    }

    fileprivate var elements: [DocumentNode] {
        guard case .array(let elements) = content else { return [] }
        return elements
    }

    fileprivate var text: String? {
        guard case .string(let text) = content else { return nil }
        return text
    }
}
