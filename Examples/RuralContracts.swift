import TerritoryKit

/// Answers how much of what the contracts cover is in the FRR.
enum RuralContracts {
    static func example(_ database: TerritoryDatabase) throws {
        let answer = try database.coverage(of: "contracts", over: "frr")
        for row in answer.rows.prefix(3) {
            print(row.subject.name, row.covered.communes, "of", row.whole.communes, "communes")
        }
    }
}
