internal import TerritoryGeometry
internal import HTTPTypes
internal import NIOCore
internal import TerritoryFormats
internal import TerritoryKit

/// One database file, as it is served: immutable, so that whatever is asked of it belongs together.
///
/// A request takes one reference at its start and sees no other.
final class Snapshot: Sendable {
    let database: TerritoryDatabase
    let layers: [ServedLayer]
    let sources: SourcesAnswer
    let routes: RouteTable
    /// What was answered, ready to go out again.
    let answers = AnswerCache(limit: 64 << 20)

    /// Reads all that answers are made of.
    ///
    /// - Parameters:
    ///   - database: An open file.
    ///   - makeRoutes: The routes that some layers have.
    /// - Throws: ``StorageError`` for a file that is none, damaged, or of another format.
    init(_ database: TerritoryDatabase, routes makeRoutes: ([ServedLayer]) -> [Route]) throws {
        self.database = database
        layers = try database.layers().map(ServedLayer.init)
        sources = try database.sources()
        routes = RouteTable(makeRoutes(layers))
    }

    var hash: String { database.stamp.contentHash }

    /// What tells these data from others in an address.
    var shortHash: String { String(hash.prefix(8)) }

    func layer(_ id: String) -> ServedLayer? { layers.first { $0.id == id } }
}

/// Answers that went out, by what was asked, up to a number of bytes: another such question costs a look-up.
final class AnswerCache: Sendable {
    /// All of a request that its answer depends on, beside the snapshot and the settings.
    struct Key: Hashable {
        /// As it stands in the request line.
        var target: String
        /// With what a proxy in front says of it, where that is believed.
        var host: String
        var accept: String
        var language: String
        var acceptsGzip: Bool

        /// Texts that nobody repeats take no room.
        static let limit = 512
    }

    struct Entry: Sendable {
        var fields: HTTPFields
        var body: NIOCore.ByteBuffer
        var operation: String
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var bytes = 0
    }

    private let limit: Int
    private let state = Guarded(State())

    init(limit: Int) { self.limit = limit }

    subscript(_ key: Key) -> Entry? { state.withLock { $0.entries[key] } }

    /// The bytes of an answer that is kept, at most: the communes with all that is known of them, packed.
    private static let largest = 4 << 20

    /// Keeps an answer; where there is no room left, all that was kept before goes.
    func keep(_ entry: Entry, for key: Key) {
        let size = entry.body.readableBytes + 2 * Key.limit
        guard size <= Self.largest else { return }
        state.withLock { state in
            guard state.entries[key] == nil else { return }
            if state.bytes + size > limit { state = State() }
            state.entries[key] = entry
            state.bytes += size
        }
    }
}
