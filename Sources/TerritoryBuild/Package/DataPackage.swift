internal import Foundation
public import TerritoryFormats
package import TerritoryGeometry
package import TerritoryKit

/// The normalised data package: checked tables and shapes, as the builder reads them from `geo/` and `data/`.
public struct DataPackage: Sendable {
    package struct Shape: Sendable {
        var line: Int
        var name: String
        package var geometry: MultiPolygon
    }

    var directory: String
    var scope: Scope
    var tables: [String: Table] = [:]
    package var communeShapes: [CommuneCode: Shape] = [:]
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
    /// - Throws: `ImportError` with every problem of every file.
    public init(directory: String, acceptsEdits: Bool = false) throws(ImportError) {
        var reader = PackageReader(directory: directory, acceptsEdits: acceptsEdits)
        self = try reader.read()
    }
}
