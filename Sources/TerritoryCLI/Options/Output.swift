import Foundation
import Logging
import TerritoryKit
import TerritoryFormats

/// Standard output is for answers, standard error for people.
enum Output {
    static func answer(_ text: String) { answer(Array(text.utf8) + [0x0A]) }

    static func answer(_ bytes: [UInt8]) { bytes.withUnsafeBytes { answer($0) } }

    static func answer(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        let data = Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: bytes.count, deallocator: .none)
        FileHandle.standardOutput.write(data)
    }

    /// Ends a command that has answered: what it read into memory is not worth taking apart piece by piece.
    static func end(keeping memory: some Any) -> Never { withExtendedLifetime(memory) { exit(EXIT_SUCCESS) } }

    // MARK: An answer in the format asked for

    static func answer(_ answer: some Answer, as format: TextOrJSON, text: @autoclosure () -> String) throws {
        switch format {
        case .json: Self.answer(try answer.json())
        case .text: Self.answer(text())
        }
    }

    static func answer(_ answer: some TableAnswer, as format: TableFormat, text: @autoclosure () -> String) throws {
        switch format {
        case .json: Self.answer(try answer.json())
        case .csv: Self.answer(answer.csv())
        case .text: Self.answer(text())
        }
    }

    static func answer(
        _ answer: some MapAnswer, as format: ShapeFormat, from database: TerritoryDatabase,
        text: @autoclosure () -> String
    ) throws {
        switch format {
        case .json: Self.answer(try answer.json())
        case .geojson: Self.answer(try answer.geoJSON(from: database))
        case .text: Self.answer(text())
        }
    }

    static func answer(
        _ answer: some TableAnswer & MapAnswer, as format: MapFormat, from database: TerritoryDatabase,
        text: @autoclosure () -> String
    ) throws {
        switch format {
        case .json: Self.answer(try answer.json())
        case .csv: Self.answer(answer.csv())
        case .geojson: Self.answer(try answer.geoJSON(from: database))
        case .text: Self.answer(text())
        }
    }

    static func message(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// Long work says where it is on a terminal, and in a pipe only to a log that is asked for:
    /// `TERRITORY_LOG=debug`.
    static func progress(in language: Language) -> (LocalizedText) -> Void {
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

    /// Long work over bytes says how far it is, on a terminal only.
    static func byteProgress(in language: Language, total: Int?) -> @Sendable (Int) -> Void {
        guard isatty(STDERR_FILENO) == 1, isatty(STDOUT_FILENO) == 0 else { return { _ in } }
        let unit = language == .french ? "Mo" : "MB"
        return { bytes in
            let megabytes = Decimals.text(Double(bytes) / 1e6, in: language)
            let share = total.map { " (\(100 * bytes / max($0, 1)) %)" } ?? ""
            FileHandle.standardError.write(Data("\r\(megabytes) \(unit)\(share)  ".utf8))
            if bytes == total { FileHandle.standardError.write(Data("\n".utf8)) }
        }
    }

    private static func logger() -> Logger {
        var logger = Logger(label: "territory") { StreamLogHandler.standardError(label: $0) }
        let level = ProcessInfo.processInfo.environment["TERRITORY_LOG"].flatMap { Logger.Level(rawValue: $0) }
        logger.logLevel = level ?? .notice
        return logger
    }
}
