internal import Foundation
internal import GRDB
public import TerritoryFormats
public import TerritoryKit

/// Makes a database from a data package: a temporary file is filled and checked, then takes its place at once.
///
/// Stopped at any moment, a build leaves the former database as it was.
public struct TerritoryDatabaseBuilder: Sendable {
    /// Where the database is to stand.
    public var path: String
    /// Day written into the file as its build date; it is not part of the content hash.
    public var date: CivilDate

    public init(path: String, date: CivilDate) {
        self.path = path
        self.date = date
    }

    /// - Returns: The checks that were run, all of them passed or informative.
    /// - Throws: `ImportError` for shapes that are not valid, ``BuildError`` if another check fails or the place
    ///   cannot be written; the former database then stands.
    public func build(
        from package: DataPackage, progress: (LocalizedText) -> Void = { _ in }
    ) throws -> [VerificationCheck] {
        let target = URL(fileURLWithPath: path)
        removeLeftovers(beside: target)
        let draft = target.deletingLastPathComponent()
            .appendingPathComponent("\(Self.draftPrefix(of: target))\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: draft) }
        guard FileManager.default.createFile(atPath: draft.path, contents: nil) else {
            throw BuildError.cannotWrite(path)
        }
        let checks = try fill(draft.path, from: package, progress: progress)
        let broken = checks.filter { $0.outcome == .failed }
        guard broken.isEmpty else { throw BuildError.brokenChecks(broken) }
        try synchronize(draft)
        guard rename(draft.path, target.path) == 0 else { throw BuildError.cannotWrite(path) }
        return checks
    }

    private func fill(
        _ file: String, from package: DataPackage, progress: (LocalizedText) -> Void
    ) throws -> [VerificationCheck] {
        var configuration = SpatialiteConnection.configuration()
        configuration.journalMode = .default
        let queue = try DatabaseQueue(path: file, configuration: configuration)
        let validity =
            package.hasUncheckedShapes ? Deferred { Result { try ShapeValidity(package: package).problems() } } : nil
        let computed = ComputedRows(package: package)
        progress(LocalizedText(fr: "écriture des tables", en: "writing the tables"))
        try queue.inDatabase { db in
            // The file is thrown away if the build stops: it needs no journal.
            // References are checked together at the end. Shapes are long: larger pages are read in fewer calls.
            try db.execute(
                sql: """
                    PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
                    PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000
                    """)
            try db.inTransaction {
                try Schema.create(in: db)
                try PackageLoader(package: package, computed: computed).load(into: db)
                try Metadata(package: package, buildDate: date).write(to: db)
                return .commit
            }
            // The content is read by another connection while its indexes are made, in the memory of this one.
            let hash = Deferred { Result { try ContentHash.of(file: file) } }
            progress(LocalizedText(fr: "index", en: "indexes"))
            try db.inTransaction {
                try Schema.createIndexes(in: db)
                try Schema.createSpatialIndexes(in: db)
                try Schema.dropMetadataTriggers(in: db)
                try db.execute(sql: "ANALYZE")
                try Metadata.write(contentHash: hash.value.get(), to: db)
                return .commit
            }
            let invalid = try validity?.value.get() ?? []
            guard invalid.isEmpty else { throw ImportError(invalid) }
        }
        progress(LocalizedText(fr: "contrôles", en: "checks"))
        let checks = try queue.inDatabase { try Verification(db: $0).checks(ofNew: computed.findings.value.get()) }
        try queue.close()
        return checks
    }

    private func synchronize(_ file: URL) throws {
        let handle = try FileHandle(forUpdating: file)
        try handle.synchronize()
        try handle.close()
    }

    private static func draftPrefix(of target: URL) -> String { ".\(target.lastPathComponent).building-" }

    /// Removes the drafts of builds that were killed; one whose process lives is another build’s.
    private func removeLeftovers(beside target: URL) {
        let folder = target.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix(Self.draftPrefix(of: target)) {
            let process = name.dropFirst(Self.draftPrefix(of: target).count).prefix { $0.isNumber }
            guard let number = Int32(process), kill(number, 0) != 0, errno == ESRCH else { continue }
            try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
        }
    }
}
