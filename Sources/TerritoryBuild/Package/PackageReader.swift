internal import Foundation
internal import TerritoryFormats
internal import TerritoryKit

/// Reads a package from its folders, collecting every problem on the way.
struct PackageReader {
    let acceptsEdits: Bool
    var problems: [SourceProblem] = []
    var package: DataPackage

    init(directory: String, acceptsEdits: Bool) {
        self.acceptsEdits = acceptsEdits
        package = DataPackage(directory: directory, scope: .france)
    }

    mutating func read() throws(ImportError) -> DataPackage {
        for file in PackageFile.all {
            if case .table(let schema) = file.content, package.tables[schema.name] == nil {
                package.tables[schema.name] = Table(schema)
            }
        }
        let described = PackageFile.folders.flatMap { resources(of: $0) }
        let present = PackageFile.all.compactMap { file in
            described.first { $0.path == file.path }.map { (file, $0) }
        }
        for file in PackageFile.all where file.isRequired && !present.contains(where: { $0.0.path == file.path }) {
            problems.append(
                SourceProblem(file: package.shown(file.folder + "/datapackage.json"), .missingResource(file.path)))
        }
        take(present.parallelMap { [self] in part(of: $0, describedBy: $1) })
        package.sources = described
        let rules = Deferred { [package] in ProgrammeFiles(package) }
        problems += PackageChecks(package: package).problems()
        problems += rules.value.problems
        package.programmes = rules.value.programmes
        // Shapes are checked at the build; where the package is refused already, what is wrong with them is told too.
        if !problems.isEmpty {
            problems += (try? ShapeValidity(package: package).problems()) ?? []
        }
        guard problems.isEmpty else { throw ImportError(problems) }
        return package
    }

    /// The resources of a folder, with their paths seen from the package; none for a folder that is not there.
    private mutating func resources(of folder: String) -> [Descriptor.Resource] {
        let path = folder + "/datapackage.json"
        guard FileManager.default.fileExists(atPath: package.shown(folder)), !isEmpty(folder) else { return [] }
        do {
            let bytes = try SourceFile.bytes(of: package.shown(path))
            let document = try DocumentNode(json: bytes, file: package.shown(path))
            let defects = DescriptorChecks(document, file: package.shown(path)).problems()
            problems += defects
            if !defects.isEmpty { return [] }
            let descriptor = try JSONDecoder().decode(Descriptor.self, from: Data(bytes))
            if folder == "data" {
                guard let scope = Scope(descriptor.scope) else {
                    problems.append(SourceProblem(file: package.shown(path), .notAScope(descriptor.scope)))
                    return []
                }
                package.scope = scope
            }
            return descriptor.resources.map { resource in
                var resource = resource
                resource.path = folder + "/" + resource.path
                return resource
            }
        } catch let error as ImportError {
            problems += error.problems
        } catch {
            problems.append(SourceProblem(file: package.shown(path), .notADescriptor))
        }
        return []
    }

    /// Whether a folder that may be missing is there, with no file of a package in it.
    private func isEmpty(_ folder: String) -> Bool {
        guard folder == OwnData.folder else { return false }
        let names = PackageFile.all.filter { $0.folder == folder }.map(\.path) + [folder + "/datapackage.json"]
        return !names.contains { FileManager.default.fileExists(atPath: package.shown($0)) }
    }

    /// What one file holds, and what is wrong with it.
    private struct Part: Sendable {
        var file: PackageFile
        var isEdited = false
        var table: Table?
        var communeShapes: [CommuneCode: DataPackage.Shape]?
        var qpvShapes: [QPVCode: DataPackage.Shape]?
        var problems: [SourceProblem] = []
    }

    private mutating func take(_ parts: [Part]) {
        for part in parts {
            problems += part.problems
            if part.isEdited { package.editedFiles.append(part.file.path) }
            if let shapes = part.communeShapes { package.communeShapes = shapes }
            if let shapes = part.qpvShapes { package.qpvShapes = shapes }
        }
        let tables = Dictionary(grouping: parts.compactMap(\.table), by: \.schema.name)
        for (name, table) in Array(tables).parallelMap({ ($0.key, Table(joining: $0.value)) }) {
            package.tables[name] = table
        }
    }

    /// The tables without which there is no country.
    private static let needsRows = [Tables.region, Tables.departement, Tables.commune].map(\.name)

    private func part(of file: PackageFile, describedBy resource: Descriptor.Resource) -> Part {
        var part = Part(file: file)
        let path = package.shown(file.path)
        let bytes: [UInt8]
        do {
            bytes = try SourceFile.bytes(of: path)
        } catch {
            part.problems = error.problems
            return part
        }
        if let expected = resource.hash, case let found = SHA256Hash.of(bytes), found != expected {
            part.isEdited = true
            if !acceptsEdits {
                part.problems.append(SourceProblem(file: path, .edited(found: found, expected: expected)))
            }
        }
        switch file.content {
        case .table(let schema):
            let csv = CSVTable(file: path, bytes: bytes, problems: &part.problems)
            guard !csv.header.isEmpty else { return part }
            var table = Table(schema)
            table.append(csv, problems: &part.problems)
            if csv.rows.isEmpty, part.problems.isEmpty, Self.needsRows.contains(schema.name) {
                part.problems.append(SourceProblem(file: path, line: 1, .noRow))
            }
            part.table = table
        case .communeShapes: part.communeShapes = Self.shapes(in: path, bytes, &part.problems)
        case .qpvShapes: part.qpvShapes = Self.shapes(in: path, bytes, &part.problems)
        case .repairs: break
        }
        return part
    }

    private static func shapes<Code: OfficialCode>(
        in file: String, _ bytes: [UInt8], _ problems: inout [SourceProblem]
    ) -> [Code: DataPackage.Shape] {
        var shapes: [Code: DataPackage.Shape] = [:]
        for feature in ShapeFile.features(in: file, bytes: bytes, Code.self, problems: &problems) {
            if let first = shapes[feature.code] {
                problems.append(
                    SourceProblem(
                        file: file, line: feature.line,
                        .duplicate(feature.code.rawValue, column: "code", firstLine: first.line)))
            }
            shapes[feature.code] = DataPackage.Shape(
                line: feature.line, name: feature.name, geometry: feature.geometry)
        }
        return shapes
    }
}
