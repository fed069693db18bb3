internal import Foundation
internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// The checks that a database passes before it takes its place, and that `territory verify` runs again.
struct Verification {
    let db: Database

    /// Checks a file of any age.
    ///
    /// What is no longer what was built may be anything: nothing more is asked of it, and no shape is handed on.
    func checks(of file: HeldFile) throws -> [VerificationCheck] {
        let sealed = try seal(of: file)
        let first = [sealed, try self.file()]
        guard sealed.outcome == .passed else { return first }
        return try first + [references(), contentHash(), validShapes(invalidShapes()), shapelessCommunes()]
            + [coverage(storedDisputes()), columns()] + content()
    }

    /// The checks of a file that was just written: the references of its package were followed, and the shapes of its
    /// communes and QPV checked, as they were read.
    func checks(ofNew shapes: ShapeFindings) throws -> [VerificationCheck] {
        try [validShapes(shapes.invalid), shapelessCommunes(), coverage(shapes.disputes)] + content()
    }

    private func content() throws -> [VerificationCheck] {
        try [dissolves(), holes(), epciMembers(), qpvPlaces(), franceServicesPlaces(), counts()]
    }

    /// What SQLite cannot read is not what was built; what the disk does not give is another matter.
    private func isSealed(_ file: HeldFile) throws -> Bool {
        do {
            return try FileSeal(db, in: file.descriptor)?.agrees(with: file.descriptor) ?? false
        } catch let error as SystemError {
            throw StorageError.unreadable(file.path, reason: error.message)
        } catch {
            return false
        }
    }

    private func seal(of file: HeldFile) throws -> VerificationCheck {
        return check(
            "seal", passes: try isSealed(file),
            LocalizedText(fr: "le fichier est celui qui a été construit", en: "the file is the one that was built"),
            LocalizedText(
                fr: "le fichier n’est plus celui qui a été construit\u{202F}: il est abîmé, ou un autre programme y a "
                    + "écrit\u{202F}; il est à reconstruire",
                en:
                    "the file is no longer the one that was built: it is damaged, or another program has written to it; "
                    + "it must be rebuilt"))
    }

