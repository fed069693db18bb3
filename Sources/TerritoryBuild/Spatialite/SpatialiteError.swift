public import TerritoryFormats

/// SpatiaLite cannot be used.
public struct SpatialiteError: TerritoryError, Hashable {
    public var cause: ErrorCause { .unusableDatabase }

    public var message: LocalizedText {
        LocalizedText(
            fr: "SpatiaLite ne se charge pas\u{202F}; le paquet libspatialite-dev est attendu",
            en: "SpatiaLite does not load; the package libspatialite-dev is expected")
    }
}
