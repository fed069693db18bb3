extension BulkLocate {
    /// Why a row has no position.
    public enum Defect: String, CaseIterable, Hashable, Sendable {
        case missingCoordinate
        case notANumber
        case latitudeOutOfRange
        case longitudeOutOfRange
        case wrongFieldCount
        case unclosedQuote
        case rowTooLong
        case notAnObject

        /// The reason in words, without a comma, a quote or a full stop.
        public var reason: String {
            switch self {
            case .missingCoordinate: "no longitude or no latitude"
            case .notANumber: "longitude or latitude is not a number"
            case .latitudeOutOfRange: "latitude beyond 90 degrees"
            case .longitudeOutOfRange: "longitude beyond 180 degrees"
            case .wrongFieldCount: "not as many fields as the header"
            case .unclosedQuote: "a quote is never closed"
            case .rowTooLong: "row too long"
            case .notAnObject: "not a JSON object"
            }
        }
    }

    /// Shapes, with the bytes for a position that lies in each of them.
    public struct Layer: Sendable {
        var locator: PointLocator
        var inside: ByteTexts
        var outside: [UInt8]

        /// - Parameters:
        ///   - locator: The shapes.
        ///   - inside: By owner number, what a row is completed with, separators included: `,31555` or
        ///     `,"commune":"31555"`.
        ///   - outside: The same for a position that lies in none of them.
        public init(locator: PointLocator, inside: ByteTexts, outside: [UInt8]) {
            precondition(inside.count >= locator.ownerCount, "Every owner needs its bytes.")
            self.locator = locator
            self.inside = inside
            self.outside = outside
        }
    }

    /// What rows are completed with: for each layer its bytes, then the end.
    public struct Additions: Sendable {
        var header: [UInt8]
        var layers: [Layer]
        var end: [UInt8]
        /// By defect, in the order of its cases.
        var defects: ByteTexts

        /// - Parameters:
        ///   - header: What the header is completed with, for CSV.
        ///   - layers: Where positions are looked for, in the order of their bytes.
        ///   - end: What follows on rows whose position was read: an empty field for the reason, such as `,`.
        ///   - defect: All that a bad row is completed with, empty fields included; the first byte is a separator.
        public init(header: [UInt8] = [], layers: [Layer], end: [UInt8] = [], defect: (Defect) -> [UInt8]) {
            self.header = header
            self.layers = layers
            self.end = end
            defects = ByteTexts(Defect.allCases.map(defect))
        }

        /// The most that a row can grow by.
        var longest: Int {
            layers.reduce(end.count) { $0 + max($1.inside.longest, $1.outside.count) }
        }
    }
}

extension BulkLocate.Defect {
    /// Its place among the cases.
    var place: Int {
        switch self {
        case .missingCoordinate: 0
        case .notANumber: 1
        case .latitudeOutOfRange: 2
        case .longitudeOutOfRange: 3
        case .wrongFieldCount: 4
        case .unclosedQuote: 5
        case .rowTooLong: 6
        case .notAnObject: 7
        }
    }
}

/// Many short texts, laid end to end.
public struct ByteTexts: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Where each text begins, and where the last one ends.
    private(set) var starts: [Int] = [0]
    private(set) var longest = 0

    public init() {}

    public init(_ texts: some Sequence<[UInt8]>) {
        for text in texts { append(text) }
    }

    public var count: Int { starts.count - 1 }

    public mutating func append(_ text: some Sequence<UInt8>) {
        bytes.append(contentsOf: text)
        longest = max(longest, bytes.count - (starts.last ?? 0))
        starts.append(bytes.count)
    }
}
