internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// The ground of a territory with its code, as a file gives it.
struct NamedShape<Code: OfficialCode>: Sendable {
    var line: Int
    var code: Code
    var name: String
    var geometry: MultiPolygon
}

enum ShapeFile {
    static let communeProperties = ["code", "insee_com", "INSEE_COM", "code_insee"]
    static let qpvProperties = ["code", "code_qp", "CODE_QP"]
    static let nameProperties = ["name", "nom", "NOM", "NOM_COM", "nom_officiel", "lib_qp", "LIB_QP"]

    /// Reads the polygons of a GeoJSON file of the package that carry a code.
    static func features<Code: OfficialCode>(
        in file: String, bytes: [UInt8], _ type: Code.Type, problems: inout [SourceProblem]
    ) -> [NamedShape<Code>] {
        do {
            let features = try GeoJSONReader.features(in: bytes, file: file)
            let shapes = shapes(features, in: file, type, problems: &problems)
            problems += empty(shapes, in: file)
            return shapes
        } catch {
            problems += error.problems
            return []
        }
    }

    static func empty<Code>(_ shapes: [NamedShape<Code>], in file: String) -> [SourceProblem] {
        shapes.filter(\.geometry.isEmpty).map {
            SourceProblem(file: file, line: $0.line, .missingPolygon($0.code.rawValue))
        }
    }

    static func shapes<Code: OfficialCode>(
        _ features: [GeoJSONFeature], in file: String, _ type: Code.Type, problems: inout [SourceProblem]
    ) -> [NamedShape<Code>] {
        let codeProperties = type == QPVCode.self ? qpvProperties : communeProperties
        return features.compactMap { feature in
            let found = codeProperties.lazy.compactMap { text(feature.properties[$0]) }.first
            guard let found else {
                problems.append(
                    SourceProblem(file: file, line: feature.line, .missingProperty(oneOf: codeProperties)))
                return nil
            }
            guard let code = Code(rawValue: found) else {
                problems.append(
                    SourceProblem(
                        file: file, line: feature.line,
                        .invalid(InvalidCode(value: found, expectation: Code.expectation), column: "code")))
                return nil
            }
            let name = nameProperties.lazy.compactMap { text(feature.properties[$0]) }.first ?? ""
            return NamedShape(
                line: feature.line, code: code, name: name.straightApostrophes,
                geometry: feature.multiPolygon ?? MultiPolygon())
        }
    }

    private static func text(_ property: GeoJSONProperty?) -> String? {
        guard let text = property?.identifier, !text.isEmpty else { return nil }
        return text
    }
}

extension LocalizedText {
    static func missingProperty(oneOf names: [String]) -> LocalizedText {
        let list = names.joined(separator: ", ")
        return LocalizedText(
            fr: "l’entité n’a pas de code\u{202F}; une propriété parmi \(list) est attendue",
            en: "the feature has no code; a property among \(list) is expected")
    }

    static func missingPolygon(_ code: String) -> LocalizedText {
        LocalizedText(
            fr: "\(code.inFrenchQuotes) n’a pas de polygone\u{202F}; un Polygon ou un MultiPolygon est attendu",
            en: "\(code.inEnglishQuotes) has no polygon; a Polygon or a MultiPolygon is expected")
    }
}
