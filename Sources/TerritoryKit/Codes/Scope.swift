/// The territory that a package or a database covers.
public enum Scope: Hashable, Sendable, CustomStringConvertible {
    /// A région, with the outside members of the EPCIs that cross its border.
    case region(RegionCode)
    case france

    public init?(_ text: String) {
        if text == "france" {
            self = .france
        } else if text.hasPrefix("region:"), let code = RegionCode(rawValue: String(text.dropFirst(7))) {
            self = .region(code)
        } else {
            return nil
        }
    }

    public var description: String {
        switch self {
        case .region(let code): "region:\(code)"
        case .france: "france"
        }
    }

    /// Whether a région is wholly within the scope.
    package func covers(_ region: RegionCode) -> Bool {
        switch self {
        case .region(let code): code == region
        case .france: true
        }
    }
}
