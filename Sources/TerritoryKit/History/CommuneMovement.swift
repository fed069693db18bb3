public import TerritoryFormats

/// One event of the communes' history, as INSEE's code officiel géographique prints it (file `v_mvt_commune`).
public struct CommuneMovement: Hashable, Codable, Sendable {
    /// INSEE's `MOD`: what kind of event it was.
    public enum Kind: Int, CaseIterable, Codable, Sendable {
        case nameChange = 10
        case creation = 20
        case restoration = 21
        case suppression = 30
        case simpleMerger = 31
        case newCommune = 32
        case associationMerger = 33
        case associationEnded = 34
        case delegatedCommuneSuppressed = 35
        case departementChange = 41
        case seatTransfer = 50
        case associatedToDelegated = 70
        case delegatedRestored = 71
        case delegatedCreated = 72

        public var label: LocalizedText {
            switch self {
            case .nameChange: LocalizedText(fr: "changement de nom", en: "change of name")
            case .creation: LocalizedText(fr: "création", en: "creation")
            case .restoration: LocalizedText(fr: "rétablissement", en: "restoration")
            case .suppression: LocalizedText(fr: "suppression", en: "suppression")
            case .simpleMerger: LocalizedText(fr: "fusion simple", en: "merger")
            case .newCommune: LocalizedText(fr: "création d’une commune nouvelle", en: "merger into a commune nouvelle")
            case .associationMerger: LocalizedText(fr: "fusion-association", en: "merger by association")
            case .associationEnded:
                LocalizedText(
                    fr: "passage de fusion-association à fusion simple", en: "association turned into a full merger")
            case .delegatedCommuneSuppressed:
                LocalizedText(fr: "suppression d’une commune déléguée", en: "suppression of a commune déléguée")
            case .departementChange:
                LocalizedText(fr: "changement de code (de département)", en: "change of code (of département)")
            case .seatTransfer:
                LocalizedText(
                    fr: "changement de code (transfert de chef-lieu)", en: "change of code (transfer of the seat)")
            case .associatedToDelegated:
                LocalizedText(fr: "commune associée devenue déléguée", en: "commune associée turned déléguée")
            case .delegatedRestored:
                LocalizedText(fr: "rétablissement d’une commune déléguée", en: "restoration of a commune déléguée")
            case .delegatedCreated:
                LocalizedText(fr: "création d’une commune déléguée", en: "creation of a commune déléguée")
            }
        }
    }

    /// One end of a movement.
    ///
    /// INSEE’s types: COM (commune), COMA (associée), COMD (déléguée).
    public struct End: Hashable, Codable, Sendable {
        public var type: String
        public var code: CommuneCode
        public var name: String

        public init(type: String, code: CommuneCode, name: String) {
            self.type = type
            self.code = code
            self.name = name
        }

        var isCommune: Bool { type == "COM" }
    }

    public var kind: Kind
    public var date: CivilDate
    /// `nil` for a commune made from ground that had none.
    @ExplicitNull public var before: End?
    /// `nil` for ground that stopped being a commune, such as Saint-Martin in 2007.
    @ExplicitNull public var after: End?

    public init(kind: Kind, date: CivilDate, before: End?, after: End?) {
        self.kind = kind
        self.date = date
        self.before = before
        self.after = after
    }
}
