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
        try unpacked(storedBytes(of: path), from: path, limit: limit)
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

    /// The contents of a file as they lie on disk.
    package static func storedBytes(of path: String) throws(ImportError) -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw problem(path, missing)
        }
        guard !isFolder.boolValue else { throw problem(path, folder) }
        let contents = regularContents(of: path) ?? FileManager.default.contents(atPath: path).map { [UInt8]($0) }
        guard let contents else { throw problem(path, unreadable) }
        guard !contents.isEmpty else { throw problem(path, empty) }
        return contents
    }

    /// The contents of a regular file, in the memory in which they stay: files of shapes are large.
    ///
    /// - Returns: `nil` for another kind of file, and for one that cannot be read.
    private static func regularContents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let length = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                guard length > 0 else { return }
                count += length
            }
        }
        // Cut short meanwhile, or interrupted.
        return bytes.count == size ? bytes : nil
    }

    private static func problem(_ path: String, _ message: LocalizedText) -> ImportError {
        ImportError([SourceProblem(file: path, message)])
    }

    package static let missing = LocalizedText(
        fr: "ce fichier n’existe pas", en: "this file does not exist")
    private static let folder = LocalizedText(
        fr: "c’est un dossier, un fichier était attendu", en: "this is a folder, a file was expected")
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
