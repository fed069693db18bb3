internal import Foundation
public import TerritoryFormats
public import TerritoryGeometry
public import TerritoryKit

/// Turns the files of the publishers into the project’s own data package.
public struct PackageImport: Sendable {
    /// The folder that holds the raw sources.
    public var sources: String
    /// The package to make or to renew; its `data/reference/` says which sources there are and how they are read.
    public var package: String
    /// Where `data/reference/` is read from, if not from the package itself.
    public var referencePackage: String
    public var scope: Scope
    /// Files that take the place of the listed ones, or stand beside them.
    public var replacements: [Replacement]

    /// A file given by hand for a role.
    public struct Replacement: Hashable, Sendable {
        public var role: String
        public var file: String
        /// Of a list that stands beside the others of its role; `nil` for a file that takes the place of all of them.
        public var vintage: Vintage?

        public init(role: String, file: String, vintage: Vintage? = nil) {
            (self.role, self.file, self.vintage) = (role, file, vintage)
        }
    }

    public init(
        sources: String, package: String, referencePackage: String? = nil, scope: Scope,
        replacements: [Replacement] = []
    ) {
        self.sources = sources
        self.package = package
        self.referencePackage = referencePackage ?? package
        self.scope = scope
        self.replacements = replacements
    }

    /// What an import did.
    public struct Outcome: Sendable {
        public var notices: [SourceProblem]
        public var repairs: [CoverageRepair]
        public var changes: PackageChanges
    }

    /// Reads every source, and writes the package if nothing is wrong with any.
    ///
    /// - Throws: `ImportError` with every problem of every source; the package is then as it was.
    public func run(progress: (LocalizedText) -> Void = { _ in }) throws -> Outcome {
        let isNew = !FileManager.default.fileExists(atPath: package)
        let folder = try PackageFolder.made(package)
        // Only a folder without anything is removed.
        defer { if isNew { rmdir(package) } }
        var report = ImportReport()
        let list = sourceList(&report.problems)
        let reference = zoningReference(&report.problems)
        let raw = read(list, correctedBy: corrections(&report.problems), &report.problems)
        guard report.problems.isEmpty else { throw ImportError(report.problems) }
        progress(LocalizedText(fr: "lecture des tables", en: "reading the tables"))
        var draft = PackageDraft(scope: scope)
        let (cog, selection) = importTerritories(raw, into: &draft, &report)
        importZonings(raw, reference, cog, selection, into: &draft, &report)
        importPlaces(raw, cog, selection, into: &draft, &report)
        progress(LocalizedText(fr: "lecture et nettoyage des contours", en: "reading and cleaning the boundaries"))
        importShapes(raw, cog, selection, into: &draft, &report)
        importIndicators(raw, cog, selection, into: &draft, &report)
        guard report.problems.isEmpty else { throw ImportError(report.problems) }
        let before = try? DataPackage(in: folder, acceptsEdits: true)
        progress(LocalizedText(fr: "écriture et relecture", en: "writing and reading back"))
        let writer = PackageWriter(
            draft: draft, folder: folder, referencePackage: referencePackage,
            sourceList: list.isExtended ? list.bytes : nil)
        let after = try writer.write()
        return Outcome(
            notices: report.notices, repairs: draft.repairs, changes: PackageChanges(from: before, to: after))
    }

    private func sourceList(_ problems: inout [SourceProblem]) -> SourceList {
        let path = referencePackage + "/data/reference/sources.csv"
        guard let bytes = bytes(of: path, &problems) else { return SourceList() }
        var list = SourceList(file: path, bytes: bytes, problems: &problems)
        for replacement in replacements {
            guard let role = SourceRole(rawValue: replacement.role) else {
                problems.append(SourceProblem(file: replacement.file, .notARole(replacement.role)))
                continue
            }
            guard list.entries[role] != nil else {
                problems.append(SourceProblem(file: path, .missingRole(role.rawValue)))
                continue
            }
            let file = listed(replacement.file)
            switch replacement.vintage {
            case nil: list.replace(role, by: file)
            case let vintage? where role.takesSeveralLists: list.add(file, to: role, vintage)
            case _?: problems.append(SourceProblem(file: replacement.file, .oneListOnly(role)))
            }
        }
        return list
    }

    /// A file as the list of sources names it: by its name in the folder of the sources, else by its whole path, so that
    /// an import from another folder finds it too.
    private func listed(_ file: String) -> String {
        let isInSources = FileManager.default.fileExists(atPath: sources + "/" + file)
        if !file.contains("/"), isInSources || !FileManager.default.fileExists(atPath: file) { return file }
        return URL(fileURLWithPath: file).standardizedFileURL.path
    }

