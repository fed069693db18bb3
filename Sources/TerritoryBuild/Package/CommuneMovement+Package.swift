internal import TerritoryKit

extension CommuneMovement {
    static func all(in package: DataPackage) -> [CommuneMovement] {
        package.rows(Tables.communeMovement).compactMap { row in
            guard let number = Int(row.values[0]), let kind = Kind(rawValue: number),
                let date = CivilDate(row.values[1])
            else { return nil }
            return CommuneMovement(
                kind: kind, date: date, before: end(row.values[2...4]), after: end(row.values[5...7]))
        }
    }

    private static func end(_ values: ArraySlice<String>) -> End? {
        guard let type = values.first, let code = CommuneCode(rawValue: values[values.startIndex + 1]) else {
            return nil
        }
        return End(type: type, code: code, name: values[values.startIndex + 2])
    }
}
