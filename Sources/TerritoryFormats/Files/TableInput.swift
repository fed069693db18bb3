import Foundation

/// A table that is read as it comes: a file, a pipe or standard input.
package struct TableInput: ~Copyable {
    package let descriptor: CInt
    private let isStandardInput: Bool

    /// - Parameter path: The table as the user named it; `-` for standard input.
    /// - Throws: One problem if it is missing, a folder or unreadable.
    package init(_ path: String) throws(ImportError) {
        isStandardInput = path == "-"
        descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SourceFile.problem(path, SourceFile.reason(errno)) }
        var status = stat()
        guard fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR else {
            if !isStandardInput { close(descriptor) }
            throw SourceFile.problem(path, SourceFile.folder)
        }
    }

    deinit {
        if !isStandardInput { close(descriptor) }
    }
}
