public import TerritoryFormats

/// The periods of the communes' codes since 1943, and what became of each.
///
/// A code can serve twice: 12218 was Saint-Cyprien-sur-Dourdou until 2015 and is Conques-en-Rouergue since 2024. A code
/// therefore means something at a date only, and every question here takes one.
///
/// Source: INSEE, code officiel géographique, file of the commune movements. An event is in force on its date.
public struct CommuneHistory: Sendable {
    /// A stretch of time in which a code was that of a commune.
    public struct Period: Hashable, Codable, Sendable {
        public var name: String
        /// First day; `nil` if the code is older than the register (1943).
        @ExplicitNull public var from: CivilDate?
        /// First day on which the code is no longer that of a commune; `nil` while it is.
        @ExplicitNull public var until: CivilDate?

        public init(name: String, from: CivilDate? = nil, until: CivilDate? = nil) {
            self.name = name
            self.from = from
            self.until = until
        }

        func contains(_ date: CivilDate) -> Bool {
            (from.map { $0 <= date } ?? true) && (until.map { date < $0 } ?? true)
        }
    }

    /// What became of the ground of a commune.
    public struct Succession: Hashable, Sendable {
        /// The communes that hold the ground now, in the order of their codes: several after a split, none where the
        /// ground left the communes of France.
        public var successors: [CommuneCode]
        /// The events that led there, in the order of time; changes of name alone are left out.
        public var events: [CommuneMovement]

        public init(successors: [CommuneCode], events: [CommuneMovement]) {
            self.successors = successors
            self.events = events
        }
    }

    private let movements: [CommuneCode: [CommuneMovement]]
    private let periods: [CommuneCode: [Period]]
    private let current: [CommuneCode: String]
    private let perimeterDates: [CommuneCode: CivilDate]

    /// - Parameters:
    ///   - movements: In any order.
    ///   - current: The communes of today with their names.
    public init(movements: [CommuneMovement], current: [CommuneCode: String]) {
        let byDate = movements.filter(\.changesCommunes)
            .sorted { ($0.date, $0.kind.rawValue) < ($1.date, $1.kind.rawValue) }
        var departures: [CommuneCode: [CommuneMovement]] = [:]
        var mentions: [CommuneCode: [CommuneMovement]] = [:]
        for movement in byDate {
            if let before = movement.before, before.isCommune {
                departures[before.code, default: []].append(movement)
                mentions[before.code, default: []].append(movement)
            }
            if let after = movement.after, after.isCommune, after.code != movement.before?.code {
                mentions[after.code, default: []].append(movement)
            } else if let after = movement.after, after.isCommune, movement.before?.isCommune != true {
                mentions[after.code, default: []].append(movement)
            }
        }
        self.movements = departures
        self.current = current
        self.periods = Self.periods(of: mentions, current: current)
        self.perimeterDates = byDate.reduce(into: [:]) { dates, movement in
            guard movement.before?.code != movement.after?.code else { return }
            for end in [movement.before, movement.after] {
                if let end, end.isCommune { dates[end.code] = movement.date }
            }
        }
    }

    /// The periods of a code, in the order of time; empty for a code that never was a commune's.
    public func periods(of code: CommuneCode) -> [Period] {
        if let known = periods[code] { return known }
        return current[code].map { [Period(name: $0, from: nil, until: nil)] } ?? []
    }

    /// The name of a commune of today.
    ///
    /// - Returns: `nil` for a code that is none’s today, or of which the file has no commune.
    func name(of code: CommuneCode) -> String? { current[code] }

    public func isCommune(_ code: CommuneCode, on date: CivilDate) -> Bool {
        periods(of: code).contains { $0.contains(date) }
    }

    /// The latest day on which the code was that of a commune.
    ///
    /// - Returns: `nil` if it is one today, or never was.
    public func lastDay(of code: CommuneCode) -> CivilDate? {
        guard let last = periods(of: code).last, let until = last.until else { return nil }
        return until.dayBefore
    }

    /// The day since which the code has had its present ground; `nil` if that is older than the register.
    public func perimeterDate(of code: CommuneCode) -> CivilDate? { perimeterDates[code] }