    private func zoningReference(_ problems: inout [SourceProblem]) -> ZoningReference {
        var zonings = Table(Tables.zoning)
        var classes = Table(Tables.zoningClass)
        let folder = referencePackage + "/data/reference/"
        for (name, isClass) in [("zonings.csv", false), ("zoning_classes.csv", true)] {
            guard let bytes = bytes(of: folder + name, &problems) else { continue }
            let csv = CSVTable(file: folder + name, bytes: bytes, problems: &problems)
            if isClass { classes.append(csv, problems: &problems) } else { zonings.append(csv, problems: &problems) }
        }
        problems += zonings.duplicates() + classes.duplicates()
        return ZoningReference(zonings: zonings, classes: classes)
    }

    private func corrections(_ problems: inout [SourceProblem]) -> [SourceCorrection] {
        let path = referencePackage + "/data/reference/corrections.csv"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        var table = Table(SourceCorrection.schema)
        table.append(
            CSVTable(file: path, bytes: bytes(of: path, &problems) ?? [], problems: &problems), problems: &problems)
        return SourceCorrection.all(in: table)
    }

    private func read(
        _ list: SourceList, correctedBy corrections: [SourceCorrection], _ problems: inout [SourceProblem]
    ) -> RawSources {
        var raw = RawSources()
        let entries = list.entries.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { role, entries in
            entries.filter { !$0.file.isEmpty }.map { (role, $0) }
        }
        for (role, entry) in entries {
            let path = entry.file.contains("/") ? entry.file : sources + "/" + entry.file
            do {
                let stored = try SourceFile.storedBytes(of: path)
                let bytes = VectorFile.canRead(path) ? [] : try SourceFile.unpacked(stored, from: path)
                raw.add(
                    RawSource(
                        entry: entry, file: path, bytes: bytes, hash: SHA256Hash.of(stored),
                        corrections: corrections.filter { $0.role == role }))
            } catch {
                problems += error.problems
            }
        }
        return raw
    }

    /// - Returns: `nil` for a file that cannot be read; the problem is then told, and what it would hold is not asked for.
    private func bytes(of path: String, _ problems: inout [SourceProblem]) -> [UInt8]? {
        do {
            return try SourceFile.bytes(of: path)
        } catch {
            problems += error.problems
            return nil
        }
    }
}

extension PackageImport {
    private func importTerritories(
        _ raw: RawSources, into draft: inout PackageDraft, _ report: inout ImportReport
    ) -> (COG, CommuneSelection) {
        let cog = COG(raw, &report)
        guard let epciSource = raw[.epcis] else {
            return (cog, CommuneSelection(scope: scope, cog: cog, memberships: []))
        }
        let epcis = EPCIImport(epciSource, &report)
        for membership in epcis.memberships where cog.communes[membership.commune] == nil {
            report.problems.append(
                SourceProblem(file: epciSource.file, line: membership.line, .notInCOG(membership.commune.rawValue)))
        }
        let selection = CommuneSelection(scope: scope, cog: cog, memberships: epcis.memberships)
        for (path, role, schema, rows) in COGTables.rows(cog, selection) {
            draft.add(path, schema, rows, from: raw.all(role))
        }
        draft.add("data/epcis.csv", Tables.epci, epcis.epciRows(selection), from: [epciSource])
        draft.add("data/epci_members.csv", Tables.epciMember, epcis.memberRows(selection), from: [epciSource])
        let populations = raw.all(.populations).map { PopulationImport($0, cog, selection, &report) }
        draft.add(
            "data/populations.csv", Tables.population, populations.flatMap(\.rows), from: raw.all(.populations))
        return (cog, selection)
    }

    private func importZonings(
        _ raw: RawSources, _ reference: ZoningReference, _ cog: COG, _ selection: CommuneSelection,
        into draft: inout PackageDraft, _ report: inout ImportReport
    ) {
        for role in SourceRole.allCases where role.isZoning {
            var (rows, codeVintages) = ([[String]](), [Int?]())
            for source in raw.all(role) {
                if role == .priorityEducation {
                    let zoning = PriorityEducationImport(source, cog, selection, &report)
                    rows += zoning.rows
                    codeVintages.append(zoning.codeVintage)
                } else {
                    let zoning = ZoningImport(source, cog, selection, reference: reference, &report)
                    rows += zoning.rows
                    codeVintages.append(zoning.codeVintage)
                }
            }
            draft.add(
                "data/zonings/\(role.rawValue).csv", Tables.communeZoning, rows, from: raw.all(role),
                codeVintages: codeVintages)
        }
    }

