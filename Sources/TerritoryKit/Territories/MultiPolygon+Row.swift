internal import Foundation
package import GRDB
package import TerritoryGeometry

extension MultiPolygon {
    /// The shape in a column of a row.
    ///
    /// - Returns: `nil` where there is none.
    package init?(_ row: Row, _ column: String) {
        guard let data: Data = row[column] else { return nil }
        self.init(blob: [UInt8](data))
    }

    /// - Returns: `nil` for bytes that are not a polygon or multipolygon of SpatiaLite’s.
    package init?(blob: [UInt8]) {
        guard case .multiPolygon(let shape) = SpatialiteBlob.decode(blob) else { return nil }
        self = shape
    }
}
