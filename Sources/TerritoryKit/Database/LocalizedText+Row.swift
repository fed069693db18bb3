internal import GRDB
internal import TerritoryFormats

extension LocalizedText {
    /// The two columns of a label; `nil` where they are empty.
    init?(_ row: Row, _ column: String) throws {
        guard let french: String = try row.value("\(column)_fr") else { return nil }
        self.init(fr: french, en: try row.value("\(column)_en") ?? french)
    }
}

extension Row {
    /// The two columns of a label that is never empty.
    func label(_ column: String = "label") throws -> LocalizedText {
        LocalizedText(fr: try value("\(column)_fr"), en: try value("\(column)_en"))
    }
}
