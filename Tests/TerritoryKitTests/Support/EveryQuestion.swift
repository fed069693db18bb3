import TerritoryGeometry
import TerritoryTestSupport
import TerritoryFormats
import TerritoryKit

/// One question of each kind, with its answer written out in the forms that it has.
struct EveryQuestion: Sendable {
    let name: String
    let ask: @Sendable (TerritoryDatabase) throws -> Void

    private init(_ name: String, _ ask: @escaping @Sendable (TerritoryDatabase) throws -> Void) {
        (self.name, self.ask) = (name, ask)
    }

    private static let day = CivilDate(unchecked: 2026, 1, 1)
    private static let place = Position(longitude: 2.05, latitude: 44.05)
    private static let qpv = TerritoryReference(kind: .qpv, code: "QN02001M", name: "")

    static let all = territories + sets + decisions + figures + maps

    private static let territories = [
        EveryQuestion("sheets") { database in
            for text in ["20001", "200000001", "departement:20", "99", "20076", "QN02001M", "grouping:academie-orme"] {
                try write(database.sheet(for: text), database)
            }
        },
        EveryQuestion("pact sheets") { database in
            try write(database.pactSheet(of: TerritoryReference(kind: .departement, code: "20", name: "")), database)
        },
        EveryQuestion("search") { database in
            for text in ["orme", "ormme", "20001", "Orme (20)", "20100"] { _ = try database.search(text).csv() }
        },
        EveryQuestion("locate") { database in
            _ = try database.place(at: place).json()
            _ = try database.place(at: Position(longitude: 9, latitude: 9)).json()
        },
        EveryQuestion("sources") { _ = try $0.sources().csv() },
        EveryQuestion("communes") { _ = try $0.communes() },
    ]

    private static let sets = [
        EveryQuestion("coverage") { try write($0.coverage(of: "epcis", over: "rural", estimates: true), $0) },
        EveryQuestion("contracts over QPV") { try write($0.coverage(of: "contracts", over: "qpv", on: day), $0) },
        EveryQuestion("layers") { _ = try $0.layers(covering: "departement:20").csv() },
        EveryQuestion("query") {
            try write($0.query("frr or within 5km of epci:200000001 or touching commune:20001"), $0)
        },
        EveryQuestion("eligible communes") { try write($0.query("eligible:frr", on: day), $0) },
        EveryQuestion("nearest QPV") { try write($0.nearest("qpv", to: .position(place)), $0) },
        EveryQuestion("nearest points") { try write($0.nearest("france_services", to: .territory(qpv)), $0) },
        EveryQuestion("nearest set") { try write($0.nearest("frr", to: .position(place), on: day), $0) },
    ]

    private static let decisions = [
        EveryQuestion("programmes") { _ = try $0.programmes().json() },
        EveryQuestion("eligibility") { database in
            let eligibility = try database.eligibility()
            let territories = [
                ("20001", TerritoryKind.commune), ("200000001", .epci), ("20", .departement), ("QN02001M", .qpv),
            ].map { TerritoryReference(kind: $1, code: $0, name: "") }
            let subjects =
                try territories.map { try database.eligibilitySubject($0) } + [database.eligibilitySubject(at: place)]
            for subject in subjects { _ = try eligibility.reports(for: subject, on: day, today: day) }
            let communes = try database.communes()
            for programme in eligibility.programmes {
                try write(eligibility.list(programme.code, of: communes, on: day, today: day, explains: true), database)
                _ = eligibility.publishedComparison(programme, over: communes)
            }
        },
    ]

    private static let figures = [
        EveryQuestion("indicators") { database in
            _ = try database.indicators().csv()
            for indicator in try database.indicators().indicators {
                for kind in TerritoryKind.allCases {
                    try write(database.aggregate(indicator.code, over: .level(kind, within: nil)), database)
                }
            }
        },
        EveryQuestion("comparison") {
            _ = try $0.comparison(of: ["20001", "20005"].map { .init(kind: .commune, code: $0, name: "") }).csv()
        },
        EveryQuestion("measures") { database in
            for measure in try database.measures().measures { _ = try database.measureSheet(of: measure.code).csv() }
        },
        EveryQuestion("figures") { database in
            let figures = try database.figures().figures
            _ = try database.figures().csv()
            _ = try database.sum(of: figures.prefix(4).map(\.code)).json()
            for figure in figures.prefix(4) {
                _ = try database.breakdown(of: figure.code, by: .departement).json()
            }
        },
        EveryQuestion("contracts") { _ = try $0.contracts().csv() },
        EveryQuestion("reconciliation") { _ = try $0.reconciliation().csv() },
        EveryQuestion("roll-up") { database in
            let folder = try TemporaryDirectory()
            try Array("commune,indicator,value\n20001,a,3\n20005,a,\n".utf8).write(toFile: folder.path + "/a.csv")
            _ = try database.rollUp(folder.path + "/a.csv", to: [.epci, .departement, .region, .grouping]).json()
        },
    ]

    private static let maps = [
        EveryQuestion("exports") { database in
            for kind in TerritoryKind.allCases where kind != .grouping {
                try export(ExportRequest(layer: .territories(kind)), database)
            }
        },
        EveryQuestion("export with zonings") {
            try export(
                ExportRequest(
                    layer: .territories(.commune), properties: ["code", "frr"], zoning: "frr", on: day,
                    simplificationInMeters: 100), $0)
        },
        EveryQuestion("zones") { try export(ExportRequest(layer: .zones(of: "frr")), $0) },
        EveryQuestion("overlay") { _ = try $0.overlay(of: .qpv).csv() },
    ]

    private static func export(_ request: ExportRequest, _ database: TerritoryDatabase) throws {
        try database.export(request) { _ in }
    }

    private static func write(_ answer: some Answer, _ database: TerritoryDatabase) throws {
        _ = try answer.json()
        if let table = answer as? any TableAnswer { _ = table.csv() }
        if let map = answer as? any MapAnswer { _ = try map.geoJSON(from: database) }
    }
}
