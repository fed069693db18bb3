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
                SourceDocument(
                    code: row["code"], title: row["title"], publisher: row["publisher"], vintage: row["vintage"],
                    use: LocalizedText(fr: row["use_fr"], en: row["use_en"]), rawFile: row["file"],
                    rawSHA256: row["sha256"])
            }
            return SourcesAnswer(
                sources: sources, documents: documents, register: register, buildDate: buildDate,
                editedFiles: (entries["edited_files"] ?? "").split(separator: "\n").map(String.init), data: stamp)
        }
    }
}

extension DataSource {
    fileprivate init(_ row: Row) {
        self.init(
            path: row["path"], role: row["role"], title: row["title"], publisher: row["publisher"],
            license: row["license"],
            licenseURL: row["license_url"], vintage: row["vintage"], date: row["date"],
            codeVintage: row["code_vintage"], validFrom: CivilDate(row, "valid_from"),
            validUntil: CivilDate(row, "valid_until"),
            standInMonths: row["stand_in_months"],
            precision: (row["precision_m"] as Int?).map {
                ShapePrecision(
                    meters: $0, reason: LocalizedText(fr: row["precision_fr"] ?? "", en: row["precision_en"] ?? ""))
            }, rawFile: row["raw_file"], rawSHA256: row["raw_sha256"])
    }
}
