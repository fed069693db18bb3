internal import GRDB
internal import TerritoryFormats

extension LocalizedText {
    /// The two columns of a label; `nil` where they are empty.
    init?(_ row: Row, _ column: String) {
        guard let french: String = row["\(column)_fr"] else { return nil }
        self.init(fr: french, en: row["\(column)_en"] ?? french)
    }
}
