package import TerritoryGeometry

extension BulkLocate {
    /// Shapes, with the bytes for a position that lies in each of them.
    package struct Layer: Sendable {
        var locator: PointLocator
        var inside: ByteTexts
        var outside: [UInt8]

        /// - Parameters:
        ///   - locator: The shapes.
        ///   - inside: By owner number, what a row is completed with, separators included: `,31555` or
        ///     `,"commune":"31555"`.
        ///   - outside: The same for a position that lies in none of them.
        package init(locator: PointLocator, inside: ByteTexts, outside: [UInt8]) {
            precondition(inside.count >= locator.shapeCount, "Every owner needs its bytes.")
            self.locator = locator
            self.inside = inside
            self.outside = outside
        }
    }

    /// What rows are completed with: for each layer its bytes, then the end.
    package struct Additions: Sendable {
        /// The names of the columns or members.
        var names: [String]
        var header: [UInt8]
        var layers: [Layer]
        var end: [UInt8]
        /// By defect, in the order of its cases.
        var defects: ByteTexts

        /// - Parameters:
        ///   - names: Of the columns or members, which no row may have yet.
        ///   - header: What the header is completed with, for CSV.
        ///   - layers: Where positions are looked for, in the order of their bytes.
        ///   - end: What follows on rows whose position was read: an empty field for the reason, such as `,`.
        ///   - defect: All that a bad row is completed with, empty fields included; the first byte is a separator.
        package init(
            names: [String] = [], header: [UInt8] = [], layers: [Layer], end: [UInt8] = [],
            defect: (RowDefect) -> [UInt8]
        ) {
            self.names = names
            self.header = header
            self.layers = layers
            self.end = end
            defects = ByteTexts(RowDefect.allCases.map(defect))
        }

        /// The most that a row can grow by.
        var longest: Int {
            layers.reduce(end.count) { $0 + max($1.inside.longest, $1.outside.count) }
        }
    }
}
