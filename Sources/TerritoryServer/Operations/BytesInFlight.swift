internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TerritoryGeometry

/// The bytes of large answers that are on their way: what their readers leave waiting has a bound.
final class BytesInFlight: Sendable {
    /// From here on, an answer is large.
    static let least = 1 << 20
    private static let piece = 256 << 10

    private let limit: Int
    private let reserved = Guarded(0)

    init(limit: Int) { self.limit = limit }

    /// Room for an answer, which is given back when nobody holds it any more.
    final class Room: Sendable {
        private let owner: BytesInFlight
        private let count: Int

        fileprivate init(_ owner: BytesInFlight, _ count: Int) { (self.owner, self.count) = (owner, count) }

        deinit { owner.reserved.withLock { $0 -= count } }

        /// The same answer, written piece by piece as its reader takes it.
        func held(by response: Response) -> Response {
            var response = response
            let body = response.body
            response.body = ResponseBody(contentLength: body.contentLength) { [self] writer in
                try await body.write(PieceWriter(writer: writer))
                withExtendedLifetime(self) {}
            }
            return response
        }
    }

    /// - Returns: `nil` where there is no room left.
    func reserve(_ count: Int) -> Room? {
        reserved.withLock { reserved in
            guard reserved + count <= limit else { return nil }
            reserved += count
            return Room(self, count)
        }
    }

    private struct PieceWriter: ResponseBodyWriter {
        var writer: any ResponseBodyWriter

        mutating func write(_ buffer: ByteBuffer) async throws {
            var rest = buffer
            while let piece = rest.readSlice(length: min(BytesInFlight.piece, rest.readableBytes)),
                piece.readableBytes > 0
            {
                try await writer.write(piece)
            }
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws { try await writer.finish(trailingHeaders) }
    }
}