    private func importPlaces(
        _ raw: RawSources, _ cog: COG, _ selection: CommuneSelection, into draft: inout PackageDraft,
        _ report: inout ImportReport
    ) {
        let epcis = Set(draft.tables.first { $0.path == "data/epcis.csv" }?.rows.map { $0[0] } ?? [])
        let competences = raw.all(.competences).map { CompetenceImport($0, epcis: epcis, &report) }
        draft.add(
            "data/epci_competences.csv", Tables.epciCompetence, competences.flatMap(\.rows),
            from: raw.all(.competences))
        if let source = raw[.groupings] {
            let petrs = PETRImport(source, epcis: epcis, &report)
            draft.add("data/groupings.csv", Tables.grouping, petrs.rows, from: [source])
            draft.add("data/grouping_members.csv", Tables.groupingMember, petrs.memberRows, from: [source])
        }
        if let source = raw[.schoolSyndicats] {
            let departements = Set(draft.tables.first { $0.path == "data/departements.csv" }?.rows.map { $0[0] } ?? [])
            let syndicats = SchoolSyndicatImport(source, departements: departements, &report)
            draft.add("data/school_syndicats.csv", Tables.schoolSyndicat, syndicats.rows, from: [source])
        }
        if let source = raw[.franceServices] {
            let points = FranceServicesImport(source, cog, selection, &report)
            draft.add("data/france_services.csv", Tables.franceServices, points.rows, from: [source])
        }
        if let source = raw[.postcodes] {
            let postcodes = PostcodeImport(source, cog, selection, &report)
            draft.add(
                "data/postcodes.csv", Tables.communePostcode, postcodes.rows, from: [source],
                codeVintages: [postcodes.codeVintage])
        }
    }

    private func importIndicators(
        _ raw: RawSources, _ cog: COG, _ selection: CommuneSelection, into draft: inout PackageDraft,
        _ report: inout ImportReport
    ) {
        let path = referencePackage + "/data/reference/indicators.csv"
        guard FileManager.default.fileExists(atPath: path) else { return }
        var indicators = Table(Tables.indicator)
        indicators.append(
            CSVTable(file: path, bytes: bytes(of: path, &report.problems) ?? [], problems: &report.problems),
            problems: &report.problems)
        let qpvs = Set(draft.tables.first { $0.path == "data/qpvs.csv" }?.rows.map { $0[0] } ?? [])
        for role in SourceRole.allCases {
            let specifications = IndicatorImport.Specification.all(in: indicators, of: role)
            guard !specifications.isEmpty, let source = raw[role] else { continue }
            let values = IndicatorImport(
                source, cog, selection, qpvs: qpvs, specifications: specifications, &report)
            draft.add(
                "data/indicators/\(role.rawValue).csv", Tables.indicatorValue, values.rows, from: [source],
                codeVintages: [values.codeVintage])
        }
    }

    private func importShapes(
        _ raw: RawSources, _ cog: COG, _ selection: CommuneSelection, into draft: inout PackageDraft,
        _ report: inout ImportReport
    ) {
        if let source = raw[.communeShapes] {
            let boundaries = BoundaryImport(source, cog, selection, &report)
            draft.communeShapes = boundaries.shapes
            draft.repairs += boundaries.repairs
            draft.communeSource = source
        }
        if let shapes = raw[.qpvShapes], let communes = raw[.qpvCommunes] {
            let ground = draft.communeShapes.filter { selection.inside.contains($0.code) }.map(\.geometry)
            let qpvs = QPVImport(shapes: shapes, communes: communes, cog, selection, ground: ground, &report)
            draft.add("data/qpvs.csv", Tables.qpv, qpvs.rows, from: [communes])
            draft.add("data/qpv_communes.csv", Tables.qpvCommune, qpvs.communeRows, from: [communes])
            draft.qpvShapes = qpvs.shapes
            draft.knownQPVRadiusInMeters = qpvs.knownWithinMeters
            draft.qpvSource = shapes
            draft.repairs = qpvs.repairs + draft.repairs
        }
    }
}

extension LocalizedText {
    static func oneListOnly(_ role: SourceRole) -> LocalizedText {
        let known = SourceRole.allCases.filter(\.takesSeveralLists).map(\.rawValue)
        return LocalizedText(
            fr:
                "le rôle \(role.rawValue.inFrenchQuotes) n’a qu’une liste\u{202F}; plusieurs millésimes ne vont qu’à\u{202F}: "
                + LocalizedText.oneOf(known)(.french),
            en: "the role \(role.rawValue.inEnglishQuotes) has one list only; only these take several vintages: "
                + LocalizedText.oneOf(known)(.english))
    }

    static func notARole(_ name: String) -> LocalizedText {
        let known = SourceRole.allCases.map(\.rawValue)
        return LocalizedText(
            fr: "\(name.inFrenchQuotes) n’est pas un rôle de source\u{202F}; attendu\u{202F}: "
                + LocalizedText.oneOf(known)(.french),
            en: "\(name.inEnglishQuotes) is not the role of a source; expected: \(LocalizedText.oneOf(known)(.english))"
        )
    }
}
