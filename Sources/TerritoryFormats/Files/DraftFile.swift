internal import Foundation

/// A file that is made beside its place, under a name that nobody can guess, and put there at once.
///
/// The draft is locked as long as the program lives: what a dead program left can be told from what a living one is
/// making, and the next draft for the same place removes it. A link at the place is followed; mode, owner and group of
/// the file that was there are kept.
package final class DraftFile {
    /// Where the draft lies, for whoever fills it by name.
    package let path: String
    package let descriptor: CInt
    /// The place that it is to take, with links followed.
    package var place: String { target.path }
    private let target: FileTarget
    private var isInPlace = false

    /// - Throws: ``FileError`` where no file can be made there.
    package init(for place: String) throws(FileError) {
        target = try FileTarget(place)
        if let kind = target.kind, kind != .file {
            throw FileError(place, SystemError(kind == .folder ? EISDIR : EPERM))
        }
        Self.removeDeadDrafts(of: target)
        (path, descriptor) = try Self.create(for: target)
        guard let former = target.status else { return }
        // Whoever may not give a file away keeps it: the mode at least is that of before.
        _ = fchown(descriptor, former.st_uid, former.st_gid)
        fchmod(descriptor, former.st_mode & 0o7777)
    }

    deinit {
        if !isInPlace, isOurs { unlink(path) }
        close(descriptor)
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        do { try descriptor.write(bytes) } catch { throw FileError(target.asked, error) }
    }

    /// Puts the draft in its place; whatever was there is gone.
    package func putInPlace() throws(FileError) {
        guard isOurs else { throw FileError.busy(target.asked) }
        guard fsync(descriptor) == 0, rename(path, target.path) == 0 else { throw FileError(target.asked, .latest) }
        isInPlace = true
        target.synchronizeFolder()
    }

    /// Whether the name still leads to the file that was filled.
    private var isOurs: Bool { Self.leads(path, to: descriptor) }

    private static func leads(_ path: String, to descriptor: CInt) -> Bool {
        var (named, held) = (stat(), stat())
        return lstat(path, &named) == 0 && fstat(descriptor, &held) == 0 && named.st_ino == held.st_ino
            && named.st_dev == held.st_dev
    }

    private static func prefix(of target: FileTarget) -> String { ".\(target.name).draft-" }

    private static func create(for target: FileTarget) throws(FileError) -> (String, CInt) {
        for _ in 0..<16 {
            let path = target.folder + "/" + prefix(of: target) + String.randomName
            let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else {
                if errno == EEXIST { continue }
                throw FileError(target.asked, .latest)
            }
            // Between its making and its lock, another program may have taken it for a dead one’s.
            let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0
            if isLocked, leads(path, to: descriptor) { return (path, descriptor) }
            let error = SystemError.latest
            close(descriptor)
            guard isLocked || error.code == EWOULDBLOCK else {
                unlink(path)
                throw FileError(target.asked, error)
            }
        }
        throw FileError.busy(target.asked)
    }

    private static func removeDeadDrafts(of target: FileTarget) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: target.folder)) ?? []
        for name in names where name.hasPrefix(prefix(of: target)) {
            let path = target.folder + "/" + name
            let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0, leads(path, to: descriptor) { unlink(path) }
            close(descriptor)
        }
    }
}

extension String {
    /// 16 hexadecimal digits that cannot be guessed.
    package static var randomName: String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
