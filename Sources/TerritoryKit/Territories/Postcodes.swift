internal import GRDB

extension Database {
    /// Whether postcodes were imported: where not, those of a commune are unknown.
    func arePostcodesKnown() throws -> Bool {
        try Bool.fetchOne(self, sql: "SELECT EXISTS (SELECT 1 FROM source WHERE role = 'postcode')") ?? false
    }

    /// The postcodes of a commune, in order.
    ///
    /// - Returns: `nil` where the file has no postcodes.
    func postcodes(of commune: String) throws -> [Postcode]? {
        guard try arePostcodesKnown() else { return nil }
        return try String.fetchAll(
            self, sql: "SELECT postcode FROM commune_postcode WHERE commune = ? ORDER BY postcode",
            arguments: [commune]
        ).map(Postcode.init(unchecked:))
    }
}
