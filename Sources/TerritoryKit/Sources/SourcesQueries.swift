internal import GRDB
internal import TerritoryFormats

extension TerritoryDatabase {
    /// What the database is made of: publishers, licences, vintages, documents.
    public func sources() throws -> SourcesAnswer {
        let register = try pactTable()?.pactCounts()
        return try read { [stamp, path] db in
            let sources = try Row.fetchAll(
                db, sql: "SELECT * FROM source ORDER BY path, role, coalesce(valid_from, date), vintage"
            ).map(DataSource.init)
            let entries = try db.metadata()
            guard let buildDate = entries["build_date"].flatMap({ CivilDate($0) }) else {
                throw StorageError.damaged(path)
            }
            let documents = try Row.fetchAll(db, sql: "SELECT * FROM document ORDER BY code").map { row in
                try SourceDocument(
                    code: row.value("code"), title: row.value("title"), publisher: row.value("publisher"),
                    vintage: row.value("vintage"),
                    use: row.label("use"), rawFile: row.value("file"),
                    rawSHA256: row.value("sha256"))
            }
            return SourcesAnswer(
                sources: sources, documents: documents, register: register, buildDate: buildDate,
                editedFiles: (entries["edited_files"] ?? "").split(separator: "\n").map(String.init), data: stamp)
        }
    }
}

extension DataSource {
    fileprivate init(_ row: Row) throws {
        try self.init(
            path: row.value("path"), role: row.value("role"), title: row.value("title"),
            publisher: row.value("publisher"),
            license: row.value("license"),
            licenseURL: row.value("license_url"), vintage: row.value("vintage"), date: row.value("date"),
            codeVintage: row.value("code_vintage"), validFrom: CivilDate(row, "valid_from"),
            validUntil: CivilDate(row, "valid_until"),
            standInMonths: row.value("stand_in_months", in: Bounds.months),
            precision: ShapePrecision(row), rawFile: row.value("raw_file"), rawSHA256: row.value("raw_sha256"))
    }
}
