internal import Foundation
internal import TerritoryFormats
internal import TerritoryKit

/// The names by which territories are searched, folded so that accents, case and punctuation do not matter.
struct SearchNames {
    let package: DataPackage

    /// Folded name, kind, code and name, in the order of the key: two periods of a commune under one name make one row.
    func rows() -> RowBatch {
        var batch = RowBatch()
        var last = ("", "", "", "")
        for row in names().map({ (NameFolding.fold($0.2), $0.0, $0.1, $0.2) }).sorted(by: <) where row != last {
            batch.append(text: row.0)
            batch.append(text: row.1)
            batch.append(text: row.2)
            batch.append(text: row.3)
            last = row
        }
        return batch
    }

    private func names() -> [(String, String, String)] {
        let tables = [
            Tables.commune, Tables.epci, Tables.arrondissement, Tables.departement, Tables.region, Tables.qpv,
        ]
        return tables.flatMap { schema in
            package.rows(schema).map { (schema.name, $0.values[0], $0.values[1]) }
        }
            + package.rows(Tables.grouping).map { ("grouping", $0.values[0], $0.values[2]) }
            + formerNames()
    }

    /// The names of the communes of the past, with the code of the one commune that holds their ground today.
    private func formerNames() -> [(String, String, String)] {
        let current = package.rows(Tables.commune).reduce(into: [CommuneCode: String]()) {
            $0[CommuneCode(unchecked: $1.values[0])] = $1.values[1]
        }
        let movements = CommuneMovement.all(in: package)
        let history = CommuneHistory(movements: movements, current: current)
        let ends = Set(movements.compactMap(\.before).filter { $0.type == "COM" })
        return ends.compactMap { end in
            let life = history.periods(of: end.code).last { $0.name == end.name || $0.until != nil }
            guard let day = life?.until?.dayBefore ?? life?.from else { return nil }
            let successors = history.succession(of: end.code, from: day).successors
            guard successors.count == 1, let successor = successors.first, let name = current[successor],
                name != end.name
            else {
                return nil
            }
            return ("former_commune", successor.rawValue, end.name)
        }
    }
}
