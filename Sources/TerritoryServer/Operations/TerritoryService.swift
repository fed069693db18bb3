internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle
internal import TerritoryFormats
internal import TerritoryKit
internal import UnixSignals

/// The service: a database that answers over HTTP until it is told to stop.
public struct TerritoryService: Sendable {
    private let store: SnapshotStore
    private let settings: ServerSettings
    private let metrics = Metrics()
    private let logger: Logger

    /// Reads the database, and listens to nothing yet.
    ///
    /// - Throws: ``StorageError`` where there is no database that can be served.
    public init(database path: String, settings: ServerSettings, logger: Logger) throws {
        store = try SnapshotStore(path: path, readers: max(2, ProcessInfo.processInfo.activeProcessorCount))
        (self.settings, self.logger) = (settings, logger)
    }

    /// Answers until the process is told to stop (SIGTERM, SIGINT): what is being answered is then finished.
    ///
    /// - Parameter listening: Is told the port once requests are answered.
    /// - Throws: ``ServerError`` where the address cannot be listened on.
    public func run(listening: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
        var services: [any Service] = [FileWatch(store: store, metrics: metrics, logger: logger)]
        services.append(application(port: settings.port, host: settings.host, isAdmin: false, listening: listening))
        if let port = settings.adminPort {
            services.append(application(port: port, host: "127.0.0.1", isAdmin: true, listening: { _ in }))
        }
        services.append(StopWatch(store: store, drain: settings.drainSeconds))
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(20 + settings.drainSeconds)
        try await ServiceGroup(configuration: configuration).run()
    }

    private func application(
        port: Int, host: String, isAdmin: Bool, listening: @escaping @Sendable (Int) -> Void
    ) -> any Service {
        let configuration = ApplicationConfiguration(
            address: .hostname(host, port: port), serverName: nil, backlog: 1024,
            availableConnectionsDelegate: MaximumAvailableConnections(settings.connectionLimit))
        let server = HTTPServerBuilder { [metrics] responder in
            GuardedHTTP1(
                base: HTTP1Channel(
                    responder: responder,
                    configuration: .init(
                        additionalChannelHandlers: [ExchangeGuard()],
                        // The responder says so where its own, smaller limits are passed.
                        httpDecoderConfiguration: .init(
                            maxHeaderFieldSize: 48 << 10, maxHeaderListSize: 96 << 10, maxHeaderFieldCount: 300))),
                patience: Patience(), metrics: metrics)
        }
        // Who listens where is told once, in the service’s own words.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let onRunning: @Sendable (any Channel) async -> Void = { channel in
            listening(channel.localAddress?.port ?? port)
        }
        let service: any Service =
            if isAdmin {
                Application(
                    responder: AdminResponder(store: store, metrics: metrics), server: server,
                    configuration: configuration, onServerRunning: onRunning, logger: quiet)
            } else {
                Application(
                    responder: Responder(store: store, settings: settings, metrics: metrics, logger: logger),
                    server: server, configuration: configuration, onServerRunning: onRunning, logger: quiet)
            }
        return Listener(service: service, host: host, port: port)
    }
}

/// Says why an address cannot be listened on.
private struct Listener: Service {
    let service: any Service
    let host: String
    let port: Int

    func run() async throws {
        do {
            try await service.run()
        } catch let error as IOError {
            throw ServerError.cannotListen(host: host, port: port, reason: .cannotListen(error.errnoCode))
        } catch is SocketAddressError {
            throw ServerError.cannotListen(host: host, port: port, reason: .cannotListen(EADDRNOTAVAIL))
        }
    }
}

/// Looks for another file in the place of the one that is served: each second, and at once on SIGHUP.
private struct FileWatch: Service {
    let store: SnapshotStore
    let metrics: Metrics
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    while (try? await Task.sleep(for: .seconds(1))) != nil { await refresh(always: false) }
                }
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sighup) { await refresh(always: true) }
                }
            }
        }
    }

    private func refresh(always: Bool) async {
        store.dropFormer()
        switch store.refresh(always: always) {
        case nil: break
        case .success(let hash):
            metrics.swapped(isFailure: false)
            logger.info("swapped", metadata: ["content_hash": "\(hash)"])
        case .failure(let error):
            metrics.swapped(isFailure: true)
            let reason = (error as? any TerritoryError)?.message.en ?? "unknown"
            logger.warning("not swapped", metadata: ["reason": "\(reason)"])
        }
    }
}

/// Says that the service stops, before it does.
private struct StopWatch: Service {
    let store: SnapshotStore
    let drain: Int

    // Services stop in the reverse order of their start: this one first.
    func run() async throws {
        try? await gracefulShutdown()
        store.isStopping = true
        try? await Task.sleep(for: .seconds(drain))
    }
}

/// Measures and health, for those who run the service.
private struct AdminResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let store: SnapshotStore
    let metrics: Metrics

    func respond(to request: Request, context: Context) async throws -> Response {
        guard request.method == .get else { return Response(status: .methodNotAllowed) }
        let (status, text): (HTTPResponse.Status, String) =
            switch request.uri.path {
            case "/metrics": (.ok, metrics.text(store.current))
            case "/health/live": (.ok, "ok\n")
            case "/health/ready": store.isStopping ? (.serviceUnavailable, "stopping\n") : (.ok, "ok\n")
            default: (.notFound, "")
            }
        return Response(
            status: status,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
