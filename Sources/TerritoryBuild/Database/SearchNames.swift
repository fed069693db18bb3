internal import Foundation
internal import TerritoryFormats
internal import TerritoryKit

/// The names by which territories are searched, folded so that accents, case and punctuation do not matter.
struct SearchNames {
    let package: DataPackage

    private struct Name: Hashable {
        var kind: String
        var code: String
        var name: String
        var folded: String

        init(_ kind: String, _ code: String, _ name: String) {
            (self.kind, self.code, self.name) = (kind, code, name)
            folded = NameFolding.fold(name)
        }

        /// The key of the table, in its order.
        var key: (String, String, String, String) { (folded, kind, code, name) }
    }

    /// In the order of the key; two former communes of one name on one ground make one row.
    func rows() -> RowBatch {
        var batch = RowBatch()
        let departements = departements()
        for name in Set(todaysNames() + formerNames()).sorted(by: { $0.key < $1.key }) {
            batch.append(text: name.kind)
            batch.append(text: name.code)
            batch.append(text: name.name)
            batch.append(text: name.folded)
            batch.append(text: departements[name.kind]?[name.code])
        }
        return batch
    }

    private func todaysNames() -> [Name] {
        let tables = [
            Tables.commune, Tables.epci, Tables.arrondissement, Tables.departement, Tables.region, Tables.qpv,
        ]
        return tables.flatMap { schema in
            package.rows(schema).map { Name(schema.name, $0.values[0], $0.values[1]) }
        } + package.rows(Tables.grouping).map { Name("grouping", $0.values[0], $0.values[2]) }
    }

    /// The names of the past, with the code of each commune that holds their ground today.
    private func formerNames() -> [Name] {
        let current = package.rows(Tables.commune).reduce(into: [CommuneCode: String]()) {
            $0[CommuneCode(unchecked: $1.values[0])] = $1.values[1]
        }
        let movements = CommuneMovement.all(in: package)
        return CommuneHistory(movements: movements, current: current).formerNames(in: movements).flatMap { former in
            former.successors.filter { current[$0] != nil }.map { Name("former_commune", $0.rawValue, former.name) }
        }
    }
}

extension SearchNames {
    /// The département that tells a territory from its homonyms, by kind and code; none for those that hold several.
    private func departements() -> [String: [String: String]] {
        let known = Set(package.tables[Tables.departement.name]?.values(of: "code") ?? [])
        let communes = values(of: Tables.commune, "code", "departement")
        return [
            "commune": communes, "former_commune": communes,
            "arrondissement": values(of: Tables.arrondissement, "code", "departement"),
            "epci": values(of: Tables.epci, "code", "seat_departement"),
            "qpv": qpvDepartements(communes),
        ].mapValues { $0.filter { known.contains($0.value) } }
    }

    private func values(of schema: TableSchema, _ key: String, _ field: String) -> [String: String] {
        guard let table = package.tables[schema.name] else { return [:] }
        return Dictionary(zip(table.values(of: key), table.values(of: field))) { first, _ in first }
    }

    /// That of most of the communes of a QPV; of several, the one with the lowest code.
    private func qpvDepartements(_ communes: [String: String]) -> [String: String] {
        Dictionary(grouping: package.rows(Tables.qpvCommune)) { $0.values[0] }.compactMapValues { rows in
            let counts = rows.compactMap { communes[$0.values[1]] }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
        }
    }
}
