public import TerritoryFormats

/// How much ground some communes are: their number, their inhabitants, their area.
public struct CommuneTotals: Hashable, Codable, Sendable {
    public var communes: Int
    /// Inhabitants (population municipale) of these communes, whole; `null` where that of one is unknown.
    @ExplicitNull public var municipalPopulation: Int?
    /// Square kilometres on the ellipsoid (WGS 84) of these communes, whole; `null` where one has no shape.
    @ExplicitNull public var areaInSquareKilometers: Double?

    public init(communes: Int, municipalPopulation: Int? = nil, areaInSquareKilometers: Double? = nil) {
        self.communes = communes
        self.municipalPopulation = municipalPopulation
        self.areaInSquareKilometers = areaInSquareKilometers
    }

    enum CodingKeys: String, CodingKey {
        case communes
        case municipalPopulation = "municipal_population"
        case areaInSquareKilometers = "area_km2"
    }
}

/// A part over a whole, from 0 to 1 with six decimals.
public struct CommuneShares: Hashable, Codable, Sendable {
    @ExplicitNull public var communes: Double?
    @ExplicitNull public var municipalPopulation: Double?
    @ExplicitNull public var area: Double?

    public init(communes: Double? = nil, municipalPopulation: Double? = nil, area: Double? = nil) {
        self.communes = communes
        self.municipalPopulation = municipalPopulation
        self.area = area
    }

    enum CodingKeys: String, CodingKey {
        case communes, area
        case municipalPopulation = "municipal_population"
    }

    /// - Returns: Shares that are `null` where the whole is nothing, or a number is unknown.
    init(_ part: CommuneTotals, of whole: CommuneTotals) {
        communes = Self.share(Double(part.communes), Double(whole.communes))
        municipalPopulation = Self.share(
            part.municipalPopulation.map(Double.init), whole.municipalPopulation.map(Double.init))
        area = Self.share(part.areaInSquareKilometers, whole.areaInSquareKilometers)
    }

    private static func share(_ part: Double?, _ whole: Double?) -> Double? {
        guard let part, let whole, whole > 0 else { return nil }
        return (part / whole * 1e6).rounded() / 1e6
    }
}

extension CommuneTable {
    /// A set measured; each commune counts once.
    func totals(of set: CommuneSet) -> CommuneTotals {
        var population: Int? = 0
        var area: Double? = 0
        set.forEach { index in
            population = population.flatMap { sum in populations[index].map { sum + $0 } }
            area = area.flatMap { sum in areas[index].map { sum + $0 } }
        }
        return CommuneTotals(
            communes: set.count, municipalPopulation: population,
            areaInSquareKilometers: area.map { $0.rounded() / 1e6 })
    }
}

/// The QPV of a territory, by their own ground and inhabitants, not by whole communes.
public struct QPVCoverage: Hashable, Codable, Sendable {
    /// QPV with ground in the territory.
    public var qpvs: Int
    /// Square kilometres of QPV in the territory, on the ellipsoid; `null` where one has no shape.
    @ExplicitNull public var areaInSquareKilometers: Double?
    /// Of the territory’s area, from 0 to 1.
    @ExplicitNull public var shareOfArea: Double?
    /// Inhabitants of the QPV that lie wholly in the territory, as published.
    @ExplicitNull public var publishedPopulation: Int?
    public var populationVintage: String
    /// QPV that lie in it in part: their published inhabitants cannot be split.
    public var straddling: [TerritoryReference]
    /// Inhabitants of those, split by area; `null` unless asked for, and where an area is unknown.
    @ExplicitNull public var estimatedPopulationOfStraddling: Int?
    /// QPV whose population is not published.
    public var unpublished: Int

