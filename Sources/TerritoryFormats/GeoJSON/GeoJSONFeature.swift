package import TerritoryGeometry

/// A feature as a source gives it, before anything is made of it.
package struct GeoJSONFeature: Hashable, Sendable {
    /// The line of the source on which the feature begins, counted from 1.
    package var line: Int
    /// The properties with a simple value; lists and objects are left out.
    package var properties: [String: GeoJSONProperty]
    /// Degrees, WGS 84 (EPSG:4326), longitude first; `nil` where the source has no geometry.
    package var geometry: Geometry?

    /// The ground of the feature.
    ///
    /// - Returns: `nil` for a point and where the source has no geometry.
    package var multiPolygon: MultiPolygon? {
        guard case .multiPolygon(let shape) = geometry else { return nil }
        return shape
    }
}

extension GeoJSONProperty {
    /// The value as an identifier: a text, or a number as it is written.
    package var identifier: String? {
        switch self {
        case .string(let text): text
        case .number(let number): Decimals.short(number)
        case .longInteger(let digits): digits
        case .bool, .null: nil
        }
    }
}

/// The value of a property in a source.
package enum GeoJSONProperty: Hashable, Sendable {
    case string(String)
    case number(Double)
    /// A whole number of more digits than a `Double` keeps, as it is written.
    case longInteger(String)
    case bool(Bool)
    case null
}
