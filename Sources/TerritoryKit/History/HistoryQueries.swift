internal import GRDB

extension CommuneHistory {
    static func fetch(_ db: Database) throws -> CommuneHistory {
        let movements = try Row.fetchAll(db, sql: "SELECT * FROM commune_movement").map(CommuneMovement.init)
        let current = try Row.fetchAll(db, sql: "SELECT code, name FROM commune").reduce(into: [CommuneCode: String]())
        {
            try $0[CommuneCode(unchecked: $1.value("code"))] = $1.value("name")
        }
        return CommuneHistory(movements: movements, current: current)
    }
}

extension CommuneMovement {
    init(_ row: Row) throws {
        guard let kind = try Int(row.value("kind") as String).flatMap(Kind.init) else { throw DatabaseError.damaged }
        try self.init(kind: kind, date: row.day("date"), before: End(row, "before"), after: End(row, "after"))
    }
}

extension CommuneMovement.End {
    fileprivate init?(_ row: Row, _ suffix: String) throws {
        guard let type: String = try row.value("type_\(suffix)"), let code: String = try row.value("code_\(suffix)")
        else { return nil }
        try self.init(type: type, code: CommuneCode(unchecked: code), name: row.value("name_\(suffix)") ?? "")
    }
}
