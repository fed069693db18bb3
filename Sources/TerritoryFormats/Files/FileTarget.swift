internal import Foundation

/// The place that a file is to take, with links followed.
package struct FileTarget {
    package enum Kind {
        case file, folder
        /// A FIFO, a device, a socket.
        case other
    }

    /// As the user named it.
    package let asked: String
    package let folder: String
    package let name: String
    let status: stat?

    package var path: String { folder + "/" + name }

    /// What is there; `nil` for nothing.
    package var kind: Kind? {
        switch status.map({ $0.st_mode & S_IFMT }) {
        case nil: nil
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }

    /// - Throws: ``FileError`` where the folder is not there, or the links lead around.
    package init(_ asked: String) throws(FileError) {
        self.asked = asked
        var place = asked
        // As many links as Linux itself follows.
        for _ in 0..<40 {
            guard let link = Self.link(place) else { break }
            place = link.hasPrefix("/") ? link : Self.parent(of: place) + "/" + link
        }
        guard let folder = Self.canonical(Self.parent(of: place)) else { throw FileError(asked, .latest) }
        self.folder = folder == "/" ? "" : folder
        name = Self.lastPart(of: place)
        guard !name.isEmpty, name != ".", name != "..", !place.hasSuffix("/") else {
            throw FileError(asked, SystemError(EISDIR))
        }
        var found = stat()
        if stat(self.folder + "/" + name, &found) == 0 {
            status = found
        } else if SystemError.latest.isMissing {
            status = nil
        } else {
            throw FileError(asked, .latest)
        }
    }

    /// Whether a path leads to the file that is there already.
    package func isSameFile(as path: String) -> Bool {
        var found = stat()
        guard let status, stat(path, &found) == 0 else { return false }
        return found.st_ino == status.st_ino && found.st_dev == status.st_dev
    }

    /// Makes a rename in the folder outlive a power cut.
    func synchronizeFolder() {
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func lastPart(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    private static func link(_ path: String) -> String? {
        let bytes = [CChar](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            count = buffer.baseAddress.map { max(0, readlink(path, $0, buffer.count)) } ?? 0
        }
        return bytes.isEmpty ? nil : String(decoding: bytes.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func canonical(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
