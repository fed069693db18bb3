import TerritoryTestSupport
import Testing
@testable import TerritoryFormats
@testable import TerritoryKit

/// What figures make together: over every pair, over random sets, and where a reader was once misled.
@Suite("Totals of figures")
struct FigureTotalTests {
    /// The figures and what is declared of them, asked once.
    private static let asked = Result {
        let database = try DefaultDatabase.open()
        let figures = try database.figures().figures
        let findings = try database.measures().measures.flatMap { try database.measureSheet(of: $0.code).findings }
        let relations = FigureRelations(
            figures: figures, controlTotals: try database.reconciliation().rows, findings: findings)
        return (figures: figures, relations: relations, bans: try Bans())
    }

    private func total(_ codes: String...) throws -> FigureTotal { try DefaultDatabase.open().sum(of: codes).value }

    /// What a total must be, whatever the figures.
    private func check(_ total: FigureTotal, of figures: [Figure], _ bans: Bans) {
        let codes = figures.map(\.code).joined(separator: " ")
        for bounds in [total.union, total.intersection].compactMap({ $0 }) {
            #expect(bounds.lower <= bounds.upper, "\(codes)")
        }
        #expect((total.union == nil) == (total.intersection == nil), "\(codes)")
        #expect((total.value == nil) == (total.refusal != nil), "\(codes)")
        #expect(total.figures == figures, "\(codes)")
        guard total.value != nil || total.union != nil else { return }
        let counted = figures.filter { total.counted.contains($0.code) }
        #expect(Set(counted.map { [$0.periodStart, $0.periodEnd, $0.asOf] }).count == 1, "periods: \(codes)")
        #expect(Set(counted.map(\.nature)).count == 1, "natures: \(codes)")
        #expect(Set(counted.map(\.scope)).count == 1, "scopes: \(codes)")
        #expect(Set(counted.map(\.unit)).count == 1, "units: \(codes)")
        // Two printings of a national figure are one figure, as it is printed.
        #expect(counted.count == 1 || counted.allSatisfy { $0.scope != .national }, "\(codes)")
        guard total.value != nil else { return }
        #expect(bans.broken(by: total.counted) == [], "\(codes)")
        // What is left out of a sum is in it already.
        let repeated = Set(figures.filter { [.partOf, .duplicateOf].contains($0.aggregation) }.map(\.code))
        #expect(Set(total.leftOut.map(\.figure)).isSubset(of: repeated), "\(codes)")
    }

    @Test("over every pair of figures, bounds are in order and a total stands only on what is alike and not forbidden")
    func pairs() throws {
        let (figures, relations, bans) = try Self.asked.get()
        #expect(figures.count == 159)
        var totals = 0
        for (place, one) in figures.enumerated() {
            for other in figures.dropFirst(place + 1) {
                let total = FigureTotal(of: [one, other], by: relations)
                check(total, of: [one, other], bans)
                if total.value != nil, total.leftOut.isEmpty { totals += 1 }
            }
        }
        // The rules refuse most pairs, and not all of them.
        #expect(totals >= 50 && totals < 100, "\(totals)")
    }

