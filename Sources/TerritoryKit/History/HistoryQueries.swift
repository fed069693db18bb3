internal import GRDB

extension CommuneHistory {
    static func fetch(_ db: Database) throws -> CommuneHistory {
        let movements = try Row.fetchAll(db, sql: "SELECT * FROM commune_movement").compactMap(CommuneMovement.init)
        let current = try Row.fetchAll(db, sql: "SELECT code, name FROM commune").reduce(into: [CommuneCode: String]())
        {
            $0[CommuneCode(unchecked: $1["code"])] = $1["name"]
        }
        return CommuneHistory(movements: movements, current: current)
    }
}

extension CommuneMovement {
    init?(_ row: Row) {
        guard let number = Int(row["kind"] as String), let kind = Kind(rawValue: number),
            let date = CivilDate(row["date"] as String)
        else { return nil }
        self.init(kind: kind, date: date, before: End(row, "before"), after: End(row, "after"))
    }
}

extension CommuneMovement.End {
    fileprivate init?(_ row: Row, _ suffix: String) {
        guard let type: String = row["type_\(suffix)"], let code: String = row["code_\(suffix)"] else { return nil }
        self.init(type: type, code: CommuneCode(unchecked: code), name: row["name_\(suffix)"] ?? "")
    }
}
