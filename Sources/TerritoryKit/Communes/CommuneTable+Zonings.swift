internal import TerritoryFormats

extension CommuneTable {
    /// The communes of some classes of a zoning on a day, and what that rests on.
    ///
    /// The list of the day decides; where others stand in for it, a commune on which they disagree is unknown. Outside
    /// its dates a zoning has no commune; within them, but too far from every list, all are unknown.
    ///
    /// - Parameters:
    ///   - classes: Of the zoning.
    ///   - zoning: The zoning.
    ///   - day: `nil` for the latest list, whatever its day.
    /// - Returns: The communes, and the lists looked at, or why there is none.
    func communes(of classes: [Zoning.Class], in zoning: Zoning, on day: CivilDate?) -> (KnownSet, [VintageUse]) {
        let uses = uses(of: classes, in: zoning, on: day)
        let everything = CommuneSet.all(size: size)
        guard let day else {
            guard let list = zoning.lists.latest else {
                return (KnownSet(certain: ~everything, unknown: everything), [])
            }
            return (communes(of: classes, by: list.fact), uses)
        }
        if zoning.absence(on: day) != nil { return (KnownSet(~everything), uses) }
        let reading = zoning.lists.reading(on: day)
        let sets = reading.lists.map { communes(of: classes, by: $0.fact) }
        guard let first = sets.first else {
            return (KnownSet(certain: ~everything, unknown: everything), uses)
        }
        let agreed = sets.dropFirst().reduce(first) { known, other in
            KnownSet(
                certain: known.certain & other.certain, unknown: known.possible | other.possible)
        }
        return (agreed, uses)
    }

    /// What a question about some classes of a zoning rests on: the lists that are looked at, or why there is none.
    func uses(of classes: [Zoning.Class], in zoning: Zoning, on day: CivilDate?) -> [VintageUse] {
        func use(_ list: DatedLists<Zoning.Classification>.List?, _ note: LocalizedText? = nil) -> VintageUse {
            // Classes that no commune has say nothing.
            let held = classes.filter { found in list.map { $0.fact.communes[found.code]?.isEmpty == false } ?? true }
            return VintageUse(
                label: zoning.label, vintage: list?.source.vintage ?? "",
                isOfDate: day == nil ? nil : list.map { !$0.source.standsIn }, classes: held.map(\.label), note: note)
        }
        let lists = lists(of: zoning, on: day)
        guard lists.isEmpty, let day else { return lists.map { use($0) } }
        return [use(nil, zoning.absence(on: day) ?? zoning.ignorance(on: day))]
    }

    /// The lists of a zoning that a question without a day, or on a day, looks at.
    func lists(of zoning: Zoning, on day: CivilDate?) -> [DatedLists<Zoning.Classification>.List] {
        guard let day else { return zoning.lists.latest.map { [$0] } ?? [] }
        return zoning.absence(on: day) == nil ? zoning.lists.reading(on: day).lists : []
    }
}

extension CommuneTable.Zoning {
    /// That no list is near enough to a day.
    func ignorance(on day: CivilDate) -> LocalizedText {
        let known = lists.all.map(\.source.vintage).joined(separator: ", ")
        return LocalizedText(
            fr: "\(label.fr)\u{202F}: aucune liste connue (\(known)) n’est assez proche du \(day.text(in: .french)) "
                + "pour en tenir lieu",
            en: "\(label.en): no list that is known (\(known)) is near enough to \(day.text(in: .english)) to stand in "
                + "for it")
    }
}

extension CommuneTable.Vintage {
    func use(on date: CivilDate?) -> VintageUse {
        VintageUse(
            label: label, vintage: vintage, isOfDate: date.map { from ?? $0 <= $0 && $0 <= until ?? $0 })
    }
}
