internal import TerritoryFormats
internal import TerritoryKit

/// What a table of the data package holds: the one declaration behind its CSV file, its checks, its description in
/// `datapackage.json` and its table in the database.
struct TableSchema: Sendable {
    struct Field: Sendable {
        enum Kind: Sendable {
            case text
            case integer(minimum: Int?)
            case number
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
        case .text: return nil
        case .code(let type):
            return type.isWellFormed(Array(value.utf8))
                ? nil : .invalid(InvalidCode(value: value, expectation: type.expectation), column: name)
        case .integer(let minimum):
            if let number = Int(value), String(number) == value, number >= minimum ?? number { return nil }
        case .number: if let number = Double(value), number.isFinite { return nil }
        case .flag: if value == "true" || value == "false" { return nil }
        case .date: if CivilDate(value) != nil { return nil }
        case .choice(let values): if values.contains(value) { return nil }
        }
        return .unexpectedValue(value, column: name, expected: expectation)
    }

    private var expectation: LocalizedText {
        switch kind {
        case .text: LocalizedText(fr: "un texte", en: "a text")
        case .integer(let minimum?):
            LocalizedText(fr: "un nombre entier d’au moins \(minimum)", en: "a whole number of at least \(minimum)")
        case .integer(nil): LocalizedText(fr: "un nombre entier", en: "a whole number")
        case .number: LocalizedText(fr: "un nombre, avec un point décimal", en: "a number, with a decimal point")
        case .flag: LocalizedText(fr: "true ou false", en: "true or false")
        case .date: LocalizedText(fr: "une date de la forme 2026-01-31", en: "a date in the form 2026-01-31")
        case .choice(let values):
            LocalizedText(fr: values.joined(separator: ", "), en: values.joined(separator: ", "))
        case .code(let type): type.expectation
        }
    }
}
