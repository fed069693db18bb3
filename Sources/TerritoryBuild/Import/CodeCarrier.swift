internal import TerritoryKit

/// Carries the codes of a table over to the communes of today.
///
/// Tables of different years give one code to different grounds, so that a plain join would hand one commune the value
/// of another. The year of a table’s codes is found from the codes themselves: the latest 1 January on which the fewest
/// of them are not communes.
struct CodeCarrier: Sendable {
    let cog: COG
    /// The year of the code officiel géographique that the table follows.
    let vintage: Int
    private let date: CivilDate

    init(codes: Set<CommuneCode>, cog: COG) {
        self.cog = cog
        let codes = codes.filter { cog.municipalArrondissements[$0] == nil }
        var best = (year: cog.date.year, unknown: Int.max)
        for year in stride(from: cog.date.year, through: Self.firstYear, by: -1) {
            let day = CivilDate(unchecked: year, 1, 1)
            let unknown = codes.count { !cog.history.isCommune($0, on: day) }
            if unknown < best.unknown { best = (year, unknown) }
            if unknown == 0 { break }
        }
        vintage = best.year
        date = CivilDate(unchecked: best.year, 1, 1)
    }

    /// INSEE puts the code officiel géographique online from 1999 on.
    private static let firstYear = 1999

    enum Destination: Hashable {
        /// The communes that hold the ground today: one, or several after a split.
        case communes([CommuneCode])
        /// Part of Paris, Lyon or Marseille, which has a row of its own.
        case municipalArrondissement(of: CommuneCode)
        case unknown
    }

    func destination(of code: CommuneCode) -> Destination {
        if cog.history.isCommune(code, on: date) {
            return .communes(cog.history.succession(of: code, from: date).successors)
        }
        if cog.communes[code] != nil { return .communes([code]) }
        if let city = cog.municipalArrondissements[code] { return .municipalArrondissement(of: city) }
        guard let last = cog.history.lastDay(of: code) else { return .unknown }
        return .communes(cog.history.succession(of: code, from: last).successors)
    }
}
