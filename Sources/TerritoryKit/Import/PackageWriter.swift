internal import Foundation

/// Writes a package into a folder beside its place, where it is read back and checked before it takes that place.
struct PackageWriter {
    let draft: PackageDraft
    let directory: String
    let referencePackage: String

    /// - Returns: The package as it was read back.
    /// - Throws: ``ImportError`` if the package does not pass its own checks; nothing has changed then.
    func write() throws -> DataPackage {
        let staging = directory + "/.import-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: staging) }
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
        for folder in PackageFile.folders {
            let resources =
                imported.filter { $0.file.folder == folder }.map(\.resource)
                + kept.filter { $0.folder == folder }.map(keptResource)
            guard !resources.isEmpty else { continue }
            files.append((folder + "/datapackage.json", try descriptor(of: folder, resources)))
        }
        for (path, bytes) in files { try write(bytes, to: staging + "/" + path) }
        var package = try readBack(staging)
        package.directory = directory
        for (path, _) in files { try move(staging + "/" + path, to: directory + "/" + path) }
        return package
    }

    /// Problems are told under the names that the files will have.
    private func readBack(_ staging: String) throws -> DataPackage {
        do {
            return try DataPackage(directory: staging)
        } catch {
            throw ImportError(
                error.problems.map { problem in
                    var problem = problem
                    problem.file = problem.file.replacing(staging + "/", with: directory == "." ? "" : directory + "/")
                    return problem
                })
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    private func move(_ path: String, to target: String) throws {
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: target).deletingLastPathComponent(), withIntermediateDirectories: true)
        guard rename(path, target) == 0 else { throw StorageError.cannotWrite(target) }
    }

    private typealias File = (file: PackageFile, bytes: [UInt8], resource: Descriptor.Resource)

    private func importedFiles() -> [File] {
        PackageFile.all.filter(\.isImported).compactMap { file in
            switch file.content {
            case .table(let schema):
                guard let table = draft.tables.first(where: { $0.path == file.path }) else { return nil }
                let bytes = CSVWriter.bytes(header: schema.fields.map(\.name), rows: table.rows)
                return (file, bytes, resource(file, bytes, schema, [table.source]))
            case .communeShapes:
                let bytes = ShapeWriter.bytes(draft.communeShapes)
                return (file, bytes, resource(file, bytes, nil, sources(draft.communeSource)))
            case .qpvShapes:
                let bytes = ShapeWriter.bytes(draft.qpvShapes)
                return (file, bytes, resource(file, bytes, nil, sources(draft.qpvSource)))
            case .repairs:
                let bytes = RepairTable.bytes(draft.repairs)
                return (file, bytes, resource(file, bytes, RepairTable.schema, sources(draft.communeSource)))
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
        var schema: TableSchema?
        if case .table(let table) = file.content { schema = table }
        var resource = resource(file, [], schema, [])
        (resource.bytes, resource.hash) = (nil, nil)
        return resource
    }

    private func resource(
        _ file: PackageFile, _ bytes: [UInt8], _ schema: TableSchema?, _ sources: [Descriptor.Source]
    ) -> Descriptor.Resource {
        let isTable = file.path.hasSuffix(".csv")
        return Descriptor.Resource(
            name: file.name, path: String(file.path.dropFirst(file.folder.count + 1)),
            title: schema?.title ?? file.name, profile: isTable ? "tabular-data-resource" : "data-resource",
            format: isTable ? "csv" : "geojson", mediatype: isTable ? "text/csv" : "application/geo+json",
            bytes: bytes.count, hash: SHA256Hash.of(bytes), table: schema?.name,
            schema: schema.map(Descriptor.Schema.init),
            sources: sources, licenses: Descriptor.License.known)
    }

    private func descriptor(of folder: String, _ resources: [Descriptor.Resource]) throws -> [UInt8] {
        let descriptor = Descriptor(
            name: "territory-" + folder.replacing("/", with: "-"), title: "Territories: \(folder)",
            scope: draft.scope.description, resources: resources)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(descriptor)) + [0x0A]
    }
}
