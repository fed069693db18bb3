internal import Foundation
internal import GRDB
internal import TerritoryKit

/// What a database says of itself: scope, sources, build date, content hash.
struct Metadata {
    let package: DataPackage
    let buildDate: CivilDate

    func write(to db: Database) throws {
        for resource in package.sources {
            for source in resource.sources { try insert(source, path: resource.path, into: db) }
        }
        let license = Descriptor.License.known[0]
        let entries = [
            "scope": package.scope.description,
            "build_date": buildDate.description,
            "data_vintage": vintage,
            "data_license": license.name,
            "edited_files": package.editedFiles.sorted().joined(separator: "\n"),
        ]
        if let radius = package.knownQPVRadius { try Self.write("known_qpv_radius_m", String(radius), to: db) }
        for (key, value) in entries { try Self.write(key, value, to: db) }
    }

    static func write(contentHash: String, to db: Database) throws { try write("content_hash", contentHash, to: db) }

    private static func write(_ key: String, _ value: String, to db: Database) throws {
        try db.execute(sql: "INSERT INTO metadata (key, value) VALUES (?, ?)", arguments: [key, value])
    }

    /// The vintage of the communes, on which everything else hangs.
    private var vintage: String {
        package.sources.lazy.flatMap(\.sources).first { $0.role == SourceRole.communes.rawValue }?.vintage ?? ""
    }

    private func insert(_ source: Descriptor.Source, path: String, into db: Database) throws {
        let license = Descriptor.License.known.first { $0.name == source.license }
        try db.execute(
            sql: """
                INSERT INTO source (path, role, label_fr, label_en, title, publisher, license, license_url, vintage, date, code_vintage,
                                    valid_from, valid_until, stand_in_months, precision_m, precision_fr, precision_en,
                                    raw_file, raw_sha256)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                path, source.role, source.label.fr, source.label.en, source.title, source.publisher, source.license,
                license?.path ?? "",
                source.vintage, source.date, source.codeVintage, source.validFrom, source.validUntil,
                source.standInMonths ?? 0, source.precision?.meters, source.precision?.fr, source.precision?.en,
                source.file, source.sha256,
            ])
    }
}
