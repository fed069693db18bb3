import Foundation

/// The files under a folder and their bytes, so that a test can say that nothing changed, or what did.
public struct FileTree: Equatable, Sendable {
    /// By path relative to the folder.
    public var files: [String: [UInt8]] = [:]

    /// Reads every file under a folder; a folder that is not there has none.
    public init(of directory: String) throws {
        for path in FileManager.default.enumerator(atPath: directory)?.compactMap({ $0 as? String }) ?? [] {
            let full = directory + "/" + path
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files[path] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: full)))
        }
    }

    public func write(to directory: String) throws {
        for (path, bytes) in files { try bytes.write(toFile: directory + "/" + path) }
    }

    /// The paths of the files that two trees do not share byte for byte.
    public func differences(from other: FileTree) -> [String] {
        Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
    }
}

extension [UInt8] {
    public init(contentsOfFile path: String) throws { self = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

    /// Writes a file; its folder is made if need be.
    public func write(toFile path: String) throws {
        let file = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(self).write(to: file)
    }

    /// The bytes as text; a test’s file is UTF-8.
    public var text: String { String(decoding: self, as: UTF8.self) }
}
