internal import TerritoryFormats
internal import TerritoryKit

/// The checks of a programme that look across its versions and at the data it asks for.
struct ProgrammeChecks {
    private let programme: Programme
    private let document: YAMLDocument
    private let package: DataPackage

    init(_ programme: Programme, document: YAMLDocument, package: DataPackage) {
        (self.programme, self.document, self.package) = (programme, document, package)
    }

    func problems() -> [SourceProblem] {
        misnamed() + disorder() + programme.criteria.flatMap(unknownCodes) + unknownMeasure() + unknownFigure()
    }

    /// A problem told at the first line that has a text.
    private func problem(at text: String, _ phrase: LocalizedText) -> SourceProblem {
        SourceProblem(file: document.file, line: document.firstLine(containing: text), phrase)
    }

    private func misnamed() -> [SourceProblem] {
        let name = document.file.split(separator: "/").last.map(String.init) ?? ""
        guard name != programme.code + ".yaml" else { return [] }
        return [
            problem(
                at: programme.code,
                LocalizedText(
                    fr:
                        "\(programme.code.inFrenchQuotes) n’est pas le nom du fichier\u{202F}; \(programme.code).yaml "
                        + "est attendu",
                    en:
                        "\(programme.code.inEnglishQuotes) is not the name of the file; \(programme.code).yaml is expected"
                ))
        ]
    }

    /// Versions follow each other in time, each ending before the next begins, and each begins before it ends.
    private func disorder() -> [SourceProblem] {
        func check(_ spans: [(from: CivilDate, until: CivilDate?)]) -> [SourceProblem] {
            var last: CivilDate?
            var isOpen = false
            return spans.compactMap { span in
                defer { (last, isOpen) = (span.until ?? span.from, span.until == nil) }
                if let until = span.until, until < span.from {
                    return problem(
                        at: until.description,
                        LocalizedText(
                            fr: "\(until) est avant \(span.from), premier jour de la même version",
                            en: "\(until) is before \(span.from), the first day of the same version"))
                }
                guard let last, isOpen || span.from <= last else { return nil }
                return problem(
                    at: span.from.description,
                    LocalizedText(
                        fr:
                            "\(span.from)\u{202F}: la version précédente n’est pas finie (\(isOpen ? "sans fin" : "\(last)"))",
                        en: "\(span.from): the version before has not ended (\(isOpen ? "no end" : "\(last)"))"))
            }
        }
        return check(programme.versions.map { ($0.from, $0.until) })
            + programme.parameters.flatMap { check($0.versions.map { ($0.from, $0.until) }) }
    }

    private func unknownCodes(_ criterion: Criterion) -> [SourceProblem] {
        switch criterion.condition {
        case .zoning(let zoning):
            let classes = package.rows(Tables.zoningClass).filter { $0.values[0] == zoning.code }.map { $0.values[1] }
            let known = Set(package.rows(Tables.zoning).map { $0.values[0] })
            return unknown([zoning.code], among: known, in: "data/reference/zonings.csv")
                + (classes.isEmpty
                    ? [] : unknown(zoning.classes, among: Set(classes), in: "data/reference/zoning_classes.csv"))
        case .indicator(let indicator):
            let known = Set(package.rows(Tables.indicator).map { $0.values[0] })
            return unknown([indicator.code], among: known, in: "data/reference/indicators.csv")
        case .competence(let competence):
            let known = Set(package.rows(Tables.epciCompetence).map { $0.values[2] })
            return unknown(
                competence.codes + (competence.perhaps ?? []), among: known, in: "data/epci_competences.csv")
        case .memberOf(let membership):
            let table =
                switch membership.kind {
                case .region: Tables.region
                case .departement: Tables.departement
                case .epci: Tables.epci
                case .commune: Tables.commune
                }
            // A rule may name territories that the package does not cover; their codes must be codes all the same.
            let kind = table.fields[0].kind
            return membership.codes.compactMap { code in
                guard case .code(let type) = kind, !type.isWellFormed(Array(code.utf8)) else { return nil }
                return problem(
                    at: code, .invalid(InvalidCode(value: code, expectation: type.expectation), column: "member_of"))
            }
        default: return []
        }
    }

    /// A package without a table knows none of its codes, and refuses none.
    private func unknown(_ codes: [String], among known: Set<String>, in table: String) -> [SourceProblem] {
        guard !known.isEmpty else { return [] }
        return codes.filter { !known.contains($0) }.map {
            problem(at: $0, .unknownReference($0, column: "code", table: table))
        }
    }

    private func unknownMeasure() -> [SourceProblem] {
        let known = Set(package.rows(Tables.measure).map { $0.values[0] })
        return unknown([programme.measure].compactMap { $0 }, among: known, in: "data/policy/measures.csv")
    }

    private func unknownFigure() -> [SourceProblem] {
        let known = Set(package.rows(Tables.figure).map { $0.values[0] })
        return unknown(
            [programme.reconciliation?.figure].compactMap { $0 }, among: known, in: "data/policy/figures.csv")
    }
}
