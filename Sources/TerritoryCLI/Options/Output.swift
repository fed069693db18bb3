import Foundation
import Logging
import TerritoryKit

/// Standard output is for answers, standard error for people.
enum Output {
    static func answer(_ text: String) { answer(Array(text.utf8) + [0x0A]) }

    static func answer(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }

    /// An answer in the format asked for.
    static func answer(
        _ answer: some Encodable, as format: TableFormat, csv: @autoclosure () -> [UInt8],
        text: @autoclosure () -> String
    ) throws {
        switch format {
        case .json: Self.answer(try TerritoryJSON.bytes(of: answer))
        case .csv: Self.answer(csv())
        case .text: Self.answer(text())
        }
    }

    static func message(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// Long work says where it is on a terminal, and in a pipe only to a log that is asked for:
    /// `TERRITORY_LOG=debug`.
    static func progress(in language: Language) -> (Phrase) -> Void {
        guard isatty(STDERR_FILENO) == 1 else {
            let logger = logger()
            return { step in logger.debug("\(step(.english))") }
        }
        let start = ContinuousClock.now
        return { step in
            let seconds = (ContinuousClock.now - start).components.seconds
            message("[\(seconds) s] \(step(language))…")
        }
    }

    private static func logger() -> Logger {
        var logger = Logger(label: "territory") { StreamLogHandler.standardError(label: $0) }
        let level = ProcessInfo.processInfo.environment["TERRITORY_LOG"].flatMap { Logger.Level(rawValue: $0) }
        logger.logLevel = level ?? .notice
        return logger
    }
}
