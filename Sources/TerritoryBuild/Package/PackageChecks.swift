internal import TerritoryFormats
internal import TerritoryKit

/// The checks that look across the tables and shapes of a package.
struct PackageChecks {
    let package: DataPackage

    func problems() -> [SourceProblem] {
        let tables = Tables.all.compactMap { package.tables[$0.name] }
        var checks: [@Sendable () -> [SourceProblem]] = tables.map { table in { table.duplicates() } }
        checks += tables.map { table in { brokenReferences(of: table) } }
        checks += [
            unknownClasses, unfitClasses, wrongTotals, wrongFigures, wrongRelations, unknownSignatories, unknownMembers,
            unknownCommuneShapes, unknownQPVShapes, unknownVintages, wrongOrders, unreadableDefinitions,
            partialFrance, farPlaces, unknownPlacesOfValues,
        ]
        return checks.parallelMap { $0() }.flatMap { $0 }
    }

    private func unknownCommuneShapes() -> [SourceProblem] {
        unknownShapes(package.communeShapes, file: package.shown("geo/communes.geojson"), known: codes(Tables.commune))
    }

    /// An indicator has values of the territories of its level.
    private func unknownPlacesOfValues() -> [SourceProblem] {
        let places = ["commune": codes(Tables.commune), "qpv": codes(Tables.qpv)]
        let level = Table(Tables.indicator).place(of: "level")
        let levels = package.rows(Tables.indicator).reduce(into: [:]) { $0[$1.values[0]] = $1.values[level] }
        let place = Table(Tables.indicatorValue).place(of: "territory")
        return package.rows(Tables.indicatorValue).compactMap { row in
            // A table that could not be read, and an indicator that is not there, are told of by themselves.
            guard let known = levels[row.values[0]].flatMap({ places[$0] }), !known.isEmpty,
                !known.contains(row.values[place])
            else { return nil }
            return SourceProblem(
                file: row.file, line: row.line,
                .unknownReference(row.values[place], column: "territory", table: "data/"))
        }
    }

    private func unknownQPVShapes() -> [SourceProblem] {
        unknownShapes(package.qpvShapes, file: package.shown("geo/qpv.geojson"), known: codes(Tables.qpv))
    }

    private func codes(_ schema: TableSchema, _ field: String = "code") -> Set<String> {
        Set(package.tables[schema.name]?.values(of: field) ?? [])
    }

    private func brokenReferences(of table: Table) -> [SourceProblem] {
        table.schema.references.flatMap { reference -> [SourceProblem] in
            // A table that could not be read has been told of; what refers to it is not told again.
            guard let target = package.tables[reference.table], !target.rows.isEmpty else { return [] }
            let known = Set(target.values(of: reference.target))
            let place = table.place(of: reference.field)
            var last = ""
            return table.rows.compactMap { row in
                let value = row.values[place]
                // Rows in the order of their key repeat a value many times.
                guard value != last, !value.isEmpty else { return nil }
                if known.contains(value) {
                    last = value
                    return nil
                }
                return SourceProblem(
                    file: row.file, line: row.line,
                    .unknownReference(value, column: reference.field, table: target.rows.first?.file ?? reference.table)
                )
            }
        }
    }

    private func unknownClasses() -> [SourceProblem] {
        let classes = Dictionary(grouping: package.rows(Tables.zoningClass)) { $0.values[0] }
            .mapValues { rows in Set(rows.map { $0.values[1] }) }
        guard !classes.isEmpty else { return [] }
        return package.rows(Tables.communeZoning).compactMap { row in
            guard classes[row.values[1]]?.contains(row.values[3]) != true else { return nil }
            return SourceProblem(
                file: row.file, line: row.line,
                .unknownReference(
                    "\(row.values[1]) \(row.values[3])", column: "class", table: "data/reference/zoning_classes.csv"))
        }
    }

    /// A column of the classes of all communes has a byte for each of them, and the codes of the classes on lines.
    private func unfitClasses() -> [SourceProblem] {
        let limit = ZoningColumn.maximumClassCount
        let rows = package.rows(Tables.zoningClass)
        let broken = rows.filter { $0.values[1].contains(where: \.isNewline) }.map { row in
            SourceProblem(
                file: row.file, line: row.line,
                .unexpectedValue(
                    row.values[1], column: "code", expected: LocalizedText(fr: "une seule ligne", en: "one line only")))
        }
        let tooMany = Dictionary(grouping: rows) { $0.values[0] }.sorted { $0.key < $1.key }.compactMap {
            (zoning, rows) -> SourceProblem? in
            guard rows.count > limit else { return nil }
            let row = rows.sorted { $0.line < $1.line }[limit]
            return SourceProblem(
                file: row.file, line: row.line,
                .unexpectedValue(
                    zoning, column: "zoning",
                    expected: LocalizedText(
                        fr: "\(limit) classes au plus pour un zonage", en: "\(limit) classes at most for a zoning")))
        }
        return broken + tooMany
    }

