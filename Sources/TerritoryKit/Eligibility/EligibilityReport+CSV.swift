internal import TerritoryFormats

extension EligibilityReport: TableAnswer {
    public func csv() -> [UInt8] { Self.csvHeader + csvRow(asked: subject.code ?? subject.name) }

    /// The header of the rows of reports.
    package static var csvHeader: [UInt8] {
        var bytes: [UInt8] = []
        CSVWriter.append(columns, to: &bytes)
        return bytes
    }

    private static let columns = [
        "asked", "programme", "on", "version", "kind", "code", "name", "verdict", "way", "answer_fr", "answer_en",
        "conditions_fr", "conditions_en", "stand_ins_fr", "stand_ins_en", "data_vintage", "content_hash",
    ]

    /// The answer as one row, with the text that it was asked by.
    package func csvRow(asked: String) -> [UInt8] {
        var bytes: [UInt8] = []
        CSVWriter.append(
            [
                asked, programme, on.description, version?.code ?? "", subject.kind.rawValue, subject.code ?? "",
                subject.name, verdict.rawValue, way?.rawValue ?? "", answer.fr, answer.en,
                conditions.map(\.fr).joined(separator: "; "), conditions.map(\.en).joined(separator: "; "),
                standIns.map(\.name.fr).joined(separator: "; "), standIns.map(\.name.en).joined(separator: "; "),
                data.vintage, data.contentHash,
            ], to: &bytes)
        return bytes
    }

    /// A text that has no answer as one row: the message stands where the answer would.
    package static func csvRow(asked: String, problem: LocalizedText) -> [UInt8] {
        var fields = Array(repeating: "", count: columns.count)
        (fields[0], fields[7], fields[9], fields[10]) = (asked, "no_answer", problem.fr, problem.en)
        var bytes: [UInt8] = []
        CSVWriter.append(fields, to: &bytes)
        return bytes
    }
}

extension EligibilityReport {
    /// The communes that count in a share, one row for each and for each census that the answer rests on.
    ///
    /// - Returns: `nil` where the answer rests on no share.
    package func membersCSV() -> [UInt8]? {
        let proofs = [("own", finding), ("grouping", grouping?.finding)]
        let rows = proofs.flatMap { way, finding in
            (finding?.shares ?? []).flatMap { share in
                share.members.map { member in
                    [
                        programme, on.description, subject.code ?? subject.name, way, share.census ?? "",
                        share.value ?? "", share.threshold ?? "", share.margin ?? "", share.outcome.rawValue,
                        member.code,
                        member.name, member.municipalPopulation.map(String.init) ?? "", member.outcome.rawValue,
                        member.reason?.fr ?? "", member.reason?.en ?? "", data.vintage, data.contentHash,
                    ]
                }
            }
        }
        guard !rows.isEmpty else { return nil }
        return CSVWriter.bytes(
            header: [
                "programme", "on", "asked", "way", "census", "share", "threshold", "margin", "share_outcome", "code",
                "name",
                "municipal_population", "outcome", "reason_fr", "reason_en", "data_vintage", "content_hash",
            ], rows: rows)
    }
}

extension [EligibilityReport]: TableAnswer {
    /// One row a report, under one header.
    public func csv() -> [UInt8] {
        reduce(into: EligibilityReport.csvHeader) { $0 += $1.csvRow(asked: $1.subject.code ?? $1.subject.name) }
    }
}

extension EligibilityComparison: TableAnswer {
    /// Two rows, asked by `before` and `after`.
    public func csv() -> [UInt8] {
        EligibilityReport.csvHeader + before.csvRow(asked: "before") + after.csvRow(asked: "after")
    }
}
