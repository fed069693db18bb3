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

    /// The history of one code: what names it, and nothing of where its ground went.
    static func periods(_ db: Database, of code: CommuneCode) throws -> [Period] {
        let movements = try Row.fetchAll(
            db, sql: "SELECT * FROM commune_movement WHERE code_before = ?1 OR code_after = ?1",
            arguments: [code.rawValue]
        ).map(CommuneMovement.init)
        let name = try String.fetchOne(db, sql: "SELECT name FROM commune WHERE code = ?", arguments: [code.rawValue])
        return CommuneHistory(movements: movements, current: name.map { [code: $0] } ?? [:]).periods(of: code)
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
