internal import GRDB

/// Finds the shapes of a package that are not valid (OGC Simple Features), with the line on which each stands.
struct ShapeValidity {
    let package: DataPackage

    func check(_ db: Database) throws {
        let communes = try problems(
            db, table: "commune", file: "geo/communes.geojson",
            lines: package.communeShapes.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value.line })
        let qpvs = try problems(
            db, table: "qpv", file: "geo/qpv.geojson",
            lines: package.qpvShapes.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value.line })
        let all = communes + qpvs
        guard all.isEmpty else { throw ImportError(all) }
    }

    private func problems(
        _ db: Database, table: String, file: String, lines: [String: Int]
    ) throws -> [SourceProblem] {
        // ST_IsValid answers -1 for a broken blob.
        try Row.fetchAll(
            db,
            sql: """
                SELECT code, name, ST_IsValidReason(geometry) AS reason FROM \(table)
                WHERE geometry IS NOT NULL AND ST_IsValid(geometry) <> 1 ORDER BY code
                """
        ).map { row in
            let code: String = row["code"]
            return SourceProblem(
                file: package.shown(file), line: lines[code],
                .invalidShape("\(code) \(row["name"] as String)", reason: row["reason"]))
        }
    }
}

extension Phrase {
    static func invalidShape(_ name: String, reason: String?) -> Phrase {
        let detail = reason.map { " (\($0))" } ?? ""
        return Phrase(
            fr: "le contour de \(name) n’est pas valide\(detail)\u{202F}; des anneaux qui ne se croisent pas sont "
                + "attendus",
            en: "the shape of \(name) is not valid\(detail); rings that do not cross are expected")
    }
}
