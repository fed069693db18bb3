internal import TerritoryFormats
internal import TerritoryGeometry

/// What became of the codes of former communes: read when a table first has one, as most have none.
final class FormerCodes: Sendable {
    private let database: TerritoryDatabase
    private let history = Guarded<CommuneHistory?>(nil)

    init(_ database: TerritoryDatabase) { self.database = database }

    /// - Returns: `nil` for what never was the code of a commune, or cannot be read.
    func message(of text: String) -> LocalizedText? {
        guard let code = CommuneCode(rawValue: text) else { return nil }
        return history.withLock { history in
            do {
                let known = try history ?? database.read { try CommuneHistory.fetch($0) }
                history = known
                return known.formerCommune(code)
            } catch {
                // The row is refused all the same, by its code alone.
                return nil
            }
        }
    }
}
