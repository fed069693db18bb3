import Testing
@testable import TerritoryKit

@Suite("What is learnt later only settles what was unknown")
struct KnowledgeTests {
    @Test("a yes stays a yes and a no a no, as facts are learnt one by one", arguments: 0..<60)
    func verdicts(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let world = RandomWorld(using: &random)
        let version = try RuleVersion.random(using: &random)
        var known = world.knowledge(using: &random)
        let subjects = world.subjects
        var before: [Decision?] = Array(repeating: nil, count: subjects.count)
        let lessons = world.everything.filter { !known.contains($0) }.shuffled(using: &random)
        for lesson in [nil] + lessons.map(Optional.some) {
            if let lesson { known.insert(lesson) }
            var evaluation = RuleEvaluation(facts: world.facts(knowing: known), date: RandomWorld.date)
            evaluation.explains = false
            for (place, subject) in subjects.enumerated() {
                let decision = evaluation.decision(version, for: world.subject(subject, knowing: known))
                if let old = before[place] {
                    let change = "\(subject), \(lesson.map { "\($0)" } ?? ""): \(old.verdict) → \(decision.verdict)"
                    #expect(old.verdict == .undetermined || decision.verdict == old.verdict, "\(change)")
                    let (own, now) = (old.own?.outcome, decision.own?.outcome)
                    #expect(own == .unknown || own == now, "\(change)")
                }
                before[place] = decision
            }
        }
    }

    @Test("with nothing known, only what asks for no fact is decided", arguments: 0..<40)
    func nothingKnown(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let world = RandomWorld(using: &random)
        let evaluation = RuleEvaluation(facts: world.facts(knowing: []), date: RandomWorld.date)
        for _ in 0..<20 {
            let criterion = Criterion.random(depth: 0, using: &random)
            for subject in world.subjects {
                let finding = evaluation.finding(criterion, for: world.subject(subject, knowing: []))
                guard finding.outcome != .unknown else { continue }
                let isOfItself =
                    switch (criterion.condition, subject) {
                    case (.dateWindow, _), (.given, _), (.onCondition, _): true
                    case (.memberOf(let list), _): list.kind == .commune
                    default: false
                    }
                #expect(isOfItself, "\(criterion.condition) for \(subject)")
            }
        }
    }
}
