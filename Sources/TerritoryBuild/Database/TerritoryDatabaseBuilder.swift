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

    /// What a build made.
    public struct Outcome: Sendable {
        /// The checks that were run, all of them passed or informative.
        public var checks: [VerificationCheck]
        /// Which data the database holds.
        public var data: DataStamp
    }

    /// - Throws: `ImportError` for shapes that are not valid, ``BuildError`` if another check fails, `FileError` if the
    ///   place cannot be written; the former database then stands.
    public func build(
        from package: DataPackage, progress: (LocalizedText) -> Void = { _ in }
    ) throws -> Outcome {
        let draft = try DraftFile(for: path)
        do {
            let checks = try fill(draft, from: package, progress: progress)
            let broken = checks.filter { $0.outcome == .failed }
            guard broken.isEmpty else { throw BuildError.brokenChecks(broken) }
            let stamp = try TerritoryDatabase(HeldFile(draft.path)).stamp
            removeSideFiles(of: draft.place)
            try draft.putInPlace()
            return Outcome(checks: checks, data: stamp)
        } catch let error as DatabaseError {
            throw error.whileBuilding(path)
        } catch let error as SystemError {
            throw FileError(path, error)
        }
    }

    /// A log that another program left beside the former database would be taken for one of the new database by programs
    /// that look for it.
    private func removeSideFiles(of path: String) {
        for suffix in ["-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }

    private func fill(
        _ draft: DraftFile, from package: DataPackage, progress: (LocalizedText) -> Void
    ) throws -> [VerificationCheck] {
        let file = draft.path
        var configuration = SpatialiteConnection.configuration()
        configuration.journalMode = .default
        let queue = try DatabaseQueue(path: file, configuration: configuration)
        // No hash says that the shapes of a package are sound: it may have been made to agree.
        let invalid = Deferred { Result { try ShapeValidity(package: package).problems() } }
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
                try FileSeal.writeBlank(to: db)
                return .commit
            }
            let problems = try invalid.value.get()
            guard problems.isEmpty else { throw ImportError(problems) }
        }
        progress(LocalizedText(fr: "contrôles", en: "checks"))
        let checks = try queue.inDatabase { db in
            // Nothing is written any more: the file is hashed while it is checked.
            guard let seal = try FileSeal(db, in: draft.descriptor) else { throw BuildError.unsealed }
            let digest = Deferred { [descriptor = draft.descriptor] in Result { try seal.digest(of: descriptor) } }
            let checks = try Verification(db: db).checks(ofNew: computed.findings.value.get())
            try seal.write(digest.value.get(), to: draft.descriptor)
            return checks
        }
        try queue.close()
        return checks
    }
}
