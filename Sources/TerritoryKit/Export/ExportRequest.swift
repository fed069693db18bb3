/// A layer that can be exported as GeoJSON.
public enum ExportLayer: Hashable, Sendable {
    /// The territories of a kind other than a grouping.
    case territories(TerritoryKind)
    /// The zones of a zoning: one feature for each class that is in it, dissolved.
    case zones(of: String)

    /// Reads the word for a kind of territory, or else takes the code of a zoning, such as `frr`.
    public init(word: String) {
        if let kind = TerritoryKind(word: word), kind != .grouping {
            self = .territories(kind)
        } else {
            self = .zones(of: word.lowercased())
        }
    }

    /// `commune`, `epci`, `frr` …: the name of the layer in its file.
    public var word: String {
        switch self {
        case .territories(let kind): kind.rawValue
        case .zones(let zoning): zoning
        }
    }
}

/// What to export.
public struct ExportRequest: Sendable {
    public var layer: ExportLayer
    /// Names of the properties to write, in this order; `nil` for all but the zonings.
    public var properties: [String]?
    /// Only what shares a commune with this territory is exported.
    public var parent: TerritoryReference?
    /// A zoning, or a zoning and a class such as `frr:frr_plus`: only communes in it are exported.
    public var zoning: String?
    /// The day whose lists of the zonings are taken; `nil` takes the latest.
    public var date: CivilDate?
    /// Borders move by about this much at most; `nil` for the boundaries as they are.
    ///
    /// Shared borders stay shared.
    public var simplificationInMeters: Double?
    /// Whether the outside members of EPCIs are exported too.
    public var includesOutside: Bool

    public init(
        layer: ExportLayer, properties: [String]? = nil, parent: TerritoryReference? = nil, zoning: String? = nil,
        on date: CivilDate? = nil, simplificationInMeters: Double? = nil, includesOutside: Bool = false
    ) {
        self.layer = layer
        self.properties = properties
        self.parent = parent
        self.zoning = zoning
        self.date = date
        self.simplificationInMeters = simplificationInMeters
        self.includesOutside = includesOutside
    }

    /// Whether the answer takes a zoning, of the request or among the properties.
    var asksForZonings: Bool {
        if case .zones = layer { return true }
        return zoning != nil || properties != nil
    }

    /// Whether every commune passes the filters.
    var selectsEveryCommune: Bool {
        layer == .territories(.commune) && includesOutside && parent == nil && zoning == nil
    }
}
