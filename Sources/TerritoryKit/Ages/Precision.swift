internal import GRDB
public import TerritoryFormats

/// How far the shapes of a layer may lie from the ground.
public struct ShapePrecision: Hashable, Codable, Sendable {
    /// Metres.
    public var meters: Int
    /// Where that figure comes from.
    public var reason: LocalizedText

    public init(meters: Int, reason: LocalizedText) {
        self.meters = meters
        self.reason = reason
    }
}

extension Database {
    /// The precision that is stated for the shapes of a role of source.
    ///
    /// - Returns: `nil` where nobody has stated any.
    func precision(ofShapes role: String) throws -> ShapePrecision? {
        try Row.fetchOne(
            self, sql: "SELECT precision_m, precision_fr, precision_en FROM source WHERE role = ? LIMIT 1",
            arguments: [role]
        ).flatMap { try ShapePrecision($0) }
    }

    /// Metres around the scope within which every QPV is in the file.
    ///
    /// - Returns: `nil` where only those of the scope are.
    func knownQPVRadius() throws -> Double? {
        try String.fetchOne(self, sql: "SELECT value FROM metadata WHERE key = 'known_qpv_radius_m'").map {
            guard let meters = Double($0), 0...Double(Bounds.meters.upperBound) ~= meters else {
                throw DatabaseError.damaged
            }
            return meters
        }
    }
}

extension ShapePrecision {
    /// That of a source; `nil` where nobody has stated any.
    init?(_ row: Row) throws {
        guard let meters: Int = try row.value("precision_m", in: Bounds.meters) else { return nil }
        self.init(
            meters: meters,
            reason: try LocalizedText(fr: row.value("precision_fr") ?? "", en: row.value("precision_en") ?? ""))
    }
}
