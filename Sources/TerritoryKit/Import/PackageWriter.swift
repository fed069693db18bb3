internal import Foundation

/// Writes a package: every file beside its place first, then each into its place.
struct PackageWriter {
    let draft: PackageDraft
    let directory: String
    let referencePackage: String

    func write() throws {
        var files = importedFiles()
        let kept = try keptFiles()
        for folder in PackageFile.folders {
            let resources = files.filter { $0.file.folder == folder }.map(\.resource)
                + kept.filter { $0.folder == folder }.map(keptResource)
            guard !resources.isEmpty else { continue }
            files.append(
                (
                    PackageFile(path: folder + "/datapackage.json", content: .repairs),
                    try descriptor(of: folder, resources), resources[0]
                ))
        }
        try place(files.map { ($0.file.path, $0.bytes) })
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

    /// The files that are kept by hand; they come along where the package is made in another place.
    private func keptFiles() throws -> [PackageFile] {
        let files = PackageFile.all.filter { file in
            !file.isImported && FileManager.default.fileExists(atPath: referencePackage + "/" + file.path)
        }
        guard referencePackage != directory else { return files }
        let paths = files.filter { $0.folder == "data/reference" }.map(\.path) + ["data/reference/sources.csv"]
        try place(paths.map { ($0, try SourceFile.bytes(of: referencePackage + "/" + $0)) })
        return files.filter { $0.folder == "data/reference" }
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
            bytes: bytes.count, hash: SHA256Hash.of(bytes), table: schema?.name, schema: schema.map(Descriptor.Schema.init),
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

    private func place(_ files: [(path: String, bytes: [UInt8])]) throws {
        let manager = FileManager.default
        for (path, bytes) in files {
            let target = URL(fileURLWithPath: directory + "/" + path)
            try manager.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: target.appendingPathExtension("new"))
        }
        for (path, _) in files {
            let target = directory + "/" + path
            guard rename(target + ".new", target) == 0 else { throw StorageError.cannotWrite(target) }
        }
    }
}
