package import TerritoryFormats
package import TerritoryGeometry

/// Things on the map of one kind, with what is known of each, in columns: what a GIS reads as a layer.
///
/// Rows are in the order of their codes, which identify them.
package struct Layer: Sendable {
    package enum GeometryKind: String, Sendable {
        case multiPolygon, point
    }

    /// The name in addresses, such as `communes`.
    package var id: String
    package var title: LocalizedText
    package var description: LocalizedText
    package var geometry: GeometryKind
    /// The first is `code`, the second the name or the label.
    package var columns: [LayerColumn]
    package var codes: [String]
    package var names: [String]
    /// The days for which each row holds; `nil` for what has no time.
    package var periods: [LayerPeriod]?
    /// By row, in degrees.
    package var shapes: PlanarShapes

    package var count: Int { codes.count }
}

/// First and last day; `nil` for an open end.
package struct LayerPeriod: Hashable, Sendable {
    package var from: CivilDate?
    package var until: CivilDate?

    package init(from: CivilDate?, until: CivilDate?) { (self.from, self.until) = (from, until) }
}

/// One thing that is known of each row of a layer.
package struct LayerColumn: Sendable {
    /// `nil` is unknown, or none, as the description says.
    package enum Values: Sendable {
        case text([String?])
        case integer([Int?])
        case number([Double?])
        case day([CivilDate?])
        case list([[String]])
    }

    package enum Role: String, Sendable {
        case id
        case reference
        case intervalStart = "primary-interval-start"
        case intervalEnd = "primary-interval-end"
    }

    package var name: String
    package var title: LocalizedText
    package private(set) var values: Values
    /// Whether some number is no whole one: each is then told with a decimal.
    private var hasFractions = false
    package var role: Role?
    package var unit: LocalizedText?
    /// Every value that the column can have, where they are few.
    package var choices: [LayerChoice]?

    init(
        _ name: String, _ title: LocalizedText, _ values: Values, role: Role? = nil, unit: LocalizedText? = nil,
        choices: [LayerChoice]? = nil
    ) {
        (self.name, self.title) = (name, title)
        self.values = values.asTold
        if case .number(let numbers) = self.values {
            hasFractions = numbers.contains { $0.map { $0 != $0.rounded() } ?? false }
        }
        (self.role, self.unit, self.choices) = (role, unit, choices)
    }

    /// The value of a row, as JSON tells it.
    package func json(_ row: Int) -> JSONValue {
        switch values {
        case .text(let values): values[row].map { .string($0) } ?? .null
        case .integer(let values): values[row].map { .integer($0) } ?? .null
        case .number(let values):
            values[row].map { hasFractions ? .real($0, decimals: 6) : .number($0, decimals: 6) } ?? .null
        case .day(let values): values[row].map { .string($0.description) } ?? .null
        case .list(let values): .array(values[row].map { .string($0) })
        }
    }
}

/// A word that a column can hold, with what it means.
package struct LayerChoice: Hashable, Sendable {
    package var word: String
    package var label: LocalizedText
}

extension LayerColumn.Values {
    /// Numbers to the six decimals that are told of them, so that whoever asks for what was told finds it.
    fileprivate var asTold: Self {
        guard case .number(let values) = self else { return self }
        return .number(values.map { $0.map { ($0 * 1e6).rounded() / 1e6 } })
    }
}
