internal import Foundation
internal import TerritoryFormats

/// The folder of a package, held: nobody writes to it while it is read, and one program at a time writes.
///
/// Files are replaced all at one moment: they are written into a folder beside, which then gets the name of a replacement
/// that is due (one rename), and moved from there. A program that dies before that moment leaves the package as it was;
/// after it, the next program that holds the folder moves the rest.
final class PackageFolder {
    enum Use {
        case reading, writing
    }

    let path: String
    /// Negative where there is no folder.
    private let descriptor: CInt

    private static let draftPrefix = ".territory-draft-"
    private static let due = ".territory-due"
    private static let patienceInSeconds = 120

    /// - Throws: ``FileError`` where another program holds the folder for two minutes, or nothing can be written there.
    init(_ path: String, for use: Use) throws(FileError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if use == .writing { throw FileError(path, .latest) }
            return
        }
        try lock(use == .writing ? LOCK_EX : LOCK_SH)
        guard use == .reading else {
            try clearLeftovers()
            return
        }
        // Between the two locks, another program may begin, and die.
        while hasLeftovers {
            try lock(LOCK_EX)
            do { try clearLeftovers() } catch {
                // Whoever cannot write may read what is whole.
                guard !isThere(Self.due) else { throw error }
                try lock(LOCK_SH)
                return
            }
            try lock(LOCK_SH)
        }
    }

    /// Holds a folder for writing that is made where there is none.
    static func made(_ path: String) throws(FileError) -> PackageFolder {
        try makeFolder(path)
        return try PackageFolder(path, for: .writing)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    private func lock(_ kind: CInt) throws(FileError) {
        for _ in 0..<Self.patienceInSeconds * 20 {
            if flock(descriptor, kind | LOCK_NB) == 0 { return }
            guard errno == EWOULDBLOCK || errno == EINTR else { throw FileError(path, .latest) }
            usleep(50_000)
        }
        throw .busy(path)
    }

    // MARK: What dead programs left

    private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }

    private var hasLeftovers: Bool { names.contains { $0 == Self.due || $0.hasPrefix(Self.draftPrefix) } }

    private func isThere(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

    private func clearLeftovers() throws(FileError) {
        if isThere(Self.due) { try moveWhatIsDue() }
        for name in names where name.hasPrefix(Self.draftPrefix) {
            do { try FileManager.default.removeItem(atPath: path + "/" + name) } catch {
                throw FileError(path + "/" + name, SystemError(of: error))
            }
        }
    }

    // MARK: Replacing files

    /// Writes a draft of the files, to be read back before they take their places.
    ///
    /// - Returns: The folder of the draft, with the same paths as the package.
    func draft(_ files: [(path: String, bytes: [UInt8])]) throws(FileError) -> String {
        let draft = path + "/" + Self.draftPrefix + .randomName
        guard mkdir(draft, 0o700) == 0 else { throw FileError(path, .latest) }
        do {
            for file in files { try write(file.bytes, file.path, in: draft) }
        } catch {
            discard(draft)
            throw error
        }
        return draft
    }

    func discard(_ draft: String) { try? FileManager.default.removeItem(atPath: draft) }

    /// Puts the files of a draft in their places, all of them or none.
    ///
    /// - Throws: ``FileError``. Where the draft is accepted and a file cannot be moved, the next program that holds the
    ///   package moves it.
    func accept(_ draft: String) throws(FileError) {
        for file in files(below: draft) { try checkFolders(of: file) }
        synchronizeFolders(of: files(below: draft), in: draft)
        guard rename(draft, path + "/" + Self.due) == 0 else { throw FileError(path, .latest) }
        fsync(descriptor)
        try moveWhatIsDue()
    }

    func replace(_ files: [(path: String, bytes: [UInt8])]) throws(FileError) {
        let draft = try draft(files)
        defer { discard(draft) }
        try accept(draft)
    }

    private func write(_ bytes: [UInt8], _ file: String, in draft: String) throws(FileError) {
        let place = draft + "/" + file
        try Self.makeFolder(URL(fileURLWithPath: place).deletingLastPathComponent().path)
        let descriptor = open(place, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError(path + "/" + file, .latest) }
        defer { close(descriptor) }
        do throws(SystemError) {
            try descriptor.write(bytes)
            guard fsync(descriptor) == 0 else { throw SystemError.latest }
        } catch {
            throw FileError(path + "/" + file, error)
        }
        var former = stat()
        if stat(path + "/" + file, &former) == 0 { fchmod(descriptor, former.st_mode & 0o777) }
    }

    private func moveWhatIsDue() throws(FileError) {
        let due = path + "/" + Self.due
        let files = files(below: due)
        for file in files {
            try checkFolders(of: file)
            let target = path + "/" + file
            try Self.makeFolder(URL(fileURLWithPath: target).deletingLastPathComponent().path)
            guard rename(due + "/" + file, target) == 0 else { throw FileError(target, .latest) }
        }
        synchronizeFolders(of: files, in: path)
        discard(due)
        fsync(descriptor)
    }

    /// Makes the names of files outlive a power cut.
    private func synchronizeFolders(of files: [String], in root: String) {
        for folder in Set(files.map { URL(fileURLWithPath: root + "/" + $0).deletingLastPathComponent().path }) {
            let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            fsync(descriptor)
            close(descriptor)
        }
    }

    /// The paths of the regular files below a folder of the package, in order.
    private func files(below folder: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return found.sorted().filter { name in
            var status = stat()
            return lstat(folder + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        }
    }

    /// A link within a package may lead anywhere: nothing is written through one.
    private func checkFolders(of file: String) throws(FileError) {
        var folder = ""
        for part in file.split(separator: "/").dropLast() {
            folder += "/" + part
            var status = stat()
            guard lstat(path + folder, &status) == 0 else { return }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                let isLink = status.st_mode & S_IFMT == S_IFLNK
                throw FileError(path + folder, SystemError(isLink ? ELOOP : ENOTDIR))
            }
        }
    }

    private static func makeFolder(_ path: String) throws(FileError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw FileError(path, SystemError(of: error))
        }
    }
}

extension SystemError {
    /// What the system said to Foundation.
    init(of error: any Error) {
        let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
        self.init(cause.domain == NSPOSIXErrorDomain ? CInt(truncatingIfNeeded: cause.code) : EACCES)
    }
}
