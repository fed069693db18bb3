internal import Foundation
internal import TerritoryFormats
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

    /// A path of the package as messages show it.
    func shown(_ path: String) -> String { directory == "." ? path : directory + "/" + path }

    func rows(_ schema: TableSchema) -> [Table.Row] { tables[schema.name]?.rows ?? [] }

    /// Metres around the scope within which every QPV is here; `nil` where those of the scope are alone.
    var knownQPVRadius: Int? { sources.first { $0.path == "geo/qpv.geojson" }?.knownWithinMeters }

    /// The vintage of the latest list of each role of source.
    var latestVintages: [String: String] {
        sources.flatMap(\.sources).reduce(into: [String: Descriptor.Source]()) { latest, source in
            if let known = latest[source.role], known.validFrom ?? known.date >= source.validFrom ?? source.date {
                return
            }
            latest[source.role] = source
        }
        .mapValues(\.vintage)
    }

    /// The rows of the latest list of each zoning.
    var latestClasses: [Table.Row] {
        let vintages = latestVintages
        let vintageOf = rows(Tables.zoning).reduce(into: [String: String]()) {
            $0[$1.values[0]] = vintages[$1.values[4]]
        }
        return rows(Tables.communeZoning).filter { $0.values[2] == vintageOf[$0.values[1]] }
    }

}

extension DataPackage {
    /// Reads and checks a package.
    ///
    /// - Parameters:
    ///   - directory: The folder that holds `geo/` and `data/`.
    ///   - acceptsEdits: Whether a file may differ from the one that was imported; the database then says so.
    /// - Throws: `ImportError` with every problem of every file, `FileError` where another program writes to it.
    public init(directory: String, acceptsEdits: Bool = false) throws {
        try self.init(in: PackageFolder(directory, for: .reading), acceptsEdits: acceptsEdits)
    }

    /// Reads a package that is held.
    init(in folder: PackageFolder, acceptsEdits: Bool) throws(ImportError) {
        var reader = PackageReader(directory: folder.path, acceptsEdits: acceptsEdits)
        self = try reader.read()
        withExtendedLifetime(folder) {}
    }
}
