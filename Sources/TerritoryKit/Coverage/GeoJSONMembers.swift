internal import TerritoryFormats

// What features and collections of sets of communes say of them.

extension TerritoryDatabase {
    func members(_ measure: CommuneTotals, _ suffix: String) -> [JSONMember] {
        [
            JSONMember("communes" + suffix, .integer(measure.communes)),
            JSONMember("municipal_population" + suffix, measure.municipalPopulation.map { .integer($0) } ?? .null),
            JSONMember("area_km2" + suffix, number(measure.areaInSquareKilometers)),
        ]
    }

    func number(_ value: Double?) -> JSONValue { value.map { .number($0, decimals: 6) } ?? .null }

    func vintageMembers(_ uses: [VintageUse], _ date: CivilDate?) -> [JSONMember] {
        [
            JSONMember("on", date.map { .string($0.description) } ?? .null),
            JSONMember("vintages", .array(uses.map { .string($0.note?.en ?? "\($0.label.en): \($0.vintage)") })),
        ]
    }
}
