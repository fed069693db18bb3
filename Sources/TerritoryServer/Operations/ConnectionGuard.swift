internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTPTypes

/// How long a client may take for what it sends and takes.
struct Patience: Sendable {
    /// For the head of a request, from its first byte.
    var head = TimeAmount.seconds(10)
    /// Between two requests, above the 60 seconds of common proxies.
    var idle = TimeAmount.seconds(75)
    /// Without a byte of the answer taken.
    var write = TimeAmount.seconds(30)
    /// How often a connection is looked at.
    var step = TimeAmount.seconds(2)
}

/// Closes connections whose clients send or take too slowly: neither a half-open head nor an answer that nobody reads
/// holds anything for long.
///
/// It stands before the HTTP decoder, and sees bytes; ``ExchangeGuard`` tells it where requests begin and end.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let patience: Patience
    private let metrics: Metrics
    private var check: RepeatedTask?
    private var state = ExchangeState.waiting
    /// When the state began, or the last byte was taken.
    private var since = NIODeadline.now()
    private var waitingBytes = 0
    /// Whether bytes came after the head of the request that is answered.
    private var hasMore = false

    /// Bytes that a reader takes at least before its time is up.
    private static let leastProgress = 32 << 10

    enum ExchangeState {
        case waiting, head, answering
    }

    init(_ patience: Patience, _ metrics: Metrics) { (self.patience, self.metrics) = (patience, metrics) }

    func begin(_ state: ExchangeState) {
        self.state = state == .waiting && hasMore ? .head : state
        hasMore = false
        since = .now()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        check = context.eventLoop.scheduleRepeatedTask(initialDelay: patience.step, delay: patience.step) { _ in
            let (handler, context) = bound.value
            handler.look(context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        check?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // The head of the next request may begin while this one is answered.
        if state == .waiting { begin(.head) } else if state == .answering { hasMore = true }
        context.fireChannelRead(data)
    }

    private func look(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        switch state {
        case .head where now - since > patience.head: close(context, "slow_head")
        case .waiting where now - since > patience.idle: close(context, "idle")
        case .answering:
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.channel.getOption(.bufferedWritableBytes).whenSuccess { bytes in
                let (handler, context) = bound.value
                handler.look(context, waiting: bytes, now)
            }
        default: break
        }
    }

    private func look(_ context: ChannelHandlerContext, waiting bytes: Int, _ now: NIODeadline) {
        // A byte now and then is no progress.
        if bytes == 0 || bytes > waitingBytes || waitingBytes - bytes >= Self.leastProgress {
            (waitingBytes, since) = (bytes, now)
        } else if now - since > patience.write {
            close(context, "slow_reader")
        }
    }

    private func close(_ context: ChannelHandlerContext, _ reason: String) {
        check?.cancel()
        metrics.closed(reason)
        context.close(promise: nil)
    }
}

/// Tells ``ConnectionGuard`` where requests begin and answers end.
final class ExchangeGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var inProgress = 0
    private var connection: ConnectionGuard?
    /// The end of the last answer, which may still wait for its reader.
    private var lastEnd: EventLoopFuture<Void>?

    func handlerAdded(context: ChannelHandlerContext) {
        connection = try? context.pipeline.syncOperations.handler(type: ConnectionGuard.self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) {
            inProgress += 1
            connection?.begin(.answering)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        inProgress -= 1
        // The answer ends when its last byte is taken, not when it is handed over.
        let promise = promise ?? context.eventLoop.makePromise(of: Void.self)
        lastEnd = promise.futureResult
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        promise.futureResult.whenSuccess {
            let handler = bound.value
            if handler.inProgress == 0 { handler.connection?.begin(.waiting) }
        }
        context.write(data, promise: promise)
    }

    /// Closes once the last answer is taken: a service that stops cuts none.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode != .input, let lastEnd else { return context.close(mode: mode, promise: promise) }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        lastEnd.whenComplete { _ in bound.value.close(mode: mode, promise: promise) }
    }
}

/// Connections of HTTP/1.1 with a guard before their decoder.
struct GuardedHTTP1: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let base: HTTP1Channel
    let patience: Patience
    let metrics: Metrics

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(ConnectionGuard(patience, metrics))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
