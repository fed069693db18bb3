import Foundation
import TerritoryFormats

/// Where `-o` writes: a file is made beside its place and put there when it is whole; a FIFO or a device is written to.
struct OutputFile {
    let path: String

    /// - Throws: `FileError` where nothing can be written there, and for the database that is asked.
    func write(
        asking database: String, _ answer: (_ put: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        let target = try FileTarget(path)
        guard !target.isSameFile(as: database) else { throw FileError.isTheDatabase(path) }
        guard target.kind == .other else {
            let draft = try DraftFile(for: path)
            try answer { try draft.write($0) }
            return try draft.putInPlace()
        }
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path, .latest) }
        defer { close(descriptor) }
        try answer { bytes in
            do throws(SystemError) { try descriptor.write(bytes) } catch {
                throw error.isClosedPipe ? TableStreamError.writing(error) : FileError(path, error)
            }
        }
    }
}
