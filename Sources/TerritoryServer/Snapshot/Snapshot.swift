internal import TerritoryGeometry
internal import TerritoryFormats
internal import TerritoryKit

/// One database file, as it is served: immutable, so that whatever is asked of it belongs together.
///
/// A request takes one reference at its start and sees no other; the file goes when the last request does.
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

/// Finished answers by what was asked, up to a number of bytes.
final class AnswerCache: Sendable {
    struct Key: Hashable {
        var target: String
        var representation: Representation
        var language: String
        var isCompressed: Bool
    }

    private struct State {
        var answers: [Key: Answer] = [:]
        var bytes = 0
    }

    private let limit: Int
    private let state = Guarded(State())

    init(limit: Int) { self.limit = limit }

    subscript(_ key: Key) -> Answer? { state.withLock { $0.answers[key] } }

    /// Keeps an answer as long as there is room; what was kept first stays.
    func keep(_ answer: Answer, for key: Key) {
        let size = answer.bytes.count + key.target.utf8.count + 512
        guard key.target.utf8.count <= 512 else { return }
        state.withLock { state in
            guard state.answers[key] == nil, state.bytes + size <= limit else { return }
            state.answers[key] = answer
            state.bytes += size
        }
    }
}
