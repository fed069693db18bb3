import TerritoryTestSupport
import Testing
@testable import TerritoryKit

@Suite("The logic of three values, over rules and facts of any kind")
struct KleeneTests {
    /// A rule of one criterion put to everyone, by someone who knows a part of the facts.
    private struct Question {
        var evaluation: RuleEvaluation
        var subjects: [EligibilitySubject]

        init(using random: inout SplitMix64) {
            let world = RandomWorld(using: &random)
            let known = world.knowledge(using: &random)
            evaluation = RuleEvaluation(facts: world.facts(knowing: known), date: RandomWorld.date)
            subjects = world.subjects.map { world.subject($0, knowing: known) }
        }

        func outcomes(_ condition: Criterion.Condition) -> [Finding.Outcome] {
            subjects.map { evaluation.finding(Criterion(condition), for: $0).outcome }
        }

        func findings(_ criterion: Criterion) -> [Finding] { subjects.map { evaluation.finding(criterion, for: $0) } }
    }

    @Test("double negation, De Morgan, idempotence, absorption, distribution", arguments: 0..<60)
    func laws(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let question = Question(using: &random)
        func ask(_ condition: Criterion.Condition) -> [Finding.Outcome] { question.outcomes(condition) }
        func both(_ criteria: Criterion.Condition...) -> Criterion.Condition { .allOf(criteria.map { Criterion($0) }) }
        func either(_ criteria: Criterion.Condition...) -> Criterion.Condition {
            .anyOf(criteria.map { Criterion($0) })
        }
        func not(_ condition: Criterion.Condition) -> Criterion.Condition { .not(Criterion(condition)) }
        let (a, b, c) = (
            Criterion.random(using: &random).condition, Criterion.random(using: &random).condition,
            Criterion.random(using: &random).condition
        )
        #expect(ask(not(not(a))) == ask(a))
        #expect(ask(not(both(a, b))) == ask(either(not(a), not(b))))
        #expect(ask(not(either(a, b))) == ask(both(not(a), not(b))))
        #expect(ask(both(a, a)) == ask(a) && ask(either(a, a)) == ask(a))
        #expect(ask(both(a)) == ask(a) && ask(either(a)) == ask(a))
        #expect(ask(both(a, either(a, b))) == ask(a) && ask(either(a, both(a, b))) == ask(a))
        #expect(ask(both(a, either(b, c))) == ask(either(both(a, b), both(a, c))))
        #expect(ask(both(a, both(b, c))) == ask(both(both(a, b), c)))
    }

    @Test("the order of the parts does not matter", arguments: 0..<40)
    func order(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let question = Question(using: &random)
        let parts = (0..<4).map { _ in Criterion.random(depth: 2, using: &random) }
        let shuffled = parts.shuffled(using: &random)
        #expect(question.outcomes(.allOf(parts)) == question.outcomes(.allOf(shuffled)))
        #expect(question.outcomes(.anyOf(parts)) == question.outcomes(.anyOf(shuffled)))
    }

    @Test("a list, which does without sentences, has the outcomes of the explanation", arguments: 0..<20)
    func silence(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var question = Question(using: &random)
        let criterion = Criterion.random(using: &random)
        let told = question.findings(criterion).map { $0.all.map(\.outcome) }
        question.evaluation.explains = false
        let silent = question.findings(criterion)
        #expect(silent.map { $0.all.map(\.outcome) } == told)
        #expect(
            silent.allSatisfy {
                $0.all.allSatisfy { ($0.sentence == nil || $0.kind == Finding.onCondition) && $0.note == nil }
            })
    }

    @Test("each outcome follows from those of its parts", arguments: 0..<60)
    func proof(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let question = Question(using: &random)
        for _ in 0..<10 {
            for finding in question.findings(.random(using: &random)) {
                for node in finding.all { #expect(node.outcome == outcome(of: node) ?? node.outcome, "\(node)") }
            }
        }
    }

    @Test("the decisive findings are simple ones, and suffice for the outcome", arguments: 0..<60)
    func decisive(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let question = Question(using: &random)
        for _ in 0..<10 {
            let criterion = Criterion.random(using: &random)
            let hasNot = criterion.all.contains { if case .not = $0.condition { true } else { false } }
            for finding in question.findings(criterion) {
                let decisive = finding.decisive
                #expect(!decisive.isEmpty && decisive.allSatisfy { !["all_of", "any_of", "not"].contains($0.kind) })
                #expect(outcome(of: finding, knowingOnly: Set(decisive)) == finding.outcome, "\(finding)")
                #expect(hasNot || decisive.allSatisfy { $0.outcome == finding.outcome })
            }
        }
    }

    /// The outcome of a finding that is made of others; `nil` for a simple one.
    private func outcome(of finding: Finding) -> Finding.Outcome? {
        let parts = finding.parts.map(\.outcome)
        switch finding.kind {
        case "all_of": return parts.contains(.notMet) ? .notMet : parts.contains(.unknown) ? .unknown : .met
        case "any_of": return parts.contains(.met) ? .met : parts.contains(.unknown) ? .unknown : .notMet
        case "not": return [.met: .notMet, .notMet: .met, .unknown: .unknown][parts[0]]
        case "zoning" where !parts.isEmpty: return Set(parts).count == 1 ? parts[0] : .unknown
        default: return nil
        }
    }

    /// The outcome for one who was told only some of the simple findings.
    private func outcome(of finding: Finding, knowingOnly known: Set<Finding>) -> Finding.Outcome? {
        guard !known.contains(finding) else { return finding.outcome }
        guard !finding.parts.isEmpty else { return .unknown }
        var told = finding
        told.parts = finding.parts.map { part in
            var part = part
            part.outcome = outcome(of: part, knowingOnly: known) ?? .unknown
            return part
        }
        return outcome(of: told)
    }
}
