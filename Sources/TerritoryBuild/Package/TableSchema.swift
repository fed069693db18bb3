internal import TerritoryFormats
internal import TerritoryKit

/// What a table of the data package holds: the one declaration behind its CSV file, its checks, its description in
/// `datapackage.json` and its table in the database.
struct TableSchema: Sendable {
    struct Field: Sendable {
        enum Kind: Sendable {
            case text
            case integer(ClosedRange<Int>)
            case number(ClosedRange<Double>)
            case flag
            case date
            case choice([String])
            case code(any OfficialCode.Type)
        }

        var name: String
        var kind: Kind
        var isRequired: Bool
        var description: String
    }

    struct Reference: Sendable {
        var field: String
        var table: String
        var target: String
    }

    var name: String
    var title: String
    var fields: [Field]
    var primaryKey: [String]
    var references: [Reference]

    init(
        _ name: String, _ title: String, key: [String], references: [Reference] = [], _ fields: [Field]
    ) {
        self.name = name
        self.title = title
        self.fields = fields
        self.primaryKey = key
        self.references = references
    }
}

extension TableSchema.Field {
    static func required(_ name: String, _ kind: Kind, _ description: String) -> Self {
        Self(name: name, kind: kind, isRequired: true, description: description)
    }

    static func optional(_ name: String, _ kind: Kind, _ description: String) -> Self {
        Self(name: name, kind: kind, isRequired: false, description: description)
    }
}

extension TableSchema.Reference {
    static func to(_ table: String, _ target: String = "code", from field: String) -> Self {
        Self(field: field, table: table, target: target)
    }
}

extension TableSchema.Field {
    /// What is wrong with a value.
    ///
    /// - Returns: `nil` if the value may stand in this field; an empty text stands for “unknown”.
    func problem(with value: String) -> LocalizedText? {
        if value.isEmpty {
            return isRequired ? .unexpectedValue(value, column: name, expected: expectation) : nil
        }
        switch kind {
        case .text:
            if let character = value.hiddenCharacter { return .hidden(character, column: name) }
            return value.utf8.count > Bounds.textLength ? .tooLong(value.utf8.count, column: name) : nil
        case .code(let type):
            return type.isWellFormed(Array(value.utf8))
                ? nil : .invalid(InvalidCode(value: value, expectation: type.expectation), column: name)
        case .integer(let bounds):
            if let number = Int(value), String(number) == value, bounds.contains(number) { return nil }
        case .number(let bounds): if let number = value.plainNumber, bounds.contains(number) { return nil }
        case .flag: if value == "true" || value == "false" { return nil }
        case .date: if let day = CivilDate(value), Bounds.days.contains(day) { return nil }
        case .choice(let values): if values.contains(value) { return nil }
        }
        return .unexpectedValue(value, column: name, expected: expectation)
    }

    private var expectation: LocalizedText {
        switch kind {
        case .text: LocalizedText(fr: "un texte", en: "a text")
        case .integer(let bounds): .wholeNumber(within: bounds)
        case .number(let bounds): .number(within: bounds)
        case .flag: LocalizedText(fr: "true ou false", en: "true or false")
        case .date: .day
        case .choice(let values):
            LocalizedText(fr: values.joined(separator: ", "), en: values.joined(separator: ", "))
        case .code(let type): type.expectation
        }
    }
}
