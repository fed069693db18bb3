public import TerritoryFormats

extension EligibilityReport {
    public static let csvHeader = [
        "asked", "programme", "on", "version", "kind", "code", "name", "verdict", "way", "answer_fr", "answer_en",
        "data_vintage", "content_hash",
    ]

    func csvFields(asked: String) -> [String] {
        [
            asked, programme, on.description, version?.code ?? "", subject.kind.rawValue, subject.code ?? "",
            subject.name, verdict.rawValue, way?.rawValue ?? "", answer.fr, answer.en, data.vintage, data.contentHash,
        ]
    }

    /// The answer as one row, without its header.
    public func csvRow(asked: String) -> [UInt8] {
        var bytes: [UInt8] = []
        CSVWriter.append(csvFields(asked: asked), to: &bytes)
        return bytes
    }

    public static var csvHeaderRow: [UInt8] {
        var bytes: [UInt8] = []
        CSVWriter.append(csvHeader, to: &bytes)
        return bytes
    }

    /// A code that has no answer as one row: the message stands where the answer would.
    public static func csvRow(asked: String, problem: LocalizedText) -> [UInt8] {
        var fields = Array(repeating: "", count: csvHeader.count)
        (fields[0], fields[7], fields[9], fields[10]) = (asked, "no_answer", problem.fr, problem.en)
        var bytes: [UInt8] = []
        CSVWriter.append(fields, to: &bytes)
        return bytes
    }
}
