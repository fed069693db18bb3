internal import GRDB

/// Which data an answer was given from; every answer carries it.
public struct DataStamp: Hashable, Codable, Sendable {
    /// `region:76` or `france`.
    public var scope: String
    /// Vintage of the communes (code officiel géographique).
    public var vintage: String
    /// Identifier of the licence of the data.
    public var license: String
    /// SHA-256 of the content of the database, 64 hexadecimal digits.
    public var contentHash: String

    public init(scope: String, vintage: String, license: String, contentHash: String) {
        self.scope = scope
        self.vintage = vintage
        self.license = license
        self.contentHash = contentHash
    }

    enum CodingKeys: String, CodingKey {
        case scope, vintage, license
        case contentHash = "content_hash"
    }
}

extension DataStamp {
    /// The scope as people read it.
    public var scopeText: String {
        guard case .region(let code)? = Scope(scope) else { return "France" }
        return "région \(code)"
    }

    init(_ db: Database) throws {
        let entries = try db.metadata()
        self.init(
            scope: entries["scope"] ?? "", vintage: entries["data_vintage"] ?? "",
            license: entries["data_license"] ?? "", contentHash: entries["content_hash"] ?? "")
    }
}

extension Database {
    /// What the file says of itself, by key.
    func metadata() throws -> [String: String] {
        try Row.fetchAll(self, sql: "SELECT key, value FROM metadata").reduce(into: [:]) {
            try $0[$1.value("key")] = $1.value("value")
        }
    }
}
