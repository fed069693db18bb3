/// What is known of one thing at several times: lists that stand side by side, each with the days for which it holds.
///
/// The list of the day decides. Only in its absence others stand in, each as far from its own days as its source
/// allows; beyond that nothing is known.
struct DatedLists<Fact: Sendable>: Sendable {
    struct List: Sendable {
        var source: FactSource
        /// How long before its first day and after its last it may stand in for the list of another day.
        var standInMonths: Int
        var fact: Fact
    }

    /// In the order of their first days.
    private(set) var all: [List] = []

    enum Reading {
        case ofDay(List)
        /// The nearest first.
        case standIn([List])
        /// None is near enough to the day.
        case unknown
    }

    init(_ lists: [List] = []) {
        all = lists.sorted { ($0.source.from, $0.source.vintage) < ($1.source.from, $1.source.vintage) }
    }

    /// The list that has begun last.
    var latest: List? { all.last }

    subscript(_ index: Int) -> List {
        get { all[index] }
        set { all[index] = newValue }
    }

    var indices: Range<Int> { all.indices }

    // `vintage`: the one list to look at among those that may stand in; `nil` for every one.
    func reading(on day: CivilDate, only vintage: String? = nil) -> Reading {
        if let exact = all.indices.last(where: { holds($0, on: day) }) { return .ofDay(all[exact]) }
        let near = all.indices.filter { reaches($0, day) }.sorted { distance($0, day) < distance($1, day) }
        let lists = near.map { index in
            var list = all[index]
            list.source.standsIn = true
            return list
        }
        if let one = lists.first(where: { $0.source.vintage == vintage }) { return .standIn([one]) }
        return lists.isEmpty ? .unknown : .standIn(lists)
    }

    private func holds(_ index: Int, on day: CivilDate) -> Bool {
        all[index].source.from <= day && day <= lastDay(index)
    }

    /// A list without an end holds until the next begins.
    private func lastDay(_ index: Int) -> CivilDate {
        let next = all.indices.contains(index + 1) ? all[index + 1].source.from.dayBefore : .distantFuture
        return all[index].source.until ?? next
    }

    private func reaches(_ index: Int, _ day: CivilDate) -> Bool {
        let (first, last, months) = (all[index].source.from, lastDay(index), all[index].standInMonths)
        return day < first ? day.adding(months: months) >= first : last.adding(months: months) >= day
    }

    /// Days between a day and those of a list, each month taken for 31.
    private func distance(_ index: Int, _ day: CivilDate) -> Int {
        func number(_ day: CivilDate) -> Int { (day.year * 12 + day.month) * 31 + day.day }
        let first = all[index].source.from
        return day < first ? number(first) - number(day) : number(day) - number(lastDay(index))
    }
}

extension DatedLists: Equatable where Fact: Equatable {}
extension DatedLists.List: Equatable where Fact: Equatable {}

extension DatedLists {
    /// The lists of which the data have something.
    func known<Known>() -> DatedLists<Known> where Fact == Known? {
        DatedLists<Known>(
            all.compactMap { list in
                list.fact.map {
                    DatedLists<Known>.List(source: list.source, standInMonths: list.standInMonths, fact: $0)
                }
            })
    }
}

extension DatedLists.Reading {
    /// The lists that the answer of the day rests on; none where it is not known.
    var lists: [DatedLists.List] {
        switch self {
        case .ofDay(let list): [list]
        case .standIn(let lists): lists
        case .unknown: []
        }
    }
}
