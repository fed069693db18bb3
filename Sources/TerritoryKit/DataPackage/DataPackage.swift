internal import Foundation

/// The normalised data package: checked tables and shapes, as the builder reads them from `geo/` and `data/`.
public struct DataPackage: Sendable {
    struct Shape: Sendable {
        var line: Int
        var name: String
        var geometry: MultiPolygon
    }

    var directory: String
    var scope: Scope
    var tables: [String: Table] = [:]
    var communeShapes: [CommuneCode: Shape] = [:]
    var qpvShapes: [QPVCode: Shape] = [:]
    var programmes: [Programme] = []
    var sources: [Descriptor.Resource] = []
    /// Files that are no longer the ones that were imported.
    var editedFiles: [String] = []

    /// Whether the shapes may be other than those that an import wrote, which checked them.
    var hasUncheckedShapes: Bool {
        editedFiles.contains { $0.hasPrefix("geo/") }
            || sources.contains { $0.path.hasPrefix("geo/") && $0.hash == nil }
    }

    /// A path of the package as messages show it.
    func shown(_ path: String) -> String { directory == "." ? path : directory + "/" + path }

    func rows(_ schema: TableSchema) -> [Table.Row] { tables[schema.name]?.rows ?? [] }

}

extension DataPackage {
    /// Reads and checks a package.
    ///
    /// - Parameters:
    ///   - directory: The folder that holds `geo/` and `data/`.
    ///   - acceptsEdits: Whether a file may differ from the one that was imported; the database then says so.
    /// - Throws: ``ImportError`` with every problem of every file.
    public init(directory: String, acceptsEdits: Bool = false) throws(ImportError) {
        var reader = PackageReader(directory: directory, acceptsEdits: acceptsEdits)
        self = try reader.read()
    }
}

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
    func covers(_ region: RegionCode) -> Bool {
        switch self {
        case .region(let code): code == region
        case .france: true
        }
    }
}
