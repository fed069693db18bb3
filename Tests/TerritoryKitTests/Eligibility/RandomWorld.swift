@testable import TerritoryFormats
@testable import TerritoryGeometry
@testable import TerritoryKit
import TerritoryTestSupport

/// A small invented country of which everything is known, and what may be hidden of it.
///
/// A class supposes what its condition implies, as in life: a commune is in class `yes` of `small` only below 10,000
/// inhabitants, and in class `yes` of `poor` only where it is in class `yes` of `small`.
struct RandomWorld {
    /// One thing that may be known or not.
    enum Fact: Hashable {
        case commune(String)
        case epci(String)
        case population(String)
        case populationYear
        case zoning(String)
        case classOf(String, zoning: String)
        case indicator
        case membersOfEPCIs
        case register
        case value(String)
        case competences(String)
        case perimeters
        case someQPVs(String)
        case allQPVs(String)
        case place
        case surroundings
    }

    static let date = CivilDate(unchecked: 2024, 11, 15)
    static let source = FactSource(
        label: label("source"), title: "Source", publisher: "Publisher", vintage: "2024",
        from: CivilDate(unchecked: 2024, 1, 1))

    /// The list of the day, alone.
    static func list<Fact>(_ fact: Fact) -> DatedLists<Fact> {
        DatedLists([DatedLists.List(source: source, standInMonths: 0, fact: fact)])
    }

    let truth: EligibilityFacts
    let subjects: [EligibilitySubject]
    let everything: [Fact]

    var communes: [String] { truth.communes.keys.sorted() }

    init(using random: inout SplitMix64) {
        var facts = EligibilityFacts()
        var populations: [String: Int] = [:]
        let codes = (0..<Int.random(in: 3...9, using: &random)).map { "C\($0)" }
        for code in codes {
            let departement = ["09", "48", "64"].randomElement(using: &random) ?? "09"
            facts.communes[code] = EligibilityFacts.Commune(
                name: "Commune \(code)", departement: departement, region: departement == "64" ? "75" : "76",
                epci: Int.random(in: 0..<8, using: &random) == 0 ? nil : ["E0", "E1"].randomElement(using: &random),
                areQPVsKnown: true)
            populations[code] = [0, 1, 150, 9_999, 10_000, 10_001, 40_000].randomElement(using: &random)
            facts.departements[departement, default: Self.group(departement)].members.append(code)
            if let epci = facts.communes[code]?.epci {
                facts.epcis[epci, default: Self.group(epci)].members.append(code)
            }
            let count = Int.random(in: 0...2, using: &random)
            facts.qpvs[code] = (0..<count).map { TerritoryReference(kind: .qpv, code: "Q\($0)", name: "QPV \($0)") }
        }
        facts.populations = Self.list(populations)
        facts.competences = Self.list(
            facts.epcis.keys.sorted().reduce(into: [:]) { held, epci in
                held[epci] = Set(["4010", "4015", "1510"].filter { _ in Bool.random(using: &random) })
            })
        facts.indicators["schools"] = EligibilityFacts.Indicator(
            label: Self.label("Schools"),
            lists: Self.list(codes.reduce(into: [:]) { $0[$1] = [0, 1, 2.5].randomElement(using: &random) }))
        (facts.perimeters, facts.qpvPerimeters) = (Self.list(()), Self.list(()))
        for zoning in ["small", "poor"] {
            var own = Self.zoning(zoning)
            for code in codes {
                let isBig = populations[code] ?? 0 >= 10_000
                let mayBeIn = zoning == "small" ? !isBig : facts.zonings["small"]?.lists[0].fact[code] == "yes"
                own.lists[0].fact[code] = (mayBeIn ? ["yes", "yes", "part", "no"] : ["part", "no"])
                    .randomElement(using: &random)
            }
            facts.zonings[zoning] = own
        }
        truth = facts
        let some = codes.filter { _ in Bool.random(using: &random) }
        let isInside = Bool.random(using: &random)
        let place = EligibilitySubject.PlaceFacts(
            position: Position(longitude: 1, latitude: 43), commune: codes[0], areQPVsKnown: true,
            nearestQPV: TerritoryReference(kind: .qpv, code: "Q0", name: "QPV 0"), isInside: isInside,
            distanceInMeters: [0, 300, 301, 5_000].randomElement(using: &random))
        subjects =
            codes.map { .commune($0) } + facts.epcis.keys.sorted().map { .epci($0) }
            + facts.departements.keys.sorted().map { .departement($0) } + [
                .grouping(some.isEmpty ? codes : some), .position(place),
                .qpv(TerritoryReference(kind: .qpv, code: "Q0", name: "QPV 0"), communes: some.isEmpty ? codes : some),
            ]
        let ofCommunes: [Fact] = codes.flatMap { code -> [Fact] in
            [
                .commune(code), .population(code), .classOf(code, zoning: "small"), .classOf(code, zoning: "poor"),
                .value(code), .someQPVs(code), .allQPVs(code),
            ]
        }
        everything =
            ofCommunes + facts.epcis.keys.sorted().flatMap { [Fact.epci($0), .competences($0)] } + [
                .populationYear, .membersOfEPCIs, .register, .zoning("small"), .zoning("poor"), .indicator, .perimeters,
                .place, .surroundings,
            ]
    }