    @Test("so do random sets of figures", arguments: 0..<40)
    func sets(seed: Int) throws {
        let (figures, relations, bans) = try Self.asked.get()
        var random = SplitMix64(seed: UInt64(seed))
        // Figures of one measure have more in common than those of all.
        let measures = Array(Set(figures.map(\.measure))).sorted()
        for _ in 0..<100 {
            let chosen = Set(measures.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)))
            let near = figures.filter { chosen.contains($0.measure) }
            let pool = Bool.random(using: &random) && near.count > 1 ? near : figures
            let codes = Set(pool.map(\.code).shuffled(using: &random).prefix(Int.random(in: 2...7, using: &random)))
            let asked = figures.filter { codes.contains($0.code) }
            guard asked.count > 1 else { continue }
            check(FigureTotal(of: asked, by: relations), of: asked, bans)
        }
    }

    @Test("the order in which figures are named does not matter", arguments: 0..<8)
    func order(seed: Int) throws {
        let (figures, _, _) = try Self.asked.get()
        let database = try DefaultDatabase.open()
        var random = SplitMix64(seed: UInt64(seed))
        let measure = figures[Int.random(in: figures.indices, using: &random)].measure
        let codes = figures.filter { $0.measure == measure }.map(\.code)
        let total = try database.sum(of: codes)
        #expect(try database.sum(of: codes.shuffled(using: &random)) == total)
        #expect(try database.sum(of: codes.reversed()) == total)
    }

    @Test(
        "what misled readers is refused in words, without bounds",
        arguments: [
            (["ctx.credits-snlp", "m23.etat-2024"], "2019–2023 pour", "2019–2023 for"),
            (["m23.etat-2024", "mn-mm.credits"], "Les niveaux diffèrent", "The levels differ"),
            (["cl.soutien", "m23.etat-pluri"], "à ne pas ajouter aux 27,3 M€", "not to be added to the 27.3"),
            (["m23.cie-2024", "m23.etat-pluri", "m02.tiers-lieux"], "Les périodes diffèrent", "The periods differ"),
            (["m23.cie-2024", "m23.etat-pluri", "m02.tiers-lieux"], "€ par an pour", "€ a year for"),
            (["m20.communes", "m20.eligibles"], "ce n’est pas une somme", "this is no sum"),
            (["m11.signes", "m11.reperes"], "si les signataires sont parmi", "if signatories are among"),
            (["m14.plans", "m14.pdalhpd"], "ce n’est pas une somme", "this is no sum"),
            (["m05.hebergement-100", "m13.places-maternite"], "à ne pas additionner", "not to be added"),
            (["m20.subv-fr", "m20.subv-occ"], "aucune part", "no share"),
            (["mn-pl.pactes", "mn-pl.droits"], "ce n’est pas une somme", "this is no sum"),
            (["m07.agences", "m24.facilitatrice"], "Les unités diffèrent", "The units differ"),
        ])
    func refused(codes: [String], french: String, english: String) throws {
        let total = try DefaultDatabase.open().sum(of: codes).value
        #expect(total.value == nil && total.union == nil && total.intersection == nil)
        #expect(total.refusal?.fr.contains(french) == true, "\(total.refusal?.fr ?? "")")
        #expect(total.refusal?.en.contains(english) == true, "\(total.refusal?.en ?? "")")
        #expect(Set(total.figures.map(\.code)) == Set(codes))
    }

    @Test(
        "what adds up does",
        arguments: [
            (
                ["m02.mediateurs", "m02.mediateurs.montpellier", "m02.mediateurs.toulouse"], 10.0,
                Figure.Qualifier.exact
            ),
            (["m02.mediateurs.montpellier", "m02.mediateurs.toulouse"], 8, .exact),
            (["m02.mediateurs.toulouse", "m02.mediateurs.toulouse.eat", "m02.mediateurs.toulouse.rrn"], 4, .exact),
            (["m02.mediateurs", "m02.mediateurs.toulouse.eat"], 10, .exact),
            (["mn-etu.epiceries.toulouse", "mn-etu.epiceries.montpellier", "mn-etu.epiceries.albi"], 5, .exact),
            (["m15.act", "m15.act-hlm", "m15.lam"], 152, .exact),
            (["cl.axe1.parentalite", "cl.axe1.decrochage", "cl.axe1.autonomie"], 13, .exact),
            (["m23.cie-2024", "m23.etat-2024"], 17_321_025, .moreThan),
            (["m17.utilisateurs", "m17.non-util"], 630_160, .about),
            (["m16.projets", "m16.nouveaux", "mn-mm.projets", "mn-mm.nouveaux"], 92, .exact),
            (["mn-mm.projets", "m16.nouveaux"], 92, .exact), (["m20.communes", "m20.egalim"], 827, .exact),
        ])
    func added(codes: [String], value: Double, qualifier: Figure.Qualifier) throws {
        let total = try DefaultDatabase.open().sum(of: codes).value
        #expect(total.value == value && total.qualifier == qualifier, "\(total.refusal?.en ?? "")")
    }

    @Test("three sets of pacts are in one another for none to seven of them")
    func threeSets() throws {
        let total = try total("mn-pl.ruraux", "mn-pl.qpv", "mn-pl.droits")
        #expect(total.union == .init(lower: 19, upper: 24) && total.intersection == .init(lower: 0, upper: 7))
    }

    @Test("one figure is told as it is printed: a fraction is one number, a range and a date are none")
    func alone() throws {
        #expect(try total("m20.seuil-pop").value == 2.0 / 3)
        #expect(try total("m04.pass-colo").refusal?.en.contains("from one number to another") == true)
        #expect(try total("m05.taux-individualise").refusal?.en.contains("is a date") == true)
        #expect(try total("m20.subv-fr").value == 141_000_000)
    }

    @Test("sets that are declared to overlap have bounds; a whole smaller than a part gives none")
    func overlap() {
        func set(_ code: String, _ value: Double) -> Figure {
            Figure(
                code: code, measure: "m", theme: "", label: LocalizedText(code), value: value, valueText: "",
                unit: LocalizedText("x"), kind: .count, qualifier: .exact, nature: .stock, asOf: "2024",
                scope: .regional, precision: .explicit, isProvisional: false,
                aggregation: code == "whole" ? .sum : .overlapping, aggregationTarget: code == "whole" ? nil : "whole",
                confidence: "high", territories: [], findings: [])
        }
        func total(whole: Double) -> FigureTotal {
            let figures = [set("whole", whole), set("a", 5), set("b", 4)]
            let contains = ["a", "b"].map { part in
                Reconciliation(
                    code: part, label: LocalizedText(""), left: .init(expression: "whole"), relation: .contains,
                    right: .init(expression: part), outcome: .agrees, explanation: LocalizedText(""), citations: [],
                    lines: [])
            }
            let relations = FigureRelations(figures: figures, controlTotals: contains, findings: [])
            return FigureTotal(of: Array(figures.dropFirst()), by: relations)
        }
        #expect(total(whole: 7).union == .init(lower: 5, upper: 7))
        #expect(total(whole: 7).intersection == .init(lower: 2, upper: 4))
        #expect(total(whole: 20).union == .init(lower: 5, upper: 9))
        #expect(total(whole: 3).union == nil && total(whole: 3).refusal != nil)
    }
}

