internal import TerritoryFormats

/// Values by commune added up to larger territories.
public struct RollUpAnswer: TableAnswer, Codable, Hashable {
    /// An indicator over a territory.
    public struct Row: Hashable, Codable, Sendable {
        public var kind: TerritoryKind
        public var code: String
        public var indicator: String
        public var sum: Double
        /// Weighted by the municipal population; `null` where no commune with a value has an inhabitant.
        @ExplicitNull public var weightedMean: Double?
        /// How many communes have a value.
        public var counted: Int

        public init(
            kind: TerritoryKind, code: String, indicator: String, sum: Double, weightedMean: Double?, counted: Int
        ) {
            self.kind = kind
            self.code = code
            self.indicator = indicator
            self.sum = sum
            self.weightedMean = weightedMean
            self.counted = counted
        }

        enum CodingKeys: String, CodingKey {
            case kind, code, indicator, sum, counted
            case weightedMean = "weighted_mean"
        }
    }

    /// By kind, territory and indicator, in the order of the table’s indicators.
    public var rows: [Row]
    public var data: DataStamp

    public init(rows: [Row], data: DataStamp) {
        self.rows = rows
        self.data = data
    }

    /// Numbers have as many decimals as give them back.
    public func csv() -> [UInt8] {
        let parts = stride(from: 0, to: rows.count, by: 4_096).map { rows[$0..<min($0 + 4_096, rows.count)] }
            .parallelMap { rows in
                var bytes: [UInt8] = []
                for row in rows {
                    bytes.append(contentsOf: row.kind.rawValue.utf8)
                    bytes.append(UInt8(ascii: ","))
                    bytes.append(contentsOf: row.code.utf8)
                    bytes.append(UInt8(ascii: ","))
                    CSVWriter.append(row.indicator, to: &bytes)
                    let mean = row.weightedMean?.description ?? ""
                    bytes.append(contentsOf: ",\(row.sum),\(mean),\(row.counted)\n".utf8)
                }
                return bytes
            }
        var bytes: [UInt8] = []
        CSVWriter.append(["kind", "code", "indicator", "sum", "weighted_mean", "counted"], to: &bytes)
        return parts.reduce(into: bytes) { $0 += $1 }
    }
}
