import TerritoryTestSupport
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

    /// Facts whose zonings and populations have, for the day asked about, the lists given: random ones that stand in.
    private func facts(_ world: RandomWorld, standIns: Int, ofDay: Bool, seed: UInt64) -> EligibilityFacts {
        var facts = world.truth
        for zoning in facts.zonings.keys {
            let truth = world.truth.zonings[zoning]?.lists[0].fact ?? [:]
            facts.zonings[zoning]?.lists = lists(
                truth, ["yes", "part", "no"], standIns, ofDay, seed: seed &+ UInt64(zoning.utf8.count))
        }
        facts.populations = lists(
            world.truth.populations[0].fact, [0, 1, 150, 9_999, 10_000, 10_001, 40_000], standIns, ofDay, seed: seed)
        return facts
    }

    private func lists<Value: Sendable>(
        _ truth: [String: Value], _ values: [Value], _ standIns: Int, _ ofDay: Bool, seed: UInt64
    ) -> DatedLists<[String: Value]> {
        func list(_ year: Int, _ fact: [String: Value]) -> DatedLists<[String: Value]>.List {
            let source = FactSource(
                label: RandomWorld.label("list"), title: "List", publisher: "Publisher", vintage: "\(year)",
                from: CivilDate(unchecked: year, 1, 1), until: CivilDate(unchecked: year, 12, 31))
            return DatedLists.List(source: source, standInMonths: 60, fact: fact)
        }
        // The day asked about is in 2024; most communes have the same value in every list.
        let others = [2026, 2022, 2025].prefix(standIns).map { year in
            var random = SplitMix64(seed: seed &+ UInt64(year))
            var fact = truth
            for code in truth.keys.sorted() {
                switch Int.random(in: 0..<6, using: &random) {
                case 0: fact[code] = values.randomElement(using: &random)
                case 1: fact[code] = nil
                default: break
                }
            }
            return list(year, fact)
        }
        return DatedLists(others + (ofDay ? [list(2024, truth)] : []))
    }

    @Test("a further list that stands in may leave an answer undetermined, and never turns it", arguments: 0..<60)
    func standIns(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let world = RandomWorld(using: &random)
        // A condition on a fixed day looks at the list of that day, and not at those that stand in for this one.
        var version = try RuleVersion.random(using: &random)
        version.subjects = version.subjects.mapValues(\.withoutFixedDays)
        func verdicts(_ standIns: Int, ofDay: Bool = false) -> [Verdict] {
            var evaluation = RuleEvaluation(
                facts: facts(world, standIns: standIns, ofDay: ofDay, seed: UInt64(seed)), date: RandomWorld.date)
            evaluation.explains = false
            return world.subjects.map { evaluation.decision(version, for: $0).verdict }
        }
        let none = verdicts(0)
        let (one, two, three) = (verdicts(1), verdicts(2), verdicts(3))
        for (before, after) in [(one, two), (two, three)] {
            for (old, new) in zip(before, after) { #expect(new == old || new == .undetermined) }
        }
        // Where nothing stood in, the list of the day only settles what was undetermined, as any list does.
        let ofDay = verdicts(0, ofDay: true)
        for settled in [one, ofDay] {
            for (old, new) in zip(none, settled) { #expect(old == new || old == .undetermined) }
        }
        // With it, what else there is does not count.
        for standIns in 1...3 { #expect(verdicts(standIns, ofDay: true) == ofDay) }
    }
}

extension Criterion {
    /// The same, with every zoning looked at on the day asked about.
    fileprivate var withoutFixedDays: Criterion {
        var criterion = self
        switch condition {
        case .allOf(let parts): criterion.condition = .allOf(parts.map(\.withoutFixedDays))
        case .anyOf(let parts): criterion.condition = .anyOf(parts.map(\.withoutFixedDays))
        case .not(let part): criterion.condition = .not(part.withoutFixedDays)
        case .populationShare(var share):
            share.satisfying = share.satisfying.withoutFixedDays
            criterion.condition = .populationShare(share)
        case .zoning(var zoning):
            zoning.at = nil
            zoning.implies = zoning.implies?.map(\.withoutFixedDays)
            criterion.condition = .zoning(zoning)
        default: break
        }
        return criterion
    }
}