    private static func group(_ name: String) -> EligibilityFacts.Group {
        EligibilityFacts.Group(name: name, members: [])
    }

    static func label(_ text: String) -> LocalizedText { LocalizedText(fr: "\(text) (fr)", en: text) }

    private static func zoning(_ code: String) -> EligibilityFacts.Zoning {
        func aClass(_ name: String, _ membership: ZoningMembership, _ rank: Int) -> EligibilityFacts.Zoning.Class {
            EligibilityFacts.Zoning.Class(label: label(name), membership: membership, rank: rank)
        }
        let source = FactSource(
            label: label("list"), title: "List", publisher: "Publisher", vintage: "2024",
            from: CivilDate(unchecked: 2024, 6, 1), until: CivilDate(unchecked: 2025, 5, 31))
        return EligibilityFacts.Zoning(
            label: label(code), role: code,
            classes: ["yes": aClass("yes", .in, 0), "part": aClass("part", .partly, 1), "no": aClass("no", .out, 2)],
            lists: DatedLists([DatedLists.List(source: source, standInMonths: 1, fact: [:])]))
    }
}

extension RandomWorld {
    /// The facts of one who knows a part of them.
    func facts(knowing known: Set<Fact>) -> EligibilityFacts {
        var facts = truth
        for code in communes {
            if !known.contains(.population(code)) { facts.populations[0].fact[code] = nil }
            if !known.contains(.value(code)) { facts.indicators["schools"]?.lists[0].fact[code] = nil }
            for zoning in truth.zonings.keys where !known.contains(.classOf(code, zoning: zoning)) {
                facts.zonings[zoning]?.lists[0].fact[code] = nil
            }
            if !known.contains(.allQPVs(code)) {
                facts.communes[code]?.areQPVsKnown = false
                facts.qpvs[code] = known.contains(.someQPVs(code)) ? truth.qpvs[code].map { Array($0.prefix(1)) } : nil
            }
            if !known.contains(.commune(code)) { facts.communes[code] = nil }
        }
        for epci in truth.epcis.keys {
            if !known.contains(.epci(epci)) { facts.epcis[epci] = nil }
            if !known.contains(.competences(epci)) { facts.competences[0].fact[epci] = nil }
        }
        for zoning in truth.zonings.keys where !known.contains(.zoning(zoning)) { facts.zonings[zoning] = nil }
        if !known.contains(.indicator) { facts.indicators["schools"] = nil }
        if !known.contains(.populationYear) { facts.populations = DatedLists() }
        if !known.contains(.register) { facts.competences = DatedLists() }
        if !known.contains(.membersOfEPCIs) { facts.perimeters = DatedLists() }
        if !known.contains(.perimeters) { facts.qpvPerimeters = DatedLists() }
        return facts
    }

    /// A subject as one sees it who knows a part of the facts; a locator knows only some of a place.
    func subject(_ subject: EligibilitySubject, knowing known: Set<Fact>) -> EligibilitySubject {
        guard case .position(var place) = subject else { return subject }
        if !known.contains(.place) { place.commune = nil }
        if !known.contains(.surroundings) {
            (place.areQPVsKnown, place.nearestQPV, place.isInside, place.distanceInMeters) = (false, nil, false, nil)
        }
        return .position(place)
    }

    /// What someone knows.
    func knowledge(using random: inout SplitMix64) -> Set<Fact> {
        let share = Int.random(in: 0...4, using: &random)
        return Set(everything.filter { _ in Int.random(in: 0..<4, using: &random) < share })
    }
}

extension Criterion {
    /// A criterion of any kind, with others in it.
    static func random(depth: Int = 3, using random: inout SplitMix64) -> Criterion {
        func part() -> Criterion { .random(depth: depth - 1, using: &random) }
        let kind = Int.random(in: depth > 0 ? 0..<15 : 5..<15, using: &random)
        let parts = Int.random(in: 1...3, using: &random)
        let condition: Condition =
            switch kind {
            case 0: .allOf((0..<parts).map { _ in part() })
            case 1: .anyOf((0..<parts).map { _ in part() })
            case 2: .not(part())
            case 3, 4:
                .populationShare(
                    PopulationShareCondition(
                        atLeast: [Fraction(2, 3), Fraction(1, 2), Fraction(1, 3), Fraction(1, 1)]
                            .randomElement(using: &random) ?? Fraction(2, 3), satisfying: part()))
            default: simple(kind - 5, using: &random)
            }
        var criterion = Criterion(condition, isTransferable: Int.random(in: 0..<4, using: &random) == 0)
        if Bool.random(using: &random) { criterion.label = RandomWorld.label("LocalizedText") }
        if Bool.random(using: &random) { criterion.note = RandomWorld.label("Note") }
        return criterion
    }

