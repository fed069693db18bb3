import TerritoryTestSupport
import Testing
internal import TerritoryFormats
@testable import TerritoryKit

@Suite("What if: facts that an asker changes")
struct AssumptionTests {
    let world: RandomWorld
    let eligibility: Eligibility

    init() throws {
        var random = SplitMix64(seed: 7)
        world = RandomWorld(using: &random)
        var programme = try Programme.sample
        let competence = CompetenceCondition(codes: ["4010"], perhaps: ["4015"], heldBy: .epci)
        programme.versions[0].subjects["epci"] = Criterion(.competence(competence))
        eligibility = Eligibility(programme, world.truth)
    }

    private func assuming(_ text: String, _ facts: EligibilityFacts? = nil) throws -> EligibilityFacts {
        var eligibility = eligibility
        eligibility.facts = facts ?? eligibility.facts
        return try eligibility.assuming([try #require(Assumption(text))]).facts
    }

    @Test("a class changes, by its name or by yes and no, and nothing else", arguments: ["no", "part", "yes"])
    func zoning(value: String) throws {
        var expected = world.truth
        expected.zonings["small"]?.lists[0].fact["C1"] = value
        #expect(try assuming("C1:small=\(value)").zonings == expected.zonings)
        #expect(try same(assuming("C1:small=\(value)"), expected))
    }

    @Test("unknown takes a fact away")
    func unknown() throws {
        var expected = world.truth
        expected.zonings["small"]?.lists[0].fact["C1"] = nil
        #expect(try same(assuming("C1:small=unknown"), expected))
        expected = world.truth
        expected.populations[0].fact["C0"] = nil
        #expect(try same(assuming("c0:population=unknown"), expected))
        expected = world.truth
        expected.indicators["schools"]?.lists[0].fact["C2"] = nil
        #expect(try same(assuming("C2:schools=unknown"), expected))
    }

    @Test("a population or an indicator takes the number given")
    func number() throws {
        var expected = world.truth
        expected.populations[0].fact["C0"] = 12
        #expect(try same(assuming("C0:population=12"), expected))
        expected = world.truth
        expected.indicators["schools"]?.lists[0].fact["C0"] = 3
        #expect(try same(assuming("C0:schools=3"), expected))
    }

    @Test("a competence that is assumed leaves the others as they are, unknown ones too")
    func competence() throws {
        func outcome(_ facts: EligibilityFacts, _ codes: [String], perhaps: [String]? = nil) -> Finding.Outcome {
            RuleEvaluation(facts: facts, date: RandomWorld.date).competence(
                CompetenceCondition(codes: codes, perhaps: perhaps, heldBy: .epci), of: .epci("E0")
            ).outcome
        }
        var unknown = world.truth
        unknown.competences[0].fact["E0"] = nil
        let without = try assuming("E0:competence-4010=no", unknown)
        #expect(outcome(without, ["4010"]) == .notMet)
        #expect(outcome(without, ["4015"]) == .unknown)
        #expect(outcome(without, ["4010"], perhaps: ["4015"]) == .unknown)
        let with = try assuming("E0:competence-4010=yes", unknown)
        #expect(outcome(with, ["4010"]) == .met && outcome(with, ["4015"]) == .unknown)
        for value in ["yes", "no"] {
            let changed = try assuming("E0:competence-4010=\(value)")
            #expect(outcome(changed, ["4010"]) == (value == "yes" ? .met : .notMet))
            #expect(outcome(changed, ["4015"]) == outcome(world.truth, ["4015"]))
            #expect(changed.competences == world.truth.competences)
        }
    }

    @Test("a commune that leaves its EPCI changes that EPCI and no other")
    func without() throws {
        let code = try #require(world.communes.first { world.truth.communes[$0]?.epci != nil })
        let epci = try #require(world.truth.communes[code]?.epci)
        var expected = world.truth
        expected.communes[code]?.epci = nil
        expected.epcis[epci]?.members.removeAll { $0 == code }
        let changed = try eligibility.without([code])
        #expect(same(changed.facts, expected))
        #expect(
            changed.assumptions.map(\.en) == [
                "Assumption: Commune \(code) (\(code)) is no longer a member of its EPCI."
            ])
        #expect(throws: EligibilityError.noSuchCommune("C99")) { try eligibility.without(["C99"]) }
    }

    @Test("an EPCI just below two thirds passes once a commune leaves it")
    func twoThirds() throws {
        var facts = EligibilityFacts()
        var populations: [String: Int] = [:]
        for (code, population) in [("A", 1_333), ("B", 666), ("C", 1)] {
            facts.communes[code] = EligibilityFacts.Commune(
                name: code, departement: "09", region: "76", epci: "E", areQPVsKnown: true)
            populations[code] = population
        }
        (facts.populations, facts.perimeters) = (RandomWorld.list(populations), RandomWorld.list(()))
        facts.epcis["E"] = EligibilityFacts.Group(name: "E", members: ["A", "B", "C"])
        var programme = try Programme.sample
        let isA = Criterion(.memberOf(MembershipCondition(kind: .commune, codes: ["A"])))
        programme.versions[0].subjects["epci"] = Criterion(
            .populationShare(PopulationShareCondition(atLeast: Fraction(2, 3), satisfying: isA)))
        let now = Eligibility(programme, facts)
        func report(_ eligibility: Eligibility) throws -> EligibilityReport {
            try eligibility.report("sample", for: .epci("E"), on: RandomWorld.date, today: RandomWorld.date)
        }
        #expect(try report(now).verdict == .notEligible && report(now).finding?.margin == "-1")
        let after = try report(try now.without(["C"]))
        #expect(after.verdict == .eligible && after.finding?.margin == "0" && after.finding?.value == "1333/1999")
        #expect(after.assumptions.count == 1)
    }

    @Test(
        "an assumption that cannot be is refused with what is allowed",
        arguments: [
            ("C1:small=perhaps", "one of yes, part, no, yes, no, unknown is expected"),
            (
                "C1:rural=yes",
                "the facts of this programme are poor, small, schools, population, competence-4010, competence-4015"
            ),
            ("C1:population=many", "a whole number"), ("C1:population=-1", "a whole number"),
            ("C1:population=9223372036854775807", "a whole number"), ("C1:schools=1.5", "a whole number"),
            ("C1:competence-4010=yes", "a competence is that of an EPCI, and is yes or no"),
            ("E0:competence-4010=1", "a competence is that of an EPCI, and is yes or no"),
            ("E0:competence-9999=yes", "the facts of this programme are"),
        ])
    func refused(text: String, expected: String) throws {
        let error = try #require(throws: EligibilityError.self) { _ = try assuming(text) }
        #expect("\(error)".hasPrefix("“\(text)” is not an assumption: ") && "\(error)".contains(expected), "\(error)")
        #expect(error.sentence(in: .french).hasPrefix("«\u{202F}\(text)\u{202F}» n’est pas une hypothèse\u{202F}: "))
        #expect(error.cause == .malformedQuestion)
    }

    @Test("an assumption about no commune is refused")
    func nowhere() {
        #expect(throws: EligibilityError.noSuchCommune("C99")) { try assuming("C99:small=yes") }
    }

    @Test(
        "a text in another form is no assumption",
        arguments: ["", "C1", "C1:small", ":small=yes", "C1:=yes", "C1:small=", "small=yes:C1"])
    func form(text: String) { #expect(Assumption(text) == nil) }

    private func same(_ left: EligibilityFacts, _ right: EligibilityFacts) -> Bool {
        left.communes == right.communes && left.epcis == right.epcis && left.departements == right.departements
            && left.populations == right.populations && left.zonings == right.zonings
            && left.indicators == right.indicators && left.competences == right.competences && left.qpvs == right.qpvs
    }
}
