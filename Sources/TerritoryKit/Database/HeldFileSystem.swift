internal import Foundation
internal import GRDBSQLite

/// SQLite’s access to a file that is held open (`sqlite3_vfs`): read from its descriptor, never by its name.
///
/// The file is immutable to SQLite: no locks, no journal, no shared memory; and nothing is mapped, so that a file cut
/// short is an error to read, not a signal. Temporary files are those of the system. SQLite, “The OS Interface”:
/// <https://www.sqlite.org/vfs.html>.
enum HeldFileSystem {
    /// Debian’s SQLite takes names for URI (`SQLITE_USE_URI`).
    static func uri(of descriptor: CInt) -> String { "file:\(descriptor)?vfs=\(isRegistered ? name : "none")" }

    private static let name = "territory-held"

    private static let isRegistered: Bool = {
        guard let system = sqlite3_vfs_find(nil) else { return false }
        let own = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        own.initialize(to: system.pointee)
        own.pointee.zName = UnsafePointer(strdup(name))
        own.pointee.szOsFile = max(system.pointee.szOsFile, CInt(MemoryLayout<OpenFile>.size))
        own.pointee.pNext = nil
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        methods.initialize(to: readOnlyMethods)
        own.pointee.pAppData = UnsafeMutableRawPointer(methods)
        own.pointee.xOpen = openFile
        own.pointee.xFullPathname = copyName
        own.pointee.xAccess = { _, _, _, isThere in
            isThere?.pointee = 0
            return SQLITE_OK
        }
        return sqlite3_vfs_register(own, 0) == SQLITE_OK
    }()

    /// What SQLite keeps of an open file.
    private struct OpenFile {
        var base: sqlite3_file
        var descriptor: CInt
    }

    private static func descriptor(_ file: UnsafeMutablePointer<sqlite3_file>?) -> CInt {
        UnsafeMutableRawPointer(file)?.assumingMemoryBound(to: OpenFile.self).pointee.descriptor ?? -1
    }

    private typealias Open =
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vfs>?, UnsafePointer<CChar>?, UnsafeMutablePointer<sqlite3_file>?, CInt,
            UnsafeMutablePointer<CInt>?
        ) -> CInt

    private static let openFile: Open = { own, name, file, flags, outFlags in
        guard flags & SQLITE_OPEN_MAIN_DB != 0 else {
            guard let system = sqlite3_vfs_find(nil) else { return SQLITE_CANTOPEN }
            return system.pointee.xOpen(system, name, file, flags, outFlags)
        }
        file?.pointee.pMethods = nil
        guard flags & SQLITE_OPEN_READONLY != 0, let name, let held = CInt(String(cString: name)), let own, let file
        else { return SQLITE_CANTOPEN }
        let descriptor = fcntl(held, F_DUPFD_CLOEXEC, 0)
        // There are too many open files: not what a file that cannot be opened means (``StorageError/edited(_:)``).
        guard descriptor >= 0 else { return SQLITE_IOERR }
        let methods = own.pointee.pAppData.assumingMemoryBound(to: sqlite3_io_methods.self)
        UnsafeMutableRawPointer(file).bindMemory(to: OpenFile.self, capacity: 1)
            .initialize(to: OpenFile(base: sqlite3_file(pMethods: UnsafePointer(methods)), descriptor: descriptor))
        outFlags?.pointee = flags
        return SQLITE_OK
    }

    private typealias FullPathname =
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vfs>?, UnsafePointer<CChar>?, CInt, UnsafeMutablePointer<CChar>?
        ) -> CInt

    private static let copyName: FullPathname = { _, name, size, result in
        guard let name, let result, strlen(name) < Int(size) else { return SQLITE_CANTOPEN }
        strcpy(result, name)
        return SQLITE_OK
    }

    private static var readOnlyMethods: sqlite3_io_methods {
        var methods = sqlite3_io_methods()
        methods.iVersion = 1
        methods.xClose = { file in close(HeldFileSystem.descriptor(file)) == 0 ? SQLITE_OK : SQLITE_IOERR }
        methods.xRead = { HeldFileSystem.readBytes($0, $1, $2, $3) }
        methods.xWrite = { _, _, _, _ in SQLITE_READONLY }
        methods.xTruncate = { _, _ in SQLITE_READONLY }
        methods.xSync = { _, _ in SQLITE_OK }
        methods.xFileSize = { file, size in
            var found = stat()
            guard fstat(HeldFileSystem.descriptor(file), &found) == 0 else { return SQLITE_IOERR }
            size?.pointee = sqlite3_int64(found.st_size)
            return SQLITE_OK
        }
        methods.xLock = { _, _ in SQLITE_OK }
        methods.xUnlock = { _, _ in SQLITE_OK }
        methods.xCheckReservedLock = { _, isReserved in
            isReserved?.pointee = 0
            return SQLITE_OK
        }
        methods.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
        methods.xSectorSize = { _ in 4096 }
        methods.xDeviceCharacteristics = { _ in SQLITE_IOCAP_IMMUTABLE }
        return methods
    }

    /// Reads as many bytes as are there; the rest is zero, as SQLite expects of a short read.
    private static func readBytes(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ target: UnsafeMutableRawPointer?, _ count: CInt,
        _ offset: sqlite3_int64
    ) -> CInt {
        guard let target else { return SQLITE_IOERR }
        var done = 0
        while done < Int(count) {
            let step = pread(descriptor(file), target + done, Int(count) - done, off_t(offset) + off_t(done))
            if step < 0, errno == EINTR { continue }
            guard step >= 0 else { return readError }
            guard step > 0 else {
                memset(target + done, 0, Int(count) - done)
                return shortRead
            }
            done += step
        }
        return SQLITE_OK
    }

    // Macros that Swift does not see: SQLITE_IOERR_READ and SQLITE_IOERR_SHORT_READ.
    private static let readError = SQLITE_IOERR | 1 << 8
    private static let shortRead = SQLITE_IOERR | 2 << 8
}
