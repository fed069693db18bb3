internal import Foundation
internal import TerritoryFormats

/// The file of a database, held open: whatever takes its place in the folder, all is read from this one.
///
/// Side files of SQLite beside it (`-wal`, `-shm`, `-journal`) are never looked at.
package final class HeldFile: Sendable {
    package let path: String
    package let descriptor: CInt
    private let state: State

    /// What changes when a file is written to, but not when it is renamed or removed.
    private struct State: Equatable {
        var size: Int64
        var modifiedSeconds: Int
        var modifiedNanoseconds: Int
    }

    /// - Throws: ``StorageError`` where there is no file, or something that is no file.
    package init(_ path: String) throws(StorageError) {
        // A FIFO is opened without a wait for its writer, and then refused.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let error = SystemError.latest
            throw error.isMissing ? .missing(path) : .unreadable(path, reason: error.message)
        }
        guard let found = Self.state(of: descriptor) else {
            close(descriptor)
            throw .notATerritoryDatabase(path)
        }
        (self.path, state) = (path, found)
    }

    deinit { close(descriptor) }

    /// What SQLite opens in the place of a path.
    package var uri: String { HeldFileSystem.uri(of: descriptor) }

    /// Whether the file is still as long as it was, and nobody has written to it.
    ///
    /// - Throws: ``StorageError/changed(_:)``
    package func checkIsUnchanged() throws(StorageError) {
        guard Self.state(of: descriptor) == state else { throw .changed(path) }
    }

    /// - Returns: `nil` for what is not a regular file.
    private static func state(of descriptor: CInt) -> State? {
        var found = stat()
        guard fstat(descriptor, &found) == 0, found.st_mode & S_IFMT == S_IFREG else { return nil }
        return State(
            size: Int64(found.st_size), modifiedSeconds: Int(found.st_mtim.tv_sec),
            modifiedNanoseconds: Int(found.st_mtim.tv_nsec))
    }
}
