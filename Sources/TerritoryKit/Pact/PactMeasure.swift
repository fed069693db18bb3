public import TerritoryFormats

/// Where a measure of the Pact stands in Occitanie, as the report on 2024 says.
public enum MeasureStatus: String, CaseIterable, Codable, Sendable {
    case active
    case notImplemented = "not_implemented"
    case absentFromRegion = "absent_from_region"
    case awaitingDecree = "awaiting_decree"
    case notApplicable = "not_applicable"
    case ended
    /// Not a measure: a chapter in which figures stand.
    case context

    public var label: LocalizedText {
        switch self {
        case .active: LocalizedText(fr: "en œuvre", en: "active")
        case .notImplemented: LocalizedText(fr: "pas encore mise en œuvre", en: "not implemented yet")
        case .absentFromRegion: LocalizedText(fr: "absente de la région", en: "absent from the region")
        case .awaitingDecree: LocalizedText(fr: "décret attendu", en: "awaiting a decree")
        case .notApplicable: LocalizedText(fr: "sans objet en Occitanie", en: "not applicable to Occitanie")
        case .ended: LocalizedText(fr: "terminée", en: "ended")
        case .context: LocalizedText(fr: "contexte", en: "context")
        }
    }
}

/// A measure of the Pact, or a chapter of its report, with the title that the report prints.
public struct PactMeasure: Hashable, Codable, Sendable {
    public var code: String
    /// `null` for the four new measures and for the chapters.
    @ExplicitNull public var number: Int?
    @ExplicitNull public var axis: Int?
    public var status: MeasureStatus
    public var isNew: Bool
    public var label: LocalizedText
    @ExplicitNull public var statusNote: LocalizedText?
    /// The measure whose content is printed again here.
    @ExplicitNull public var duplicateOf: String?
    /// How many figures stand under it.
    public var figures: Int
    /// Page on which it begins; `null` where the report has no such heading.
    @ExplicitNull public var page: Int?
    /// Page on which what follows it begins; `null` for what comes last.
    @ExplicitNull public var lastPage: Int?
    /// Line of the extracted text, for those who maintain the data.
    @ExplicitNull public var line: Int?

    public init(
        code: String, number: Int? = nil, axis: Int? = nil, status: MeasureStatus, isNew: Bool, label: LocalizedText,
        statusNote: LocalizedText? = nil, duplicateOf: String? = nil, figures: Int, page: Int? = nil,
        lastPage: Int? = nil, line: Int? = nil
    ) {
        self.code = code
        self.number = number
        self.axis = axis
        self.status = status
        self.isNew = isNew
        self.label = label
        self.statusNote = statusNote
        self.duplicateOf = duplicateOf
        self.figures = figures
        self.page = page
        self.lastPage = lastPage
        self.line = line
    }

    enum CodingKeys: String, CodingKey {
        case code, number, axis, status, label, figures, page, line
        case isNew = "is_new"
        case statusNote = "status_note"
        case duplicateOf = "duplicate_of"
        case lastPage = "last_page"
    }
}

extension PactMeasure {
    /// Where the report prints it.
    public var citation: Citation? {
        page.map {
            Citation(
                heading: code, number: number, isNewMeasure: isNew, title: label, page: $0, lastPage: lastPage)
        }
    }
}

/// The measures that a question asked for.
public struct MeasuresAnswer: Hashable, Codable, Sendable {
    public var measures: [PactMeasure]
    /// The document that they come from.
    public var document: String
    public var data: DataStamp

    public init(measures: [PactMeasure], document: String, data: DataStamp) {
        self.measures = measures
        self.document = document
        self.data = data
    }
}
