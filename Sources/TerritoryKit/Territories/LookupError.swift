public import TerritoryFormats

/// A question about something that the file does not have.
public enum LookupError: TerritoryError, Hashable {
    /// A text that is neither a code nor a name of the file.
    case noSuchName(String, DataStamp)
    case noSuchCode(String, DataStamp)
    /// A text that several territories answer to; none where a former commune has no successor.
    case ambiguous(String, [TerritoryReference], former: String?)
    case noSuchIndicator(String)
    case noSuchFigure(String)
    case noSuchMeasure(String)
    /// A kind of territory of which the file has no layer of shapes.
    case noSuchLayer(TerritoryKind)
    /// A kind of territory that is not made of whole communes.
    case notMadeOfCommunes(TerritoryKind)
    case noShape(TerritoryReference)

    public var cause: ErrorCause { .notFound }

    public var message: LocalizedText {
        switch self {
        case .noSuchName(let text, let stamp):
            LocalizedText(
                fr: "\(text.inFrenchQuotes) n’est ni un code ni le nom d’un territoire de cette base "
                    + "(\(stamp.scopeText), \(stamp.vintage))\u{202F}; commune (12145), EPCI (243100518), arrondissement "
                    + "(121), département (48), région (76), QPV (QN03016M) ou nom attendu",
                en: "\(text.inEnglishQuotes) is neither a code nor the name of a territory in this database "
                    + "(\(stamp.scopeText), \(stamp.vintage)); a commune (12145), EPCI (243100518), arrondissement (121), "
                    + "département (48), région (76), QPV (QN03016M) or a name is expected")
        case .noSuchCode(let text, let stamp):
            LocalizedText(
                fr: "\(text.inFrenchQuotes) n’est le code d’aucun territoire de cette base ("
                    + "\(stamp.scopeText), \(stamp.vintage))",
                en: "\(text.inEnglishQuotes) is the code of no territory in this database "
                    + "(\(stamp.scopeText), \(stamp.vintage))")
        case .ambiguous(let text, let candidates, let former): Self.ambiguity(text, candidates, former)
        case .noShape(let territory):
            LocalizedText(
                fr: "\(territory.name) (\(territory.code)) n’a pas de contour dans cette base",
                en: "\(territory.name) (\(territory.code)) has no shape in this database")
        case .notMadeOfCommunes(let kind):
            LocalizedText(
                fr:
                    "\(kind.rawValue.inFrenchQuotes) n’est pas fait de communes entières\u{202F}: des valeurs par commune "
                    + "ne s’y additionnent pas",
                en:
                    "\(kind.rawValue.inEnglishQuotes) is not made of whole communes: values by commune do not add up to it"
            )
        case .noSuchLayer(let kind):
            LocalizedText(
                fr: "cette base n’a pas de couche de contours pour \(kind.rawValue.inFrenchQuotes)",
                en: "this database has no layer of shapes for \(kind.rawValue.inEnglishQuotes)")
        case .noSuchFigure(let code):
            LocalizedText(
                fr: "\(code.inFrenchQuotes) n’est le code d’aucun chiffre du rapport",
                en: "\(code.inEnglishQuotes) is the code of no figure of the report")
        case .noSuchMeasure(let text):
            LocalizedText(
                fr: "\(text.inFrenchQuotes) n’est ni le numéro ni l’identifiant d’une mesure",
                en: "\(text.inEnglishQuotes) is neither the number nor the identifier of a measure")
        case .noSuchIndicator(let code):
            LocalizedText(
                fr: "\(code.inFrenchQuotes) n’est le code d’aucun indicateur",
                en: "\(code.inEnglishQuotes) is the code of no indicator")
        }
    }

    private static func ambiguity(
        _ text: String, _ candidates: [TerritoryReference], _ former: String?
    ) -> LocalizedText {
        let list =
            candidates.prefix(12).map { "\($0.kind.rawValue):\($0.code) (\($0.name))" }.joined(separator: ", ")
            + (candidates.count > 12 ? "…" : "")
        if let former {
            return candidates.isEmpty
                ? LocalizedText(
                    fr: "\(text.inFrenchQuotes) (\(former)) n’a laissé son territoire à aucune commune de France",
                    en: "\(text.inEnglishQuotes) (\(former)) left its ground to no commune of France")
                : LocalizedText(
                    fr: "\(text.inFrenchQuotes) (\(former)) s’est partagée entre plusieurs communes\u{202F}: \(list)",
                    en: "\(text.inEnglishQuotes) (\(former)) was split between several communes: \(list)")
        }
        return LocalizedText(
            fr: "\(text.inFrenchQuotes) désigne plusieurs territoires\u{202F}: \(list)",
            en: "\(text.inEnglishQuotes) names several territories: \(list)")
    }
}
