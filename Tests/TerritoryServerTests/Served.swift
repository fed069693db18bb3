import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TerritoryKit
@testable import TerritoryServer
import TerritoryTestSupport

/// The fixture country as it is served, asked without a socket.
final class Served: Sendable {
    let fixture: FixtureDatabase
    let store: SnapshotStore
    private let settings: ServerSettings

    init(settings: ServerSettings = ServerSettings()) throws {
        fixture = try FixtureDatabase()
        store = try SnapshotStore(path: fixture.path, readers: 2)
        self.settings = settings
    }

    static let base = "http://localhost"
    /// Asked by most tests, and changed by none.
    static let shared = Result { try Served() }

    struct Reply: Sendable {
        var status: Int
        var fields: HTTPFields
        var bytes: [UInt8]
        var operation: String

        var text: String { String(decoding: bytes, as: UTF8.self) }
        func json() throws -> JSONTree { try JSONDecoder().decode(JSONTree.self, from: Data(bytes)) }
        func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { fields[$0] } }
    }

    func ask(_ target: String, method: HTTPRequest.Method = .get, _ fields: [String: String] = [:]) -> Reply {
        var named = HTTPFields()
        for (name, value) in fields where name != "Host" { if let name = HTTPField.Name(name) { named[name] = value } }
        let host = fields["Host"] ?? "localhost"
        let head = HTTPRequest(method: method, scheme: "http", authority: host, path: target, headerFields: named)
        let responder = Responder(
            store: store, settings: settings, metrics: Metrics(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (response, operation) = responder.response(to: head)
        return Reply(
            status: response.status.code, fields: response.headers, bytes: response.body.collected, operation: operation
        )
    }
}

extension ResponseBody {
    /// What a body that is known beforehand holds.
    fileprivate var collected: [UInt8] {
        // The bytes are those of one buffer, which a mirror shows without a connection.
        for child in Mirror(reflecting: self).children.flatMap({ Mirror(reflecting: $0.value).children }) {
            if let buffer = child.value as? ByteBuffer { return Array(buffer.readableBytesView) }
        }
        return []
    }
}

extension JSONTree {
    subscript(_ name: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    var items: [JSONTree] {
        guard case .list(let items) = self else { return [] }
        return items
    }

    var string: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// Every link of an answer, by relation.
    func links(_ rel: String) -> [JSONTree] {
        (self["links"]?.items ?? []).filter { $0["rel"]?.string == rel }
    }

    /// The codes of a collection of features.
    var ids: [String] { (self["features"]?.items ?? []).compactMap { $0["id"]?.string } }
}

extension String {
    /// Without what every address begins with.
    var target: String { hasPrefix(Served.base) ? String(dropFirst(Served.base.count)) : self }
}