    /// Follows the ground of a commune from a date to today.
    ///
    /// A commune restored later (`MOD` 21) takes back only its own ground: it is not a successor of another commune
    /// that lived beside it on `date`.
    public func succession(of code: CommuneCode, from date: CivilDate) -> Succession {
        var holders: Set<CommuneCode> = [code]
        var events: [CommuneMovement] = []
        var day = date
        while let next = nextEventDate(of: holders, after: day) {
            var successors: Set<CommuneCode> = []
            var waiting = holders.sorted()
            var passed: Set<CommuneCode> = []
            while !waiting.isEmpty {
                let holder = waiting.removeFirst()
                guard passed.insert(holder).inserted else { continue }
                let departures = (movements[holder] ?? []).filter { $0.date == next }
                guard !departures.isEmpty else {
                    successors.insert(holder)
                    continue
                }
                let taken = movementsToFollow(departures, from: holder, tracing: code, livingOn: date)
                events += taken.filter { $0.kind != .nameChange && $0.after?.code != holder }
                for successor in taken.compactMap({ $0.after?.code }) {
                    // A code that comes and goes on one day, such as 44225 on 2018-01-01, is followed on.
                    if successor == holder || isCommune(successor, on: next) {
                        successors.insert(successor)
                    } else {
                        waiting.append(successor)
                    }
                }
            }
            holders = successors
            day = next
        }
        return Succession(successors: holders.sorted(), events: events)
    }

    private func movementsToFollow(
        _ departures: [CommuneMovement], from holder: CommuneCode, tracing code: CommuneCode, livingOn date: CivilDate
    ) -> [CommuneMovement] {
        let toCommunes = departures.filter { $0.after?.isCommune == true }
        if let home = toCommunes.first(where: { $0.kind == .restoration && $0.after?.code == code }), holder != code {
            return [home]
        }
        return toCommunes.filter { movement in
            guard movement.kind == .restoration, let after = movement.after, after.code != holder else { return true }
            return !isCommune(after.code, on: date)
        }
    }

    private func nextEventDate(of codes: Set<CommuneCode>, after day: CivilDate) -> CivilDate? {
        codes.compactMap { code in (movements[code] ?? []).first { $0.date > day }?.date }.min()
    }

    private static func periods(
        of mentions: [CommuneCode: [CommuneMovement]], current: [CommuneCode: String]
    ) -> [CommuneCode: [Period]] {
        mentions.reduce(into: [:]) { all, entry in
            all[entry.key] = periods(of: entry.key, events: entry.value, currentName: current[entry.key])
        }
    }

    private static func periods(of code: CommuneCode, events: [CommuneMovement], currentName: String?) -> [Period] {
        var periods: [Period] = []
        var isFirst = true
        for date in Set(events.map(\.date)).sorted() {
            let today = events.filter { $0.date == date }
            let before = today.lazy.compactMap(\.before).first { $0.isCommune && $0.code == code }
            let after = today.lazy.compactMap(\.after).first { $0.isCommune && $0.code == code }
            let stays = today.contains {
                $0.before?.code == code && $0.after?.code == code && $0.after?.isCommune == true
            }
            // Two events of one day can make a code and end it: such a code was never a commune’s for a day.
            let comesAndGoes = before != nil && after != nil && !stays
            if isFirst, !comesAndGoes, let before { periods.append(Period(name: before.name, from: nil, until: nil)) }
            isFirst = false
            let isAlive = periods.last.map { $0.until == nil } ?? false
            if comesAndGoes, !isAlive { continue }
            switch (isAlive, after) {
            case (true, nil): periods[periods.count - 1].until = date
            case (true, let after?): periods[periods.count - 1].name = after.name
            case (false, let after?): periods.append(Period(name: after.name, from: date, until: nil))
            case (false, nil): break
            }
        }
        if let currentName, let last = periods.last, last.until == nil { periods[periods.count - 1].name = currentName }
        return periods
    }
}

extension CommuneMovement {
    /// Whether the event makes, ends or names a commune: those of communes déléguées and associées alone do not.
    fileprivate var changesCommunes: Bool {
        switch kind {
        case .delegatedCommuneSuppressed, .associatedToDelegated, .delegatedRestored, .delegatedCreated: false
        case .associationEnded: before?.isCommune == true && after?.isCommune == true
        default: before?.isCommune == true || after?.isCommune == true
        }
    }
}
