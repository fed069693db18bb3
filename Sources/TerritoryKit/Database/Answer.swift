internal import TerritoryFormats

/// An answer to a question: a plain value, which becomes JSON, and CSV or GeoJSON where those make sense, in one way.
public protocol Answer: Encodable, Sendable {}

extension Answer {
    /// The answer as JSON, in UTF-8: members in the order of their names, and the same bytes for the same answer.
    ///
    /// - Throws: `EncodingError` for a number that is not finite, which no answer of a sound database has.
    public func json() throws -> [UInt8] { try TerritoryJSON.bytes(of: self) }
}

extension Array: Answer where Element: Answer {}

/// An answer that is a table.
public protocol TableAnswer: Answer {
    /// The answer as CSV (RFC 4180), in UTF-8 with a header and LF line ends.
    func csv() -> [UInt8]
}

/// An answer that has things on the map.
public protocol MapAnswer: Answer {
    /// The answer as GeoJSON (RFC 7946): degrees (EPSG:4326), longitude first, at most six decimals.
    ///
    /// - Parameter database: The one that gave the answer: it has the shapes.
    /// - Returns: One feature collection.
    /// - Throws: ``StorageError`` if the file cannot be read.
    func geoJSON(from database: TerritoryDatabase) throws -> [UInt8]
}