/// What the tables forbid to add, read from them without the code under test.
private struct Bans {
    private var pairs: [(reason: String, codes: Set<String>)] = []

    init() throws {
        let figures = try PackageTable("policy/figures.csv").rows
        let codes = Set(figures.compactMap { $0["code"] })
        for row in figures where ["part_of", "duplicate_of"].contains(row["aggregation"]) {
            pairs.append((row["aggregation"] ?? "", [row["code"] ?? "", row["aggregation_target"] ?? ""]))
        }
        for row in try PackageTable("policy/control_totals.csv").rows
        where ["not_comparable", "contains", "equals", "at_most"].contains(row["operator"]) {
            let sides = ["left_expression", "right_expression"].map { column in
                (row[column] ?? "").split { " ()".contains($0) }.map(String.init).filter(codes.contains)
            }
            for left in sides[0] {
                for right in sides[1] where left != right { pairs.append((row["code"] ?? "", [left, right])) }
            }
        }
        let concerned = try PackageTable("policy/finding_figures.csv").rows
        for finding in try PackageTable("policy/findings.csv").values("code", where: { $0["is_never_added"] == "true" })
        {
            let members = concerned.filter { $0["finding"] == finding }.compactMap { $0["figure"] }
            for one in members {
                for other in members where one < other { pairs.append((finding, [one, other])) }
            }
        }
    }

    func broken(by codes: [String]) -> [String] {
        pairs.filter { $0.codes.isSubset(of: codes) }.map(\.reason)
    }
}
