import Foundation

/// A source as it lies on disk, plain or packed with gzip.
package enum SourceFile {
    /// The contents of a file, unpacked if its first bytes say that it is a gzip file, whatever its name.
    ///
    /// - Parameters:
    ///   - path: The file as the user named it; the problems repeat it.
    ///   - limit: The greatest number of bytes accepted, after unpacking.
    /// - Returns: The bytes, never empty.
    /// - Throws: One problem if the file is missing, a folder, unreadable, empty, too large or damaged.
    package static func bytes(of path: String, limit: Int = Gzip.defaultLimit) throws(ImportError) -> [UInt8] {
        // What does not shrink is somewhat larger packed, and its header has a name.
        try unpacked(storedBytes(of: path, limit: limit, slack: limit / 1000 + 65_536), from: path, limit: limit)
    }

    /// The contents of a file that has been read, unpacked if it is a gzip file.
    package static func unpacked(
        _ packed: [UInt8], from path: String, limit: Int = Gzip.defaultLimit
    ) throws(ImportError) -> [UInt8] {
        guard Gzip.isGzip(packed) else {
            guard packed.count <= limit else { throw problem(path, tooLarge(limit)) }
            return packed
        }
        let unpacked: [UInt8]
        do {
            unpacked = try Gzip.decompress(packed, limit: limit)
        } catch {
            throw problem(path, error.message)
        }
        guard !unpacked.isEmpty else { throw problem(path, empty) }
        return unpacked
    }

    /// The contents of a file as they lie on disk, in the memory in which they stay: files of shapes are large.
    ///
    /// Opened without waiting, a pipe is told like a folder is: whoever writes into it may never come.
    package static func storedBytes(
        of path: String, limit: Int = Gzip.defaultLimit, slack: Int = 0
    ) throws(ImportError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw problem(path, reason(errno)) }
        defer { close(descriptor) }
        let size = try size(of: descriptor, path)
        guard size <= limit + slack else { throw problem(path, tooLarge(limit)) }
        guard size > 0 else { throw problem(path, empty) }
        let bytes: [UInt8]
        do throws(SystemError) { bytes = try descriptor.bytes(at: 0, count: size) } catch {
            throw problem(path, unreadable)
        }
        // Cut short meanwhile.
        guard bytes.count == size else { throw problem(path, unreadable) }
        return bytes
    }

    /// - Throws: A problem for anything but a file.
    private static func size(of descriptor: CInt, _ path: String) throws(ImportError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw problem(path, unreadable) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return Int(status.st_size)
        case S_IFDIR: throw problem(path, folder)
        default: throw problem(path, notAFile)
        }
    }

    /// Why a path cannot be opened.
    static func reason(_ code: CInt) -> LocalizedText {
        switch code {
        case ENOENT, ENOTDIR: missing
        // A socket.
        case ENXIO: notAFile
        default: unreadable
        }
    }

    static func problem(_ path: String, _ message: LocalizedText) -> ImportError {
        ImportError([SourceProblem(file: path, message)])
    }

    package static let missing = LocalizedText(
        fr: "ce fichier n’existe pas", en: "this file does not exist")
    static let folder = LocalizedText(
        fr: "c’est un dossier, un fichier était attendu", en: "this is a folder, a file was expected")
    private static let notAFile = LocalizedText(
        fr: "c’est un tube ou un périphérique, un fichier était attendu",
        en: "this is a pipe or a device, a file was expected")
    package static let unreadable = LocalizedText(
        fr: "ce fichier ne peut pas être lu\u{202F}: vérifiez ses droits d’accès",
        en: "this file cannot be read: check its permissions")
    private static let empty = LocalizedText(
        fr: "ce fichier est vide", en: "this file is empty")

    private static func tooLarge(_ limit: Int) -> LocalizedText {
        LocalizedText(
            fr: "ce fichier dépasse \(limit) octets, le maximum admis",
            en: "this file exceeds \(limit) bytes, the most that is accepted")
    }
}

extension ImportError {
    /// A file that is not there.
    public static func missing(_ path: String) -> ImportError {
        ImportError([SourceProblem(file: path, SourceFile.missing)])
    }
}
