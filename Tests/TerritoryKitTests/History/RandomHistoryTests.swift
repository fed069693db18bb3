import TerritoryTestSupport
import Testing
import TerritoryGeometry
import TerritoryKit

/// A made-up history whose ground is followed plot by plot, as an oracle.
private struct PlotHistory {
    /// The plots of each commune alive.
    private(set) var plots: [CommuneCode: Set<Int>] = [:]
    private(set) var movements: [CommuneMovement] = []
    /// The communes after each year.
    private(set) var states: [(date: CivilDate, plots: [CommuneCode: Set<Int>])] = []
    private var retired: [CommuneCode] = []
    private var date = CivilDate(unchecked: 1950, 1, 1)

    init(seed: UInt64, years: Int) {
        var random = SplitMix64(seed: seed)
        for number in 0..<12 { plots[CommuneCode(unchecked: "200\(10 + number)")] = [number] }
        states.append((date, plots))
        for year in 0..<years {
            date = CivilDate(unchecked: 1951 + year, 1, 1)
            let codes = plots.keys.sorted().shuffled(using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0 where codes.count > 3: merge(Array(codes.prefix(Int.random(in: 2...3, using: &random))))
            case 1: change(codes[0], to: retired.popLast() ?? CommuneCode(unchecked: "209\(10 + year)"))
            default: rename(codes[0])
            }
            states.append((date, plots))
        }
    }

    private func end(_ code: CommuneCode) -> CommuneMovement.End { .init(type: "COM", code: code, name: "N\(code)") }

    private mutating func record(_ kind: CommuneMovement.Kind, _ before: CommuneCode, _ after: CommuneCode) {
        movements.append(CommuneMovement(kind: kind, date: date, before: end(before), after: end(after)))
    }

    private mutating func merge(_ codes: [CommuneCode]) {
        for code in codes { record(.newCommune, code, codes[0]) }
        for code in codes.dropFirst() {
            plots[codes[0], default: []].formUnion(plots.removeValue(forKey: code) ?? [])
            retired.append(code)
        }
    }

    private mutating func change(_ code: CommuneCode, to other: CommuneCode) {
        record(.seatTransfer, code, other)
        plots[other] = plots.removeValue(forKey: code)
        retired.append(code)
    }

    private mutating func rename(_ code: CommuneCode) { record(.nameChange, code, code) }
}

@Suite("Random histories")
struct RandomHistoryTests {
    @Test(
        "every code alive at a date leads to the communes that hold its plots today",
        arguments: 0..<100 as Range<UInt64>)
    func ground(seed: UInt64) {
        let oracle = PlotHistory(seed: seed, years: 30)
        let names = oracle.plots.keys.reduce(into: [:]) { $0[$1] = "N\($1)" }
        let history = CommuneHistory(movements: oracle.movements.shuffled(), current: names)
        for (date, plots) in oracle.states {
            for (code, ground) in plots {
                let expected = oracle.plots.filter { !$0.value.isDisjoint(with: ground) }.keys.sorted()
                #expect(history.isCommune(code, on: date), "\(code) on \(date)")
                #expect(history.succession(of: code, from: date).successors == expected, "\(code) from \(date)")
            }
        }
    }

    @Test("a code is a commune’s exactly while it holds plots", arguments: 0..<100 as Range<UInt64>)
    func alive(seed: UInt64) {
        let oracle = PlotHistory(seed: seed, years: 30)
        let names = oracle.plots.keys.reduce(into: [:]) { $0[$1] = "N\($1)" }
        let history = CommuneHistory(movements: oracle.movements, current: names)
        let codes = Set(oracle.states.flatMap(\.plots.keys))
        for (date, plots) in oracle.states {
            #expect(codes.filter { history.isCommune($0, on: date) } == Set(plots.keys), "on \(date)")
        }
    }
}