    private func file() throws -> VerificationCheck {
        let found: [String]
        do { found = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)") } catch let error as DatabaseError {
            found = ["SQLite \(error.extendedResultCode.rawValue)"]
        }
        return check(
            "file", passes: found == ["ok"],
            LocalizedText(fr: "fichier SQLite sain", en: "SQLite file sound"),
            LocalizedText(
                fr: "fichier SQLite abîmé\u{202F}: \(found.first ?? "")",
                en: "SQLite file damaged: \(found.first ?? "")"))
    }

    private func references() throws -> VerificationCheck {
        let broken = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
        return check(
            "references", passes: broken == 0,
            LocalizedText(fr: "toutes les références aboutissent", en: "every reference leads somewhere"),
            LocalizedText(fr: "\(broken) référence(s) sans cible", en: "\(broken) reference(s) lead nowhere"))
    }

    private func contentHash() throws -> VerificationCheck {
        let stored = try String.fetchOne(db, sql: "SELECT value FROM metadata WHERE key = 'content_hash'")
        let found = try ContentHash.of(db)
        return check(
            "content_hash", passes: stored == found,
            LocalizedText(fr: "empreinte du contenu \(found.prefix(16))…", en: "content hash \(found.prefix(16))…"),
            LocalizedText(
                fr: "le contenu n’est plus celui qui a été construit (empreinte \(found.prefix(16))…, attendu "
                    + "\(stored?.prefix(16) ?? "aucune")…)",
                en: "the content is no longer what was built (hash \(found.prefix(16))…, expected "
                    + "\(stored?.prefix(16) ?? "none")…)"))
    }

    private func invalidShapes() throws -> [String] {
        // ST_IsValid answers -1 for a missing geometry or a broken blob.
        try DatabaseFormat.spatialTables.flatMap { table in
            try String.fetchAll(
                db,
                sql: """
                    SELECT '\(table) ' || code FROM \(table)
                    WHERE geometry IS NOT NULL AND ST_IsValid(geometry) <> 1 ORDER BY code
                    """)
        }
    }

    private func validShapes(_ broken: [String]) -> VerificationCheck {
        let list = broken.prefix(5).joined(separator: ", ")
        return check(
            "valid_shapes", passes: broken.isEmpty,
            LocalizedText(fr: "tous les contours sont valides (OGC)", en: "every shape is valid (OGC)"),
            LocalizedText(
                fr: "\(broken.count) contour(s) non valide(s)\u{202F}: \(list)",
                en: "\(broken.count) shape(s) not valid: \(list)"))
    }

    private func shapelessCommunes() throws -> VerificationCheck {
        let codes = try String.fetchAll(db, sql: "SELECT code FROM commune WHERE geometry IS NULL ORDER BY code")
        let list = codes.prefix(8).joined(separator: ", ")
        return note(
            "communes_without_shape", isQuiet: codes.isEmpty,
            LocalizedText(fr: "toutes les communes ont un contour", en: "every commune has a shape"),
            LocalizedText(
                fr: "\(codes.count) commune(s) sans contour\u{202F}: \(list)",
                en: "\(codes.count) commune(s) without a shape: \(list)"))
    }

    private func storedDisputes() throws -> String {
        let rows = try Row.fetchAll(
            db, sql: "SELECT code, geometry FROM commune WHERE geometry IS NOT NULL ORDER BY code")
        let arcs = CoverageTopology(faces: rows.map { MultiPolygon($0, "geometry") ?? MultiPolygon() })
        return try ShapeFindings.disputes(arcs, rows.map { try $0.decode(String.self, forColumn: "code") }, db)
    }

    /// Every point of the ground lies in exactly one commune, outside members included.
    private func coverage(_ disputes: String) -> VerificationCheck {
        check(
            "coverage", passes: disputes.isEmpty,
            LocalizedText(
                fr: "chaque point est dans une seule commune, au millionième de degré (0,1 m)",
                en: "every point lies in one commune only, to a millionth of a degree (0.1 m)"),
            LocalizedText(fr: "des communes se recouvrent (\(disputes))", en: "communes overlap (\(disputes))"))
    }

    /// Questions about all communes read what the build put beside them and the columns of their classes, and
    /// territories in the order of their keys.
    private func columns() throws -> VerificationCheck {
        let different = try Int.fetchOne(
            db,
            sql: """
                SELECT COUNT(*) FROM commune LEFT JOIN departement ON departement.code = commune.departement
                  LEFT JOIN epci_member ON epci_member.commune = commune.code
                  LEFT JOIN latest_population AS population ON population.commune = commune.code
                WHERE commune.region IS NOT departement.region OR commune.epci IS NOT epci_member.epci
                  OR commune.municipal_population IS NOT population.municipal
                """)
        let isInOrder = try DatabaseFormat.spatialTables.allSatisfy { table in
            let keys = try Int.fetchAll(db, sql: "SELECT id FROM \(table) ORDER BY code")
            // The place of a commune in a column is that of its key.
            return table == "commune" ? keys == keys.indices.map { $0 + 1 } : keys == keys.sorted()
        }
        let stored = try? ZoningColumn.all(in: db)
        return check(
            "columns", passes: try different == 0 && isInOrder && stored == ZoningColumn.allByRows(of: db),
            LocalizedText(
                fr: "ce qui est écrit à côté des communes s’accorde avec les tables",
                en: "what stands beside the communes agrees with the tables"),
            LocalizedText(
                fr: "région, EPCI, population ou classes écrites à côté des communes ne s’accordent plus avec les "
                    + "tables, ou des territoires ne sont plus dans l’ordre de leurs codes",
                en: "région, EPCI, population or classes beside the communes no longer agree with the tables, or "
                    + "territories are no longer in the order of their codes"))
    }

    private func dissolves() throws -> VerificationCheck {
        let kinds: [TerritoryKind] = [.arrondissement, .departement, .epci, .region]
        let broken = try kinds.flatMap { kind in
            let table = kind.rawValue
            return try String.fetchAll(
                db,
                sql: """
                    WITH total (code, area) AS (
                        SELECT member.code, SUM(commune.area_m2)
                        FROM (\(kind.membersSQL)) AS member JOIN commune ON commune.code = member.commune
                        GROUP BY member.code)
                    SELECT '\(table) ' || \(table).code FROM total JOIN \(table) ON \(table).code = total.code
                    WHERE ABS(total.area - area_m2) > MAX(1, area_m2 * 1e-11) ORDER BY \(table).code
                    """)
        }
        let list = broken.prefix(5).joined(separator: ", ")
        return check(
            "dissolved_shapes", passes: broken.isEmpty,
            LocalizedText(
                fr: "chaque EPCI, arrondissement, département et région a la surface de ses communes",
                en: "every EPCI, arrondissement, département and région has the area of its communes"),
            LocalizedText(
                fr: "surface différente de celle des communes\u{202F}: \(list)",
                en: "area other than that of the communes: \(list)"))
    }

    private func holes() throws -> VerificationCheck {
        let shapes = try Data.fetchAll(db, sql: "SELECT geometry FROM region WHERE geometry IS NOT NULL ORDER BY code")
            .compactMap { data in MultiPolygon(blob: [UInt8](data)) }
        let holes = shapes.flatMap(\.polygons).flatMap(\.holes)
            .map { (ring: $0, area: Ellipsoid.wgs84.areaInSquareMeters(of: $0) / 1e6) }.sorted { $0.area > $1.area }
        let list = { (language: Language) -> String in
            holes.prefix(3).map { hole -> String in
                let place = hole.ring[0]
                let area = Decimals.text(hole.area, decimals: 2, in: language)
                return "\(area) km² (\(Decimals.fixed(place.longitude, 3)) \(Decimals.fixed(place.latitude, 3)))"
            }.joined(separator: ", ")
        }
        return note(
            "holes", isQuiet: holes.isEmpty,
            LocalizedText(fr: "les régions n’ont pas de trou", en: "the régions have no hole"),
            LocalizedText(
                fr: "\(holes.count) trou(s) dans les régions (enclave étrangère, ou commune sans contour)\u{202F}: "
                    + list(.french),
                en: "\(holes.count) hole(s) in the régions (a foreign enclave, or a commune without a shape): "
                    + list(.english)))
    }

    private func epciMembers() throws -> VerificationCheck {
        let different = try String.fetchAll(
            db,
            sql: """
                SELECT epci.code FROM epci LEFT JOIN epci_member ON epci_member.epci = epci.code
                GROUP BY epci.code HAVING COUNT(epci_member.commune) <> epci.declared_members ORDER BY epci.code
                """)
        let list = different.prefix(5).joined(separator: ", ")
        return note(
            "epci_members", isQuiet: different.isEmpty,
            LocalizedText(
                fr: "chaque EPCI a le nombre de membres que la DGCL publie",
                en: "every EPCI has the number of members that the DGCL publishes"),
            LocalizedText(
                fr: "nombre de membres différent de celui publié\u{202F}: \(list)",
                en: "number of members other than published: \(list)"))
    }
}

