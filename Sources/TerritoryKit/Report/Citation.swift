public import TerritoryFormats

/// Where a reader finds something in the report: the measure, or the chapter, with the pages that its table of contents
/// gives.
public struct Citation: Hashable, Codable, Sendable {
    /// Code of the measure, the chapter or the axis.
    public var heading: String
    /// Number of the measure; `null` for the new measures, the chapters and the axes.
    @ExplicitNull public var number: Int?
    public var isNewMeasure: Bool
    /// As the report prints it, and translated.
    public var title: LocalizedText
    /// Page on which it begins.
    public var page: Int
    /// Page on which what follows it begins; `null` for what comes last.
    @ExplicitNull public var lastPage: Int?

    public init(
        heading: String, number: Int? = nil, isNewMeasure: Bool, title: LocalizedText, page: Int, lastPage: Int? = nil
    ) {
        self.heading = heading
        self.number = number
        self.isNewMeasure = isNewMeasure
        self.title = title
        self.page = page
        self.lastPage = lastPage
    }

    enum CodingKeys: String, CodingKey {
        case heading, number, title, page
        case isNewMeasure = "is_new_measure"
        case lastPage = "last_page"
    }

    /// The measure, its title and its pages, as in “measure 25, Involving companies, from page 14”.
    public var text: LocalizedText {
        LocalizedText { language in
            [kind?(language), title(language), pages(language)].compactMap { $0 }.joined(separator: ", ")
        }
    }

    /// The pages alone, both of them where a measure ends on the page on which the next begins.
    public var pages: LocalizedText {
        switch lastPage {
        case page: LocalizedText("p.\u{A0}\(page)")
        case let last?: LocalizedText("p.\u{A0}\(page)-\(last)")
        case nil: LocalizedText(fr: "à partir de la p.\u{A0}\(page)", en: "from p.\u{A0}\(page)")
        }
    }

    private var kind: LocalizedText? {
        if let number { return LocalizedText(fr: "mesure \(number)", en: "measure \(number)") }
        return isNewMeasure ? LocalizedText(fr: "mesure nouvelle", en: "new measure") : nil
    }
}
