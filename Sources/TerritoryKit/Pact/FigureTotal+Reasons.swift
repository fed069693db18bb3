internal import TerritoryFormats

extension FigureTotal {
    /// What is declared against adding two of the figures: the first three pairs tell enough.
    static func declared(against figures: [Figure], by relations: FigureRelations) -> [LocalizedText] {
        var reasons: [LocalizedText] = []
        for (place, one) in figures.enumerated() {
            for other in figures.dropFirst(place + 1) {
                guard let reason = relations.reason(against: one, other), !reasons.contains(reason) else { continue }
                reasons.append(reason)
                if reasons.count == 3 { return reasons }
            }
        }
        return reasons
    }

    /// The figures that enter no total with others, by the reason.
    static func misfits(among figures: [Figure]) -> [LocalizedText] {
        let groups = Dictionary(grouping: figures, by: \.misfit)
        return Figure.Misfit.allCases.compactMap { misfit in groups[misfit].map { .misfit(misfit, $0) } }
    }

    /// In what the figures differ that a total requires to be one.
    static func differences(between figures: [Figure]) -> [LocalizedText] {
        var found: [LocalizedText] = []
        let units = grouped(figures) { $0.unit }
        if units.count > 1 { found.append(.differ("Les unités", "The units", units.map { ($0.unitName, $1) })) }
        let natures = grouped(figures) { $0.nature }
        if natures.count > 1 {
            found.append(.stockAndFlow(figures.filter { $0.nature == .stock }, figures.filter { $0.nature == .flow }))
        }
        let periods = grouped(figures) { [$0.periodStart, $0.periodEnd, $0.asOf] }
        if periods.count > 1 {
            found.append(.differ("Les périodes", "The periods", periods.map { ($0.periodInSentence, $1) }))
        } else if Set(figures.map(\.measure)).count > 1, figures.contains(where: \.isUndated) {
            // Within a measure the report prints its undated figures side by side; between measures nothing ties them.
            found.append(.undated(figures))
        }
        let scopes = grouped(figures) { $0.scope }
        if scopes.count > 1 { found.append(.differ("Les niveaux", "The levels", scopes.map { ($0.scope.label, $1) })) }
        return found
    }

    /// The figures by what they have in common, in their order, each group with the first of it.
    private static func grouped<Key: Hashable>(_ figures: [Figure], by key: (Figure) -> Key) -> [(Figure, [Figure])] {
        Dictionary(grouping: figures.indices, by: { key(figures[$0]) }).values.sorted { $0[0] < $1[0] }
            .map { places in (figures[places[0]], places.map { figures[$0] }) }
    }
}

extension Figure {
    /// Why a figure enters no total with others.
    enum Misfit: CaseIterable {
        case national, target, parameter, date, rate, notAdditive
        /// It counts communes, départements or the like, which another figure may count too.
        case distinct
    }

    var misfit: Misfit? {
        if value == nil { return .date }
        switch nature {
        case .target: return .target
        case .parameter: return .parameter
        case .stock, .flow: break
        }
        if scope == .national { return .national }
        switch aggregation {
        case .ratio, .weightedMean: return .rate
        case .notAdditive: return kind == .count || kind == .money ? .notAdditive : .rate
        case .distinct: return .distinct
        case .sum, .overlapping, .partOf, .duplicateOf: return nil
        }
    }

    /// Why a figure is left out of a total; rates are shown with the others, and refused with them.
    var reasonOutsideTotals: LocalizedText? {
        if scope == .national { return .national }
        switch nature {
        case .target: return .target
        case .parameter: return .parameter
        case .stock, .flow: return nil
        }
    }

    /// Whether the report gives no period and no date.
    public var isUndated: Bool { periodStart == nil && periodEnd == nil && asOf == nil }

    /// The label between quotation marks.
    var quoted: LocalizedText {
        LocalizedText(
            fr: "«\u{202F}\(label.fr.replacing("«\u{202F}", with: "“").replacing("\u{202F}»", with: "”"))\u{202F}»",
            en: "“\(label.en.replacing("“", with: "‘").replacing("”", with: "’"))”")
    }

    fileprivate var unitName: LocalizedText {
        LocalizedText(fr: unit.fr.replacing("EUR", with: "€"), en: unit.en.replacing("EUR", with: "€"))
    }

    /// The period beside others: a year of a state is not the same year of an amount.
    fileprivate var periodInSentence: LocalizedText {
        asOf.map { LocalizedText(fr: "état de \($0)", en: "state of \($0)") } ?? periodText
    }

    /// The period or date as people read it, or what the report says instead.
    public var periodText: LocalizedText {
        switch (asOf, periodStart, periodEnd) {
        case (let date?, _, _): LocalizedText(date)
        case (nil, let start?, let end?): LocalizedText(start == end ? start : "\(start)–\(end)")
        case (nil, let start?, nil): LocalizedText(fr: "depuis \(start)", en: "since \(start)")
        case (nil, nil, let end?): LocalizedText(fr: "jusqu’à \(end)", en: "until \(end)")
        case (nil, nil, nil): periodNote ?? LocalizedText(fr: "sans date", en: "undated")
        }
    }
}

extension Figure.Scope {
    var label: LocalizedText {
        switch self {
        case .national: LocalizedText(fr: "la France", en: "France")
        case .regional: LocalizedText(fr: "la région", en: "the région")
        case .departement: LocalizedText(fr: "un ou plusieurs départements", en: "one or more départements")
        case .epci: LocalizedText(fr: "un ou plusieurs EPCI", en: "one or more EPCIs")
        case .academie: LocalizedText(fr: "une académie", en: "an académie")
        case .commune: LocalizedText(fr: "une ou plusieurs communes", en: "one or more communes")
        case .unlocated: LocalizedText(fr: "aucun territoire connu", en: "no known territory")
        }
    }
}
