internal import TerritoryFormats

/// A system of coordinates, as a file names it: by its number in the EPSG register, or by its definition (WKT).
struct CoordinateSystem: Hashable, Sendable {
    /// WGS 84, in degrees.
    static let wgs84 = CoordinateSystem(epsg: 4326)

    /// Its number in the EPSG register, or that of a system which is the same to within a metre: below what is kept.
    let epsg: Int

    init(epsg: Int) { self.epsg = Self.equivalents[epsg] ?? epsg }

    /// - Returns: `nil` for a definition that names no system known here.
    init?(wellKnownText text: String) {
        if let number = Self.authorityCode(in: text) {
            self.init(epsg: number)
            return
        }
        let name = Self.name(in: text).uppercased().replacing("ZONE", with: "").filter { $0.isLetter || $0.isNumber }
        guard let epsg = Self.named.first(where: { name.hasPrefix($0.beginning) && name.hasSuffix($0.end) })?.epsg
        else { return nil }
        self.init(epsg: epsg)
    }

    /// The realisations of RGF93 and those of the overseas départements, in degrees; Lambert-93 of each realisation.
    private static let equivalents = [
        4171: 4326, 9777: 4326, 9782: 4326, 4258: 4326, 5489: 4326, 4624: 4326, 4627: 4326, 4470: 4326,
        9793: 2154, 9794: 2154,
    ]

    /// How names begin and end that definitions without a number have, without blanks and signs.
    private static let named: [(beginning: String, end: String, epsg: Int)] = [
        ("RGF93", "LAMBERT93", 2154), ("RGF1993", "LAMBERT93", 2154), ("LAMBERT93", "", 2154),
        ("RGAF", "UTM20N", 5490), ("RGFG", "UTM22N", 2972), ("RGR", "UTM40S", 2975), ("RGM", "UTM38S", 4471),
        ("WGS84", "WGS84", 4326), ("WGS1984", "WGS1984", 4326), ("GCSWGS1984", "GCSWGS1984", 4326),
        ("GCSWGS84", "GCSWGS84", 4326), ("RGF93GEO", "", 4326), ("RGF93", "RGF93", 4326), ("RGF93V", "RGF93V1", 4326),
        ("RGF93V", "RGF93V2", 4326), ("RGF93V", "RGF93V2B", 4326), ("GCSRGF1993", "GCSRGF1993", 4326),
        ("GCSRGF93", "", 4326), ("ETRS89", "ETRS89", 4326), ("GCSETRS1989", "GCSETRS1989", 4326),
    ]

    /// The number that stands at the end of a definition: those within are of its parts.
    private static func authorityCode(in text: String) -> Int? {
        let end = text.filter { !$0.isWhitespace }.firstMatch(of: /(?:AUTHORITY|ID)\["EPSG","?([0-9]+)"?\]\]$/)
        return end.flatMap { Int($0.1) }
    }

    /// What a definition calls its system: the first text in it.
    static func name(in text: String) -> String {
        text.firstMatch(of: /"([^"]*)"/).map { String($0.1) } ?? String(text.prefix(80))
    }
}

extension LocalizedText {
    static func unknownSystem(_ name: String) -> LocalizedText {
        LocalizedText(
            fr:
                "système de coordonnées \(name.inFrenchQuotes)\u{202F}: WGS 84 (EPSG:4326), RGF93 (EPSG:4171), Lambert-93 "
                + "(EPSG:2154, 9793, 9794) ou une projection légale d’outre-mer (EPSG:5490, 2972, 2975, 4471) attendu",
            en:
                "coordinate reference system \(name.inEnglishQuotes): WGS 84 (EPSG:4326), RGF93 (EPSG:4171), Lambert-93 "
                + "(EPSG:2154, 9793, 9794) or a legal projection overseas (EPSG:5490, 2972, 2975, 4471) expected")
    }
}