    private static func simple(_ kind: Int, using random: inout SplitMix64) -> Condition {
        let isFirst = Bool.random(using: &random)
        let text = RandomWorld.label("Text")
        switch kind {
        case 0: return .zoning(zoning(isFirst ? "small" : "poor", using: &random))
        case 1:
            let threshold = [1, 10_000, 10_001].randomElement(using: &random) ?? 1
            return .population(
                PopulationCondition(
                    definition: Bool.random(using: &random) ? .dgf : .municipal, below: isFirst ? threshold : nil,
                    atLeast: isFirst ? nil : threshold))
        case 2:
            return .competence(
                CompetenceCondition(
                    codes: ["4010"], perhaps: Bool.random(using: &random) ? ["4015"] : nil,
                    heldBy: isFirst ? .commune : .epci))
        case 3:
            return .indicator(
                IndicatorCondition(
                    code: Int.random(in: 0..<8, using: &random) == 0 ? "absent" : "schools", atLeast: 1,
                    lessMeans: isFirst ? .unknown : nil))
        case 4:
            let relation = [QPVCondition.Relation.holds, .inside, .near].randomElement(using: &random) ?? .holds
            return .qpv(QPVCondition(relation: relation, meters: relation == .near ? 300 : nil, at: nil))
        case 5:
            let lists: [MembershipCondition] = [
                MembershipCondition(kind: .region, codes: ["76"]),
                MembershipCondition(kind: .departement, codes: ["09", "48"]),
                MembershipCondition(kind: .epci, codes: ["E0"]),
                MembershipCondition(kind: .commune, codes: ["C0", "C1", "C2"]),
            ]
            return .memberOf(lists.randomElement(using: &random) ?? lists[0])
        case 6:
            let day = CivilDate(unchecked: 2024, 11, Int.random(in: 14...16, using: &random))
            return .dateWindow(DateWindow(from: isFirst ? day : nil, until: isFirst ? nil : day))
        case 7: return isFirst ? .given(text) : .onCondition(text)
        default: return .undocumented(text)
        }
    }

    private static func zoning(_ code: String, using random: inout SplitMix64) -> ZoningCondition {
        let population = Criterion(
            .population(PopulationCondition(definition: .dgf, below: 10_000, atLeast: nil)))
        let isSmall = Criterion(
            .zoning(
                ZoningCondition(code: "small", classes: ["yes"], at: nil, implies: [population])))
        let classes = [["yes"], ["yes"], ["yes", "part"], ["no"]].randomElement(using: &random) ?? ["yes"]
        let days: [CivilDate?] = [nil, nil, CivilDate(unchecked: 2025, 7, 1), CivilDate(unchecked: 2024, 5, 1)]
        let hasImplied = classes == ["yes"] && Bool.random(using: &random)
        return ZoningCondition(
            code: code, classes: classes, at: days.randomElement(using: &random) ?? nil,
            implies: hasImplied ? [code == "small" ? population : isSmall] : nil)
    }
}

extension RuleVersion {
    /// A version whose criteria are of any kind.
    static func random(using random: inout SplitMix64) throws -> RuleVersion {
        var version = try Programme.sample.versions[0]
        for subject in Subject.allCases { version.subjects[subject.rawValue] = .random(using: &random) }
        version.through = Through(
            epci: Bool.random(using: &random) ? true : nil,
            unlisted: Bool.random(using: &random) ? RandomWorld.label("Unlisted") : nil)
        return version
    }
}

extension Programme {
    /// A programme of one version, always in force, that asks nothing.
    static var sample: Programme {
        get throws {
            let text = """
                {"programme": "sample", "title": {"fr": "Titre", "en": "Title"},
                 "question": {"fr": "faire cela", "en": "do that"}, "nature": "territorial", "check_every_months": 12,
                 "versions": [{"code": "first", "title": {"fr": "première", "en": "first"}, "from": "2000-01-01",
                               "reference": {"title": "Law"}, "checked_on": "2024-01-01", "confidence": "stated",
                               "subjects": {}}]}
                """
            return try TerritoryJSON.answer(Programme.self, from: Array(text.utf8))
        }
    }
}

extension Eligibility {
    /// One programme over some facts.
    init(_ programme: Programme, _ facts: EligibilityFacts) {
        self.init(
            programmes: [programme], facts: facts,
            data: DataStamp(scope: "france", vintage: "2024", license: "etalab-2.0", contentHash: "0"))
    }
}