    public init(
        qpvs: Int, areaInSquareKilometers: Double? = nil, shareOfArea: Double? = nil, publishedPopulation: Int? = nil,
        populationVintage: String, straddling: [TerritoryReference], estimatedPopulationOfStraddling: Int? = nil,
        unpublished: Int
    ) {
        self.qpvs = qpvs
        self.areaInSquareKilometers = areaInSquareKilometers
        self.shareOfArea = shareOfArea
        self.publishedPopulation = publishedPopulation
        self.populationVintage = populationVintage
        self.straddling = straddling
        self.estimatedPopulationOfStraddling = estimatedPopulationOfStraddling
        self.unpublished = unpublished
    }

    enum CodingKeys: String, CodingKey {
        case qpvs, straddling, unpublished
        case areaInSquareKilometers = "area_km2"
        case shareOfArea = "share_of_area"
        case publishedPopulation = "published_population"
        case populationVintage = "population_vintage"
        case estimatedPopulationOfStraddling = "estimated_population_of_straddling"
    }
}

extension CommuneTable {
    /// The QPV of a set of communes, as the official table places them.
    ///
    /// A QPV all of whose communes are in the set is there whole, whatever sliver the simplified shapes leave outside.
    ///
    /// - Parameters:
    ///   - set: Communes.
    ///   - estimates: Whether the inhabitants of straddling QPV are split by area.
    /// - Returns: Their ground, and the inhabitants published of those that are there whole.
    func qpvCoverage(in set: CommuneSet, estimates: Bool) -> QPVCoverage {
        var answer = QPVCoverage(
            qpvs: 0, areaInSquareKilometers: 0, publishedPopulation: 0, populationVintage: qpvPopulationVintage ?? "",
            straddling: [], estimatedPopulationOfStraddling: estimates ? 0 : nil, unpublished: 0)
        for qpv in qpvAreas {
            let inside = qpv.parts.filter { set.contains($0.commune) }
            guard !inside.isEmpty else { continue }
            answer.qpvs += 1
            let share = inside.count == qpv.parts.count ? 1 : qpv.share(of: inside)
            let area = qpv.area.flatMap { area in share.map { area * $0 / 1e6 } }
            answer.areaInSquareKilometers = answer.areaInSquareKilometers.flatMap { sum in area.map { sum + $0 } }
            guard let population = qpv.population else {
                answer.unpublished += 1
                continue
            }
            if inside.count == qpv.parts.count {
                answer.publishedPopulation? += population
            } else {
                answer.straddling.append(qpv.name)
                answer.estimatedPopulationOfStraddling = answer.estimatedPopulationOfStraddling.flatMap { sum in
                    share.map { sum + Int((Double(population) * $0).rounded()) }
                }
            }
        }
        answer.areaInSquareKilometers = answer.areaInSquareKilometers.map { ($0 * 1e6).rounded() / 1e6 }
        let whole = totals(of: set).areaInSquareKilometers
        answer.shareOfArea = answer.areaInSquareKilometers.flatMap { part in
            whole.flatMap { $0 > 0 ? (part / $0 * 1e6).rounded() / 1e6 : nil }
        }
        return answer
    }
}

extension CommuneTable.QPVArea {
    /// Its ground and inhabitants in a set, as far as they are known; communes are those that hold some of it.
    func totals(in set: CommuneSet) -> CommuneTotals {
        let inside = parts.filter { set.contains($0.commune) }
        let isWhole = inside.count == parts.count
        let share = inside.isEmpty ? 0 : isWhole ? 1 : share(of: inside)
        return CommuneTotals(
            communes: inside.count, municipalPopulation: inside.isEmpty ? 0 : isWhole ? population : nil,
            areaInSquareKilometers: area.flatMap { area in share.map { (area * $0).rounded() / 1e6 } })
    }

    /// Of its ground within its communes, what lies in some of them.
    fileprivate func share(of inside: [(commune: Int, area: Double?)]) -> Double? {
        func sum(_ parts: [(commune: Int, area: Double?)]) -> Double? {
            parts.reduce(0 as Double?) { sum, part in sum.flatMap { sum in part.area.map { sum + $0 } } }
        }
        guard let part = sum(inside), let whole = sum(parts), whole > 0 else { return nil }
        return part / whole
    }
}
