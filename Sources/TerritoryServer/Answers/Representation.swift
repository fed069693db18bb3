/// A form that an answer can have.
enum Representation: String, CaseIterable, Sendable {
    case json, html, geojson, csv, ndjson, schema, openapi, css

    /// The word of the parameter `f`.
    var word: String {
        switch self {
        case .geojson, .schema, .openapi: "json"
        default: rawValue
        }
    }

    /// The type of the content, whole: JSON has no character set.
    var contentType: String {
        switch self {
        case .csv: "text/csv;charset=utf-8"
        case .html: "text/html;charset=utf-8"
        case .css: "text/css;charset=utf-8"
        default: mediaType
        }
    }

    var mediaType: String {
        switch self {
        case .json: "application/json"
        case .html: "text/html"
        case .geojson: "application/geo+json"
        case .csv: "text/csv"
        case .ndjson: "application/x-ndjson"
        case .css: "text/css"
        case .schema: "application/schema+json"
        case .openapi: "application/vnd.oai.openapi+json;version=3.0"
        }
    }

    /// The ranges of a field Accept that it answers.
    fileprivate var acceptable: [String] {
        switch self {
        case .json: ["application/json"]
        case .html: ["text/html", "application/xhtml+xml"]
        case .geojson: ["application/geo+json", "application/json", "application/vnd.geo+json"]
        case .csv: ["text/csv"]
        case .css: ["text/css"]
        case .ndjson: ["application/x-ndjson"]
        case .schema: ["application/schema+json", "application/json"]
        case .openapi: ["application/vnd.oai.openapi+json", "application/openapi+json", "application/json"]
        }
    }

    /// The form that a field Accept prefers: the first of those offered where it says nothing.
    ///
    /// RFC 9110, 12.5.1: the most specific range that matches gives the quality.
    ///
    /// - Returns: `nil` where none is acceptable.
    static func preferred(by accept: String?, among offered: [Representation]) -> Representation? {
        guard let accept, !accept.isEmpty else { return offered.first }
        let ranges = QualityList(accept).entries
        guard !ranges.isEmpty else { return offered.first }
        func quality(_ representation: Representation) -> Double {
            var found: (specificity: Int, quality: Double) = (-1, 0)
            for range in ranges {
                let specificity: Int
                if representation.acceptable.contains(range.value) {
                    specificity = 2
                } else if range.value.hasSuffix("/*"),
                    representation.acceptable.contains(where: { $0.hasPrefix(range.value.dropLast()) })
                {
                    specificity = 1
                } else if range.value == "*/*" || range.value == "*" {
                    specificity = 0
                } else {
                    continue
                }
                if specificity > found.specificity { found = (specificity, range.quality) }
            }
            return found.quality
        }
        let best = offered.map { ($0, quality($0)) }.filter { $0.1 > 0 }
        guard let top = best.map(\.1).max() else { return nil }
        return best.first { $0.1 == top }?.0
    }
}

/// Values in the order of a field, each with its quality (RFC 9110, 12.4.2).
struct QualityList {
    var entries: [(value: String, quality: Double)] = []

    init(_ field: String) {
        for part in field.split(separator: ",").prefix(64) {
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let value = pieces.first, !value.isEmpty else { continue }
            let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            entries.append((value, min(max(quality, 0), 1)))
        }
    }
}
