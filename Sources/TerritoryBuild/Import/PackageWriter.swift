internal import Foundation
internal import TerritoryFormats
internal import TerritoryKit

/// Writes a package into a folder beside its place, where it is read back and checked before it takes that place.
struct PackageWriter {
    let draft: PackageDraft
    let folder: PackageFolder
    let referencePackage: String
    /// The table of sources with the lists that this import added; `nil` where it stays as it is.
    let sourceList: [UInt8]?

    /// - Returns: The package as it was read back.
    /// - Throws: ``ImportError`` if the package does not pass its own checks, ``FileError`` where it cannot be
    ///   written; all of it is written then, or nothing.
    func write() throws -> DataPackage {
        let imported = importedFiles()
        let kept = keptFiles()
        var files = imported.map { ($0.file.path, $0.bytes) }
        for file in kept { files.append((file.path, try SourceFile.bytes(of: referencePackage + "/" + file.path))) }
        if referencePackage != directory {
            for path in ["data/reference/sources.csv", "data/reference/corrections.csv"]
            where FileManager.default.fileExists(atPath: referencePackage + "/" + path) {
                files.append((path, try SourceFile.bytes(of: referencePackage + "/" + path)))
            }
        }
        if let sourceList {
            files.removeAll { $0.0 == "data/reference/sources.csv" }
            files.append(("data/reference/sources.csv", sourceList))
        }
        for folder in PackageFile.folders {
            let resources =
                imported.filter { $0.file.folder == folder }.map(\.resource)
                + kept.filter { $0.folder == folder }.map(keptResource)
            guard !resources.isEmpty else { continue }
            files.append(
                (folder + "/datapackage.json", try Self.descriptor(of: folder, resources, scope: draft.scope)))
        }
        let staging = try folder.draft(files.map { (path: $0.0, bytes: $0.1) })
        defer { folder.discard(staging) }
        var package = try readBack(staging)
        package.directory = directory
        try folder.accept(staging)
        return package
    }

    private var directory: String { folder.path }

    /// Problems are told under the names that the files will have.
    private func readBack(_ staging: String) throws -> DataPackage {
        do {
            let package = try DataPackage(directory: staging)
            let invalid = try ShapeValidity(package: package).problems()
            guard invalid.isEmpty else { throw ImportError(invalid) }
            return package
        } catch let error as ImportError {
            throw ImportError(
                error.problems.map { problem in
                    var problem = problem
                    problem.file = problem.file.replacing(staging + "/", with: directory == "." ? "" : directory + "/")
                    return problem
                })
        }
    }

    private typealias File = (file: PackageFile, bytes: [UInt8], resource: Descriptor.Resource)

    private func importedFiles() -> [File] {
        PackageFile.all.filter(\.isImported).compactMap { file in
            switch file.content {
            case .table(let schema):
                guard let table = draft.tables.first(where: { $0.path == file.path }) else { return nil }
                let bytes = CSVWriter.bytes(header: schema.fields.map(\.name), rows: table.rows)
                return (file, bytes, Self.resource(file, bytes, sources: table.sources))
            case .communeShapes:
                let bytes = ShapeWriter.bytes(draft.communeShapes)
                return (file, bytes, Self.resource(file, bytes, sources: sources(draft.communeSource)))
            case .qpvShapes:
                let bytes = ShapeWriter.bytes(draft.qpvShapes)
                var resource = Self.resource(file, bytes, sources: sources(draft.qpvSource))
                resource.knownWithinMeters = draft.knownQPVRadiusInMeters
                return (file, bytes, resource)
            case .repairs:
                let bytes = RepairTable.bytes(draft.repairs)
                return (file, bytes, Self.resource(file, bytes, sources: sources(draft.communeSource)))
            }
        }
    }

    private func sources(_ source: RawSource?) -> [Descriptor.Source] { source.map { [$0.description()] } ?? [] }

    /// The files that are kept by hand; those of the reference come along where the package is made in another place.
    private func keptFiles() -> [PackageFile] {
        PackageFile.all.filter { file in
            !file.isImported && (referencePackage == directory || file.folder == "data/reference")
                && FileManager.default.fileExists(atPath: referencePackage + "/" + file.path)
        }
    }

    private func keptResource(_ file: PackageFile) -> Descriptor.Resource {
        var resource = Self.resource(file, [], sources: [])
        (resource.bytes, resource.hash) = (nil, nil)
        return resource
    }

    static func resource(
        _ file: PackageFile, _ bytes: [UInt8], sources: [Descriptor.Source]
    ) -> Descriptor.Resource {
        var schema: TableSchema?
        switch file.content {
        case .table(let table): schema = table
        case .repairs: schema = RepairTable.schema
        case .communeShapes, .qpvShapes: break
        }
        let isTable = file.path.hasSuffix(".csv")
        return Descriptor.Resource(
            name: file.name, path: String(file.path.dropFirst(file.folder.count + 1)),
            title: schema?.title ?? file.name, profile: isTable ? "tabular-data-resource" : "data-resource",
            format: isTable ? "csv" : "geojson", mediatype: isTable ? "text/csv" : "application/geo+json",
            bytes: bytes.count, hash: SHA256Hash.of(bytes), table: schema?.name,
            schema: schema.map(Descriptor.Schema.init),
            sources: sources, licenses: Descriptor.License.of(sources))
    }

    static func descriptor(
        of folder: String, _ resources: [Descriptor.Resource], scope: Scope
    ) throws -> [UInt8] {
        let descriptor = Descriptor(
            name: "territory-" + folder.replacing("/", with: "-"), title: "Territories: \(folder)",
            scope: scope.description, resources: resources)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(descriptor)) + [0x0A]
    }
}
