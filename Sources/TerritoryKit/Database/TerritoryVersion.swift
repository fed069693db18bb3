/// The version of the project: the one place that says it.
public enum TerritoryVersion {
    /// By Semantic Versioning 2.0.0.
    public static let current = "0.2.0"
}
