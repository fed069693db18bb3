import Foundation
import TerritoryKit

/// Standard output is for answers, standard error for people.
enum Output {
    static func answer(_ text: String) { answer(Array(text.utf8) + [0x0A]) }

    static func answer(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }

    static func message(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// Long work says where it is on a terminal, and nothing in a pipe.
    static func progress(in language: Language) -> (Phrase) -> Void {
        guard isatty(STDERR_FILENO) == 1 else { return { _ in } }
        let start = ContinuousClock.now
        return { step in
            let seconds = (ContinuousClock.now - start).components.seconds
            message("[\(seconds) s] \(step(language))…")
        }
    }
}
