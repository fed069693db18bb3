package import TerritoryGeometry

/// The sentences about GeoJSON that is valid JSON and yet wrong: what stands there and what was expected.
package enum GeoJSONProblem {
    // MARK: Structure

    static func notAFeatureCollection(found: String) -> LocalizedText {
        LocalizedText(
            fr: "\(found.inFrenchQuotes) au lieu d’une collection GeoJSON («\u{202F}FeatureCollection\u{202F}»)",
            en: "\(found.inEnglishQuotes) instead of a GeoJSON collection (“FeatureCollection”)")
    }

    static var noFeatures: LocalizedText {
        LocalizedText(
            fr: "la collection n’a pas de liste «\u{202F}features\u{202F}»",
            en: "the collection has no “features” list")
    }

    static func notAFeature(found: String) -> LocalizedText {
        LocalizedText(
            fr: "\(found.inFrenchQuotes) au lieu d’un objet géographique («\u{202F}Feature\u{202F}»)",
            en: "\(found.inEnglishQuotes) instead of a “Feature”")
    }

    static func found(_ found: String, insteadOf expected: Expected) -> LocalizedText {
        LocalizedText(
            fr: "\(found.inFrenchQuotes) au lieu \(expected.name.fr)",
            en: "\(found.inEnglishQuotes) instead of \(expected.name.en)")
    }

    static func missingMember(_ name: String) -> LocalizedText {
        LocalizedText(
            fr: "la géométrie n’a pas de membre \(name.inFrenchQuotes)",
            en: "the geometry has no \(name.inEnglishQuotes) member")
    }

    static func numberTooLarge(_ text: String) -> LocalizedText {
        LocalizedText(
            fr: "\(text.inFrenchQuotes) dépasse les nombres représentables",
            en: "\(text.inEnglishQuotes) is beyond the numbers that can be represented")
    }

    /// A problem of the feature of this rank in its collection, counted from 1.
    package static func inFeature(_ number: Int, _ problem: LocalizedText) -> LocalizedText {
        LocalizedText(
            fr: "objet n°\u{A0}\(number)\u{202F}: \(problem.fr)", en: "feature no. \(number): \(problem.en)")
    }

    // MARK: Geometry

    static func unsupportedCRS(_ name: String) -> LocalizedText {
        LocalizedText(
            fr: "système de coordonnées \(name.inFrenchQuotes)\u{202F}: WGS 84 (CRS84 ou EPSG:4326) attendu",
            en: "coordinate reference system \(name.inEnglishQuotes): WGS 84 (CRS84 or EPSG:4326) expected")
    }

    static func unsupportedGeometry(_ type: String) -> LocalizedText {
        LocalizedText(
            fr: "géométrie \(type.inFrenchQuotes)\u{202F}: Point, Polygon ou MultiPolygon attendu",
            en: "geometry \(type.inEnglishQuotes): Point, Polygon or MultiPolygon expected")
    }

    static var positionTooShort: LocalizedText {
        LocalizedText(
            fr: "une position n’a pas ses deux nombres, longitude puis latitude",
            en: "a position lacks its two numbers, longitude then latitude")
    }

    package static func outOfRange(_ position: Position) -> LocalizedText {
        let place = "[\(position.longitude), \(position.latitude)]"
        return LocalizedText(
            fr: "position \(place) hors du globe\u{202F}: degrés WGS 84 attendus, longitude entre -180 et 180, "
                + "latitude entre -90 et 90\u{202F}; ces coordonnées sont-elles projetées\u{202F}?",
            en: "position \(place) is off the globe: degrees WGS 84 expected, longitude within -180 and 180, "
                + "latitude within -90 and 90; are these projected coordinates?")
    }

    static func ringTooShort(count: Int) -> LocalizedText {
        LocalizedText(
            fr: "anneau de \(count) position\(count < 2 ? "" : "s")\u{202F}: quatre au moins attendues",
            en: "ring of \(count) position\(count == 1 ? "" : "s"): four at least expected")
    }

    static func ringDropped(count: Int) -> LocalizedText {
        LocalizedText(
            fr: "anneau de \(count) position\(count < 2 ? "" : "s"), sans surface\u{202F}: laissé de côté",
            en: "ring of \(count) position\(count == 1 ? "" : "s"), without ground: left out")
    }

    static var ringNotClosed: LocalizedText {
        LocalizedText(
            fr: "anneau ouvert\u{202F}: sa dernière position doit répéter la première",
            en: "open ring: its last position must repeat the first")
    }

    // MARK: Expectations

    /// What should stand in a place.
    enum Expected: Hashable {
        case list, object, text, number, position

        fileprivate var name: LocalizedText {
            switch self {
            case .list: LocalizedText(fr: "d’une liste", en: "a list")
            case .object: LocalizedText(fr: "d’un objet", en: "an object")
            case .text: LocalizedText(fr: "d’un texte", en: "a text")
            case .number: LocalizedText(fr: "d’un nombre", en: "a number")
            case .position:
                LocalizedText(fr: "d’une position [longitude, latitude]", en: "a position [longitude, latitude]")
            }
        }
    }
}
