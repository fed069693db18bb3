extension PactSheet: MapAnswer {
    /// The territory, as ``TerritorySheet`` shows it.
    public func geoJSON(from database: TerritoryDatabase) throws -> [UInt8] { try territory.geoJSON(from: database) }
}