    private func wrongTotals() -> [SourceProblem] {
        package.rows(Tables.population).compactMap { row in
            let numbers = row.values.dropFirst(2).compactMap { Int($0) }
            guard numbers.count == 3, numbers[0] + numbers[1] != numbers[2] else { return nil }
            return SourceProblem(
                file: row.file, line: row.line,
                .unexpectedValue(
                    row.values[4], column: "total",
                    expected: LocalizedText(
                        fr: "\(numbers[0]) + \(numbers[1]) = \(numbers[0] + numbers[1])",
                        en: "\(numbers[0]) + \(numbers[1]) = \(numbers[0] + numbers[1])")))
        }
    }

    /// A figure is a number, never below zero, or a date where it says so.
    private func wrongFigures() -> [SourceProblem] {
        guard let table = package.tables[Tables.figure.name] else { return [] }
        let (value, kind) = (table.place(of: "value"), table.place(of: "kind"))
        return table.rows.compactMap { row in
            guard row.values[kind] != Figure.Kind.date.rawValue else { return nil }
            if let number = row.values[value].plainNumber, 0...Bounds.number.upperBound ~= number { return nil }
            return SourceProblem(
                file: row.file, line: row.line,
                .unexpectedValue(
                    row.values[value], column: "value",
                    expected: LocalizedText(fr: "un nombre positif ou nul", en: "a number, zero or more")))
        }
    }

    private func unknownMembers() -> [SourceProblem] {
        let known = ["departement": codes(Tables.departement), "epci": codes(Tables.epci)]
        return package.rows(Tables.groupingMember).compactMap { row in
            let (kind, code) = (row.values[1], row.values[2])
            guard let codes = known[kind], !codes.isEmpty, !codes.contains(code) else { return nil }
            return SourceProblem(
                file: row.file, line: row.line, .unknownReference(code, column: "member", table: kind))
        }
    }

    /// A row belongs to a list that the description of its file names, with the days for which it holds.
    private func unknownVintages() -> [SourceProblem] {
        [Tables.communeZoning, Tables.population, Tables.epciCompetence].flatMap { schema -> [SourceProblem] in
            let place = Table(schema).place(of: "vintage")
            let known = package.sources.reduce(into: [String: Set<String>]()) {
                $0[package.shown($1.path)] = Set($1.sources.filter { $0.validFrom != nil }.map(\.vintage))
            }
            var told: Set<String> = []
            return package.rows(schema).compactMap { row in
                let vintage = row.values[place]
                guard let vintages = known[row.file], !vintages.contains(vintage),
                    told.insert(row.file + " " + vintage).inserted
                else { return nil }
                return SourceProblem(
                    file: row.file, line: row.line,
                    .unexpectedValue(vintage, column: "vintage", expected: .datedVintages(vintages.sorted())))
            }
        }
    }

    private func unknownSignatories() -> [SourceProblem] {
        let known = ["departement": codes(Tables.departement), "epci": codes(Tables.epci)]
        return package.rows(Tables.contract).compactMap { row in
            let (kind, code) = (row.values[2], row.values[3])
            guard let codes = known[kind], !codes.isEmpty, !codes.contains(code) else { return nil }
            return SourceProblem(
                file: row.file, line: row.line, .unknownReference(code, column: "territory", table: kind))
        }
    }

    private func unknownShapes<Code: OfficialCode>(
        _ shapes: [Code: DataPackage.Shape], file: String, known: Set<String>
    ) -> [SourceProblem] {
        known.isEmpty
            ? []
            : shapes.filter { !known.contains($0.key.rawValue) }.sorted { $0.value.line < $1.value.line }.map {
                SourceProblem(
                    file: file, line: $0.value.line,
                    .unknownReference(
                        $0.key.rawValue, column: "code",
                        table: Code.self == QPVCode.self ? "data/qpvs.csv" : "data/communes.csv"))
            }
    }
}

extension LocalizedText {
    fileprivate static func datedVintages(_ known: [String]) -> LocalizedText {
        LocalizedText(
            fr:
                "un millésime dont la description du fichier dit depuis quand il vaut (\(known.joined(separator: ", ")))",
            en:
                "a vintage of which the description of the file says since when it holds (\(known.joined(separator: ", ")))"
        )
    }
}
