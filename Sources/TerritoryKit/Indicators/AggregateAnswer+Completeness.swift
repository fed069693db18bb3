public import TerritoryFormats

extension AggregateAnswer.Row {
    /// Whether the value rests on every commune or QPV of the territory to which the indicator applies.
    ///
    /// What is under statistical secrecy or missing leaves it incomplete, and so does a QPV that is not split.
    ///
    /// - Returns: `nil` where there is no value.
    public var isComplete: Bool? {
        guard aggregate.value != nil else { return nil }
        return aggregate.isComplete && straddlingQPVs.isEmpty
    }

    /// Share (0 to 1) of the communes or QPV of the territory that were counted, with those that lie in it in part;
    /// `nil` where it has none.
    public var countedMemberShare: Double? {
        let members = aggregate.members + straddlingQPVs.count
        return members > 0 ? Double(aggregate.counted) / Double(members) : nil
    }

    private enum WrittenKeys: String, CodingKey {
        case territory, aggregate
        case isComplete = "is_complete"
        case countedMemberShare = "counted_member_share"
        case countedPopulationShare = "counted_population_share"
        case straddlingQPVs = "straddling_qpvs"
    }

    /// Writes what follows from the value too, so that no reader has to know the rule.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: WrittenKeys.self)
        try container.encode(territory, forKey: .territory)
        try container.encode(aggregate, forKey: .aggregate)
        try container.encode(ExplicitNull(wrappedValue: isComplete), forKey: .isComplete)
        try container.encode(ExplicitNull(wrappedValue: countedMemberShare), forKey: .countedMemberShare)
        try container.encode(ExplicitNull(wrappedValue: countedPopulationShare), forKey: .countedPopulationShare)
        try container.encode(straddlingQPVs, forKey: .straddlingQPVs)
    }
}

extension AggregateAnswer {
    /// What makes a value complete.
    public static let completeness = LocalizedText(
        fr:
            "la valeur repose sur une partie seulement des communes ou des QPV du territoire et ne vaut pas pour le tout. "
            + "Une valeur est complète s’il n’en manque aucun de ceux que l’indicateur concerne, ni par secret "
            + "statistique, ni faute de donnée, ni parce qu’un QPV n’est là qu’en partie.",
        en:
            "the value rests on a part of the communes or QPV of the territory, and does not hold for the whole. A value is "
            + "complete where none that the indicator is about is left out: for statistical secrecy, for want of data, "
            + "or because a QPV lies there in part.")
}
