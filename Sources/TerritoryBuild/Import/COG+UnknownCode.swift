internal import TerritoryFormats
internal import TerritoryKit

extension COG {
    /// What a code is that is none of a commune here, of today or of the past.
    func unknown(_ code: CommuneCode) -> LocalizedText {
        if let city = City.of(code) { return .municipalArrondissement(code.rawValue, of: city) }
        if let extent, !extent.departements.contains(code.departement) { return .outside(code, of: extent) }
        return .notInCOG(code.rawValue)
    }

    /// A city that is divided into arrondissements, whose codes follow each other.
    struct City {
        var name: String
        var code: CommuneCode
        var arrondissements: ClosedRange<Int>

        static let all = [
            City(name: "Paris", code: CommuneCode(unchecked: "75056"), arrondissements: 75_101...75_120),
            City(name: "Lyon", code: CommuneCode(unchecked: "69123"), arrondissements: 69_381...69_389),
            City(name: "Marseille", code: CommuneCode(unchecked: "13055"), arrondissements: 13_201...13_216),
        ]

        static func of(_ code: CommuneCode) -> City? {
            Int(code.rawValue).flatMap { number in all.first { $0.arrondissements.contains(number) } }
        }
    }
}

extension CommuneCode {
    /// The code of a commune begins with that of its département.
    fileprivate var departement: DepartementCode {
        DepartementCode(unchecked: String(rawValue.prefix(rawValue.hasPrefix("97") ? 3 : 2)))
    }
}

extension LocalizedText {
    fileprivate static func municipalArrondissement(_ code: String, of city: COG.City) -> LocalizedText {
        LocalizedText(
            fr:
                "\(code.inFrenchQuotes) est un arrondissement municipal de \(city.name) (\(city.code)), une commune est "
                + "attendue",
            en:
                "\(code.inEnglishQuotes) is a municipal arrondissement of \(city.name) (\(city.code)), a commune is expected"
        )
    }

    fileprivate static func outside(_ code: CommuneCode, of extent: COG.Extent) -> LocalizedText {
        LocalizedText(
            fr: "\(code.rawValue.inFrenchQuotes) (département \(code.departement)) est hors de la région des données "
                + "(\(extent.name))",
            en: "\(code.rawValue.inEnglishQuotes) (département \(code.departement)) is outside the région of the data "
                + "(\(extent.name))")
    }
}
