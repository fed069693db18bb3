internal import TerritoryKit

/// A view of the database.
package struct DatabaseView: Sendable {
    package var name: String
    package var title: String
    package var columns: [String]
    var query: String

    var sql: String { "CREATE VIEW \(name) (\(columns.joined(separator: ", "))) AS\n  \(query)" }

    package static let all = [
        DatabaseView(
            name: "latest_list", title: "The latest list of each role of source", columns: ["role", "vintage"],
            query: """
                SELECT DISTINCT role, vintage FROM source
                  WHERE NOT EXISTS (SELECT 1 FROM source AS later WHERE later.role = source.role
                                    AND (coalesce(later.valid_from, later.date), later.vintage)
                                      > (coalesce(source.valid_from, source.date), source.vintage))
                """),
        DatabaseView(
            name: "latest_population", title: "The populations of the communes by the latest census",
            columns: ["commune", "municipal", "counted_apart", "total"],
            query: """
                SELECT population.commune, population.municipal, population.counted_apart, population.total
                  FROM population JOIN latest_list ON latest_list.role = 'population'
                    AND latest_list.vintage = population.vintage
                """),
        DatabaseView(
            name: "commune_class", title: "The class of each commune by the latest list of each zoning",
            columns: ["commune", "zoning", "class", "carried_from"],
            query: """
                SELECT commune_zoning.commune, commune_zoning.zoning, commune_zoning.class, commune_zoning.carried_from
                  FROM commune_zoning JOIN zoning ON zoning.code = commune_zoning.zoning
                    JOIN latest_list ON latest_list.role = zoning.source
                      AND latest_list.vintage = commune_zoning.vintage
                """),
        DatabaseView(
            name: "territory_commune", title: "Any territory as a set of communes: one view answers for all kinds",
            columns: ["kind", "code", "commune"],
            query: TerritoryKind.allCases.map { "SELECT '\($0.rawValue)', code, commune FROM (\($0.membersSQL))" }
                .joined(separator: "\n  UNION ALL ")),
        DatabaseView(
            name: "territory", title: "All territories; `is_complete` is 0 where the file lacks a commune of it",
            columns: ["kind", "code", "name", "is_complete"],
            query: """
                SELECT 'commune', code, name, 1 FROM commune
                  UNION ALL SELECT 'epci', code, name, is_complete FROM epci
                  UNION ALL SELECT 'arrondissement', code, name, is_complete FROM arrondissement
                  UNION ALL SELECT 'departement', code, name, is_complete FROM departement
                  UNION ALL SELECT 'region', code, name, is_complete FROM region
                  UNION ALL SELECT 'qpv', code, name, 1 FROM qpv
                  UNION ALL SELECT 'grouping', code, name,
                    NOT EXISTS (SELECT 1 FROM grouping_member
                                JOIN departement ON departement.code = grouping_member.member
                                  AND grouping_member.member_kind = 'departement'
                                WHERE grouping_member.grouping = grouping.code AND departement.is_complete = 0)
                    FROM grouping
                """),
    ]
}
