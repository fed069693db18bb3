internal import Foundation
package import GRDB
package import TerritoryGeometry

extension MultiPolygon {
    /// The shape in a column of a row.
    ///
    /// - Returns: `nil` where there is none.
    package init?(_ row: Row, _ column: String) {
        guard let value: DatabaseValue = row[column], let data = Data.fromDatabaseValue(value) else { return nil }
        self.init(blob: [UInt8](data))
    }

    /// - Returns: `nil` for bytes that are not a polygon or multipolygon of SpatiaLite’s.
    package init?(blob: [UInt8]) {
        guard case .multiPolygon(let shape) = SpatialiteBlob.decode(blob) else { return nil }
        self = shape
    }
}

extension Row {
    /// The shape in a column of a row; `nil` where the column is empty.
    ///
    /// - Throws: `DatabaseError` for what is not a shape.
    func shape(_ column: String) throws -> MultiPolygon? {
        if let shape = MultiPolygon(self, column) { return shape }
        guard try value(column) as Data? == nil else { throw DatabaseError.damaged }
        return nil
    }
}