extension Verification {
    private func qpvPlaces() throws -> VerificationCheck {
        let places = try Row.fetchAll(
            db,
            sql: """
                SELECT qpv.code AS code, SUM(qpv_commune.area_m2) / qpv.area_m2 AS share
                FROM qpv JOIN qpv_commune ON qpv_commune.qpv = qpv.code
                  JOIN commune ON commune.code = qpv_commune.commune
                WHERE commune.geometry IS NOT NULL
                GROUP BY qpv.code HAVING share < 0.995 OR share IS NULL ORDER BY qpv.code
                """
        ).map { row -> (code: String, share: Double) in
            try (row.decode(String.self, forColumn: "code"), row.decode(Double?.self, forColumn: "share") ?? 0)
        }
        let list = { (language: Language) -> String in
            places.prefix(8).map { "\($0.code) (\(Decimals.text(100 * $0.share, decimals: 1, in: language)) %)" }
                .joined(separator: ", ")
        }
        return note(
            "qpv_places", isQuiet: places.isEmpty,
            LocalizedText(
                fr: "chaque QPV est dans ses communes, à 99,5 % au moins",
                en: "every QPV lies in its communes, to 99.5 % at least"),
            LocalizedText(
                fr:
                    "QPV à moins de 99,5 % dans leurs communes, les contours étant simplifiés\u{202F}: \(list(.french))",
                en: "QPV less than 99.5 % in their communes, as boundaries are simplified: \(list(.english))"))
    }

    private func franceServicesPlaces() throws -> VerificationCheck {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT COUNT(*) AS total,
                       COALESCE(SUM(ST_Covers(commune.geometry, MakePoint(longitude, latitude, 4326)) = 1), 0) AS inside
                FROM france_services JOIN commune ON commune.code = france_services.commune
                """)
        let (total, inside): (Int, Int) = (row?["total"] ?? 0, row?["inside"] ?? 0)
        return note(
            "france_services_places", isQuiet: inside == total,
            LocalizedText(
                fr: "\(inside) points France services sur \(total) sont dans la commune publiée",
                en: "\(inside) of \(total) France services points lie in the commune published"),
            LocalizedText(
                fr: "\(total - inside) point(s) France services sur \(total) hors de la commune publiée",
                en: "\(total - inside) of \(total) France services point(s) outside the commune published"))
    }

    private func counts() throws -> VerificationCheck {
        let communes = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM commune WHERE in_scope = 1") ?? 0
        let outside = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM commune WHERE in_scope = 0") ?? 0
        let epcis = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM epci") ?? 0
        let qpvs = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM qpv WHERE in_scope = 1") ?? 0
        let population =
            try Int.fetchOne(
                db,
                sql: "SELECT SUM(municipal_population) FROM commune WHERE in_scope = 1") ?? 0
        let text = { (number: Int, language: Language) in Decimals.text(number, in: language) }
        return check(
            "counts", passes: communes > 0,
            LocalizedText(
                fr: "\(text(communes, .french)) communes (et \(outside) membres extérieurs), "
                    + "\(text(epcis, .french)) EPCI, \(text(qpvs, .french)) QPV, \(text(population, .french)) habitants",
                en: "\(text(communes, .english)) communes (and \(outside) outside members), "
                    + "\(text(epcis, .english)) EPCIs, \(text(qpvs, .english)) QPV, "
                    + "\(text(population, .english)) inhabitants"),
            LocalizedText(fr: "aucune commune", en: "no commune"))
    }

    private func check(
        _ name: String, passes: Bool, _ good: LocalizedText, _ bad: @autoclosure () -> LocalizedText
    ) -> VerificationCheck {
        VerificationCheck(name, passes ? .passed : .failed, passes ? good : bad())
    }

    private func note(
        _ name: String, isQuiet: Bool, _ good: LocalizedText, _ finding: @autoclosure () -> LocalizedText
    ) -> VerificationCheck {
        VerificationCheck(name, isQuiet ? .passed : .noted, isQuiet ? good : finding())
    }
}
