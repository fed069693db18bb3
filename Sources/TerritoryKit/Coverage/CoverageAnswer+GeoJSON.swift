internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// The subjects as GeoJSON (RFC 7946), each with its totals, shares and vintages.
    fileprivate func geoJSON(of answer: CoverageAnswer) throws -> [UInt8] {
        let features = try answer.rows.map { row in
            Feature(
                properties: [
                    JSONMember("subject", .string(row.subject.code)), JSONMember("name", .string(row.subject.name)),
                    JSONMember(
                        "territories",
                        .array(row.subject.territories.map { .string("\($0.kind.rawValue):\($0.code)") })),
                    JSONMember("over", .string(answer.over)),
                ] + members(row.whole, "") + members(row.covered, "_covered") + [
                    JSONMember("share_of_communes", number(row.share.communes)),
                    JSONMember("share_of_population", number(row.share.municipalPopulation)),
                    JSONMember("share_of_area", number(row.share.area)),
                    JSONMember("unknown_communes", .integer(row.unknownCommunes)),
                ], geometry: try outline(of: row.subject, in: answer.subjects, on: answer.on).map { .multiPolygon($0) })
        }
        return try collection(
            features,
            [JSONMember("name", .string("\(answer.subjects) over \(answer.over)"))]
                + vintageMembers(answer.vintages, answer.on))
    }

    /// The outline of a subject: the shape of its one territory, or its communes dissolved.
    func outline(of subject: CoverageAnswer.Subject, in expression: String, on date: CivilDate?) throws -> MultiPolygon?
    {
        if subject.territories.count == 1, let shape = try shapes(of: subject.territories)[subject.territories[0]] {
            return shape
        }
        let table = try communeTable()
        let communes =
            subject.territories.isEmpty
            ? try self.communes(of: SetExpression(expression), text: expression, on: date).0.certain
            : subject.territories.reduce(CommuneSet(size: table.size)) { set, name in
                set
                    | (table.communes(of: name.kind, code: name.code) ?? CommuneSet(size: table.size))
            }
        let faces = try read { db in
            try communes.indices.compactMap { index in
                try Row.fetchOne(
                    db, sql: "SELECT geometry FROM commune WHERE code = ?", arguments: [table.codes[index]]
                ).flatMap { try $0.shape("geometry") }
            }
        }
        return faces.isEmpty ? nil : CoverageTopology(faces: faces).outline(of: Array(faces.indices))
    }
}

extension CoverageAnswer: MapAnswer {
    public func geoJSON(from database: TerritoryDatabase) throws -> [UInt8] { try database.geoJSON(of: self) }
}
