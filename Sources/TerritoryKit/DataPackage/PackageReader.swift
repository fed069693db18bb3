internal import Foundation

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
        for file in PackageFile.all {
            if let resource = described.first(where: { $0.path == file.path }) {
                read(file, describedBy: resource)
            } else if file.isRequired {
                problems.append(
                    SourceProblem(
                        file: package.shown(file.folder + "/datapackage.json"), .missingResource(file.path)))
            }
        }
        package.sources = described
        problems += PackageChecks(package: package).problems()
        let rules = ProgrammeFiles(package)
        problems += rules.problems
        package.programmes = rules.programmes
        // Shapes are checked at the build; where the package is refused already, what is wrong with them is told too.
        if !problems.isEmpty, package.editedFiles.contains(where: { $0.hasPrefix("geo/") }) {
            problems += (try? ShapeValidity(package: package).problems()) ?? []
        }
        guard problems.isEmpty else { throw ImportError(problems) }
        return package
    }

    /// The resources of a folder, with their paths seen from the package; none for a folder that is not there.
    private mutating func resources(of folder: String) -> [Descriptor.Resource] {
        let path = folder + "/datapackage.json"
        guard FileManager.default.fileExists(atPath: package.shown(folder)) else { return [] }
        do {
            let bytes = try SourceFile.bytes(of: package.shown(path))
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

    private mutating func read(_ file: PackageFile, describedBy resource: Descriptor.Resource) {
        let bytes: [UInt8]
        do {
            bytes = try SourceFile.bytes(of: package.shown(file.path))
        } catch {
            problems += error.problems
            return
        }
        if let expected = resource.hash, case let found = SHA256Hash.of(bytes), found != expected {
            package.editedFiles.append(file.path)
            if !acceptsEdits {
                problems.append(
                    SourceProblem(file: package.shown(file.path), .edited(found: found, expected: expected)))
            }
        }
        switch file.content {
        case .table(let schema):
            let table = CSVTable(file: package.shown(file.path), bytes: bytes, problems: &problems)
            guard !table.header.isEmpty else { return }
            package.tables[schema.name]?.append(table, problems: &problems)
        case .communeShapes: package.communeShapes = shapes(in: package.shown(file.path), bytes)
        case .qpvShapes: package.qpvShapes = shapes(in: package.shown(file.path), bytes)
        case .repairs: break
        }
    }

    private mutating func shapes<Code: OfficialCode>(
        in file: String, _ bytes: [UInt8]
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
