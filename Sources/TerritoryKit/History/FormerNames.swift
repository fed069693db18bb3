internal import TerritoryFormats

extension CommuneHistory {
    /// A name of the past with the communes that hold its ground today.
    package struct FormerName: Hashable, Sendable {
        package var code: CommuneCode
        package var name: String
        /// In the order of their codes; several where the ground was split.
        package var successors: [CommuneCode]
    }

    /// The names that communes, communes déléguées and communes associées of the past bore and that none of those which
    /// hold their ground bears today.
    ///
    /// A name means the ground that it had on the last day on which a commune bore it.
    ///
    /// - Parameter movements: Those that the history was made of; in any order.
    /// - Returns: In the order of the codes that bore the names.
    package func formerNames(in movements: [CommuneMovement]) -> [FormerName] {
        var lastDays: [NamedCode: CivilDate] = [:]
        var parts: [NamedCode: CivilDate] = [:]
        for movement in movements {
            let eve = movement.date.dayBefore
            for (end, day) in [(movement.before, eve), (movement.after, movement.date)] {
                guard let end else { continue }
                let key = NamedCode(code: end.code, name: end.name)
                if end.isCommune {
                    lastDays[key] = max(lastDays[key] ?? day, day)
                } else {
                    // Part of another commune from the day of the event on: its ground is told by the days before.
                    parts[key] = max(parts[key] ?? eve, eve)
                }
            }
        }
        return lastDays.merging(parts) { asCommune, _ in asCommune }.compactMap { key, day in
            let successors = holders(of: key.code, on: day)
            let name = NameFolding.fold(key.name)
            let isBorne = successors.contains { self.name(of: $0).map(NameFolding.fold) == name }
            return successors.isEmpty || isBorne
                ? nil : FormerName(code: key.code, name: key.name, successors: successors)
        }.sorted { ($0.code, $0.name) < ($1.code, $1.name) }
    }

    private struct NamedCode: Hashable {
        var code: CommuneCode
        var name: String
    }

    /// The communes of today on the ground that a code had on a day, or on its last day as a commune’s before.
    private func holders(of code: CommuneCode, on day: CivilDate) -> [CommuneCode] {
        if isCommune(code, on: day) { return succession(of: code, from: day).successors }
        let ended = periods(of: code).last { period in period.until.map { $0 <= day } ?? false }
        return ended?.until.map { succession(of: code, from: $0.dayBefore).successors } ?? []
    }
}
