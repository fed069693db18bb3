import Foundation
import Logging
import TerritoryKit
import TerritoryFormats

/// Standard output is for answers, standard error for people.
enum Output {
    /// Writes a text for people, without what a terminal would obey.
    static func answer(_ text: String) throws { try answer(Array(text.visible.utf8) + [0x0A]) }

    static func answer(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try answer($0) } }

    static func answer(_ bytes: UnsafeRawBufferPointer) throws {
        do { try STDOUT_FILENO.write(bytes) } catch { throw TableStreamError.writing(error) }
    }

    /// Ends a command that has answered: what it read into memory is not worth taking apart piece by piece.
    static func end(keeping memory: some Any) -> Never { withExtendedLifetime(memory) { exit(EXIT_SUCCESS) } }

    // MARK: An answer in the format asked for

    static func answer(_ answer: some Answer, as format: TextOrJSON, text: @autoclosure () -> String) throws {
        switch format {
        case .json: try Self.answer(answer.json())
        case .text: try Self.answer(text())
        }
    }

    static func answer(_ answer: some TableAnswer, as format: TableFormat, text: @autoclosure () -> String) throws {
        switch format {
        case .json: try Self.answer(answer.json())
        case .csv: try Self.answer(answer.csv())
        case .text: try Self.answer(text())
        }
    }

    static func answer(
        _ answer: some MapAnswer, as format: ShapeFormat, from database: TerritoryDatabase,
        text: @autoclosure () -> String
    ) throws {
        switch format {
        case .json: try Self.answer(answer.json())
        case .geojson: try Self.answer(answer.geoJSON(from: database))
        case .text: try Self.answer(text())
        }
    }

    static func answer(
        _ answer: some TableAnswer & MapAnswer, as format: MapFormat, from database: TerritoryDatabase,
        text: @autoclosure () -> String
    ) throws {
        switch format {
        case .json: try Self.answer(answer.json())
        case .csv: try Self.answer(answer.csv())
        case .geojson: try Self.answer(answer.geoJSON(from: database))
        case .text: try Self.answer(text())
        }
    }

    static func message(_ text: String) { tell(text.visible + "\n") }

    /// Where nobody can be told anything, nothing is.
    private static func tell(_ text: String) {
        Array(text.utf8).withUnsafeBytes { bytes in
            do { try STDERR_FILENO.write(bytes) } catch {}
        }
    }

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
            tell("\r\(megabytes) \(unit)\(share)  ")
            if bytes == total { tell("\n") }
        }
    }

    private static func logger() -> Logger {
        var logger = Logger(label: "territory") { StreamLogHandler.standardError(label: $0) }
        let level = ProcessInfo.processInfo.environment["TERRITORY_LOG"].flatMap { Logger.Level(rawValue: $0) }
        logger.logLevel = level ?? .notice
        return logger
    }
}
