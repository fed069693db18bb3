import Foundation
import GRDB
import TerritoryTestSupport
@testable import TerritoryFormats
@testable import TerritoryGeometry
@testable import TerritoryKit

/// What an expression says of each commune, by the book and one commune at a time: true, false, or unknown.
struct NaiveSets {
    let codes: [String]
    /// By name of a set: what is known of the communes that it tells of.
    let named: [String: [String: Bool]]
    let neighbours: [String: [String]]
    let shapes: [String: MultiPolygon]

    func truth(_ expression: SetExpression) -> [String: Bool] {
        func each(_ answer: (String) -> Bool?) -> [String: Bool] {
            codes.reduce(into: [:]) { $0[$1] = answer($1) }
        }
        func some(_ truths: some Sequence<Bool?>) -> Bool? {
            var isUnknown = false
            for truth in truths {
                if truth == true { return true }
                if truth == nil { isUnknown = true }
            }
            return isUnknown ? nil : false
        }
        func both(_ left: Bool?, _ right: Bool?) -> Bool? { some([left.map { !$0 }, right.map { !$0 }]).map { !$0 } }
        switch expression {
        case .atom(let name, let argument, _):
            return named[name + (argument.map { ":" + $0 } ?? "")] ?? [:]
        case .list(let list): return each { code in list.contains { $0.text == code } }
        case .and(let left, let right):
            let (left, right) = (truth(left), truth(right))
            return each { both(left[$0], right[$0]) }
        case .or(let left, let right):
            let (left, right) = (truth(left), truth(right))
            return each { some([left[$0], right[$0]]) }
        case .minus(let left, let right): return truth(.and(left, .not(right)))
        case .not(let part):
            let part = truth(part)
            return each { part[$0].map { !$0 } }
        case .touching(let part):
            let part = truth(part)
            return each { code in
                both(some((neighbours[code] ?? []).map { part[$0] }), part[code].map { !$0 })
            }
        case .within(let meters, let part):
            let part = truth(part)
            return each { code in some(codes.lazy.filter { lies(code, within: meters, of: $0) }.map { part[$0] }) }
        }
    }

    private func lies(_ code: String, within meters: Double, of other: String) -> Bool {
        guard code != other else { return true }
        guard let own = shapes[code], let theirs = shapes[other] else { return false }
        return distance(own, theirs) <= meters
    }

    /// From every vertex of each to the border of the other.
    func distance(_ one: MultiPolygon, _ other: MultiPolygon) -> Double {
        func least(_ from: MultiPolygon, _ to: MultiPolygon) -> Double {
            from.polygons.flatMap(\.rings).joined().lazy
                .compactMap { Ellipsoid.wgs84.distanceInMeters(from: $0, toBorderOf: to) }.min() ?? .infinity
        }
        return min(least(one, other), least(other, one))
    }
}

extension NaiveSets {
    /// Sets of a database as its tables tell them, with the names by which expressions call them.
    init(_ database: TerritoryDatabase) throws {
        self = try database.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT code, geometry, in_scope FROM commune ORDER BY code")
            let codes = rows.map { $0["code"] as String }
            func members(_ list: [String]) -> [String: Bool] {
                let list = Set(list)
                return codes.reduce(into: [:]) { $0[$1] = list.contains($1) }
            }
            var named = ["all": members(codes)]
            let inScope = try String.fetchAll(db, sql: "SELECT code FROM commune WHERE in_scope = 1")
            named["scope"] = members(inScope)
            let holders = Set(try String.fetchAll(db, sql: "SELECT commune FROM qpv_commune"))
            named["qpv"] = codes.reduce(into: [:]) {
                $0[$1] = holders.contains($1) ? true : inScope.contains($1) ? false : nil
            }
            let classes = try Row.fetchAll(
                db,
                sql: """
                    SELECT commune_zoning.zoning, class, commune, membership FROM commune_zoning JOIN zoning_class
                      ON zoning_class.zoning = commune_zoning.zoning AND zoning_class.code = class
                    """)
            for (zoning, rows) in Dictionary(grouping: classes, by: { $0[0] as String }) {
                named[zoning] = rows.reduce(into: [:]) {
                    $0[$1[2]] = $1[3] as String == "in" || ($1[3] as String) == "partly"
                }
                for name in Set(rows.map { $0[1] as String }) {
                    named["\(zoning):\(name)"] = rows.reduce(into: [:]) { $0[$1[2]] = $1[1] as String == name }
                }
            }
            for kind in ["epci", "departement", "qpv"] {
                let places = try Row.fetchAll(
                    db, sql: "SELECT code, commune FROM territory_commune WHERE kind = ?", arguments: [kind])
                for (code, rows) in Dictionary(grouping: places, by: { $0[0] as String }) {
                    named["\(kind):\(code)"] = members(rows.map { $0[1] })
                }
            }
            let neighbours = Dictionary(
                grouping: try Row.fetchAll(db, sql: "SELECT commune, neighbour FROM commune_neighbour"),
                by: { $0[0] as String }
            ).mapValues { $0.map { $0[1] as String } }
            let shapes = rows.reduce(into: [String: MultiPolygon]()) { $0[$1["code"]] = MultiPolygon($1, "geometry") }
            return NaiveSets(codes: codes, named: named, neighbours: neighbours, shapes: shapes)
        }
    }

    /// The names, as expressions.
    var atoms: [SetExpression] {
        named.keys.sorted().map { name in
            let parts = name.split(separator: ":").map(String.init)
            return .atom(name: parts[0], argument: parts.count > 1 ? parts[1] : nil, position: 0)
        }
    }
}
