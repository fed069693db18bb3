import ArgumentParser
import Dispatch
import Foundation
import Logging
import TerritoryFormats
import TerritoryGeometry
import TerritoryKit
import TerritoryServer

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer over HTTP: OGC API – Features for GIS programs, pages for people, JSON for programs.",
        discussion: """
            Listens on this machine alone unless --host says otherwise. A database that takes the place of the one that is \
            served answers from then on, also at once on SIGHUP; SIGTERM ends the service when what is being answered is \
            finished. Each option can be given by a variable: \
            \(ServerSettings.entries.map { "\($0.flag) \($0.variable)" }.joined(separator: ", ")).
            """)

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "Address to listen on (default: 127.0.0.1).")
    var host: String?

    @Option(help: "Port to listen on; 0 takes a free one (default: 8080).")
    var port: Int?

    @Option(help: "What links begin with (default: the address that was asked).")
    var baseURL: String?

    @Flag(help: "Believe the fields Forwarded and X-Forwarded-* of the proxy in front.")
    var trustProxy = false

    @Option(help: "Local port of the measures and the health.")
    var adminPort: Int?

    @Flag(help: "A line a request, without what is asked.")
    var accessLog = false

    @Option(help: "Seconds between the order to stop and the stop (default: 0).")
    var drain: Int?

    func validate() throws {
        let bounds: [(String, Int?, ClosedRange<Int>)] = [
            ("--port", port, 0...65535), ("--admin-port", adminPort, 0...65535), ("--drain", drain, 0...3600),
        ]
        for (name, value, bounds) in bounds {
            guard let value, !bounds.contains(value) else { continue }
            throw ValidationError(
                "\(name) \(value) is out of bounds: \(bounds.lowerBound) to \(bounds.upperBound) is expected.")
        }
    }

    func run() throws {
        try Exit.reporting(in: text.language) {
            var settings = ServerSettings()
            let variables = ServerVariables()
            settings.host = host ?? variables.text("TERRITORY_HOST") ?? settings.host
            settings.port = try port ?? variables.number("TERRITORY_PORT", 0...65535) ?? settings.port
            settings.baseURL = baseURL ?? variables.text("TERRITORY_BASE_URL")
            settings.trustsProxy = try trustProxy || variables.flag("TERRITORY_TRUST_PROXY")
            settings.adminPort = try adminPort ?? variables.number("TERRITORY_ADMIN_PORT", 0...65535)
            settings.logsAccess = try accessLog || variables.flag("TERRITORY_ACCESS_LOG")
            settings.drainSeconds = try drain ?? variables.number("TERRITORY_DRAIN", 0...3600) ?? settings.drainSeconds
            let logger = Logger(label: "territory") { StreamLogHandler.standardError(label: $0) }
            let service = try TerritoryService(database: database.resolvedPath, settings: settings, logger: logger)
            try wait { [host = settings.host] in
                try await service.run { port in
                    logger.info("listening", metadata: ["url": "http://\(host):\(port)/"])
                }
            }
        }
    }

    /// Waits on this thread for what is done on others.
    private func wait(_ work: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        let failure = Guarded<(any Error)?>(nil)
        Task {
            do { try await work() } catch { failure.withLock { $0 = error } }
            done.signal()
        }
        done.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }
}

/// The settings of the service that the environment gives.
private struct ServerVariables {
    private let environment = ProcessInfo.processInfo.environment

    func text(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    func number(_ name: String, _ bounds: ClosedRange<Int>) throws -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), bounds.contains(number) else {
            throw ValidationError(
                "\(name) is \(text.inEnglishQuotes): a number from \(bounds.lowerBound) to \(bounds.upperBound) is expected."
            )
        }
        return number
    }

    func flag(_ name: String) throws -> Bool {
        guard let text = text(name) else { return false }
        guard let isTrue = ["true": true, "1": true, "false": false, "0": false][text] else {
            throw ValidationError("\(name) is \(text.inEnglishQuotes): true or false is expected.")
        }
        return isTrue
    }
}
