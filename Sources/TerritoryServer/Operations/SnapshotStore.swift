internal import Foundation
internal import Logging
internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// The snapshot that answers, and the one before it for the pages that still belong to it.
final class SnapshotStore: Sendable {
    private struct State {
        var current: Snapshot
        var former: (snapshot: Snapshot, since: ContinuousClock.Instant)?
        var identity: FileIdentity?
        var isStopping = false
    }

    /// How long the snapshot before answers the pages that belong to it: longer than a first page may be kept by others.
    static let grace = Duration.seconds(600)

    private let path: String
    private let state: Guarded<State>
    private let readers: Int
    /// One file is read at a time.
    private let refreshing = Guarded(())

    /// - Throws: ``StorageError`` where there is no database to begin with.
    init(path: String, readers: Int) throws {
        (self.path, self.readers) = (path, readers)
        let identity = FileIdentity(path)
        let snapshot = try Snapshot(TerritoryDatabase(path: path, maximumReaders: readers), routes: RouteTable.all)
        state = Guarded(State(current: snapshot, former: nil, identity: identity))
    }

    var current: Snapshot { state.withLock { $0.current } }

    var former: Snapshot? { state.withLock { $0.former?.snapshot } }

    /// Lets the snapshot before go once its time is over.
    func dropFormer(at now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            if let since = state.former?.since, now - since > Self.grace { state.former = nil }
        }
    }

    var isStopping: Bool {
        get { state.withLock { $0.isStopping } }
        set { state.withLock { $0.isStopping = newValue } }
    }

    /// Looks whether another file has taken the place of the one that is served, and reads it then.
    ///
    /// - Parameter always: Also where it is the same file.
    /// - Returns: `nil` where there is nothing to do; else the hash of the new content, or why the old one stays.
    func refresh(always: Bool = false) -> Result<String, any Error>? {
        refreshing.withLock { _ in refreshNow(always) }
    }

    private func refreshNow(_ always: Bool) -> Result<String, any Error>? {
        let identity = FileIdentity(path)
        let known = state.withLock { $0.identity }
        guard always || identity != known else { return nil }
        // What failed is not tried again until the file changes.
        state.withLock { $0.identity = identity }
        do {
            let snapshot = try Snapshot(TerritoryDatabase(path: path, maximumReaders: readers), routes: RouteTable.all)
            state.withLock { state in
                // The same data again, from another file: the pages of those before are still theirs.
                if snapshot.hash != state.current.hash { state.former = (state.current, .now) }
                state.current = snapshot
            }
            return .success(snapshot.hash)
        } catch {
            return .failure(error)
        }
    }
}

/// What tells one file from another that has its name.
private struct FileIdentity: Equatable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    var modified: Int

    init?(_ path: String) {
        var found = stat()
        guard stat(path, &found) == 0 else { return nil }
        (device, inode) = (UInt64(found.st_dev), UInt64(found.st_ino))
        (size, modified) = (Int64(found.st_size), found.st_mtim.tv_sec &* 1_000_000_000 &+ found.st_mtim.tv_nsec)
    }
}
