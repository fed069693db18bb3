internal import GRDB

extension TerritoryDatabase {
    /// The communes with the local pacts.
    ///
    /// - Returns: `nil` where no register was loaded: nothing is known of the pacts then, and the table is not read.
    func pactTable() throws -> CommuneTable? {
        let isLoaded = try read { db in try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM pact)") ?? false }
        return isLoaded ? try communeTable() : nil
    }
}

/// What a pact may cover: whole communes, or ground within some.
struct PactPlace {
    var communes: CommuneSet
    /// Whether the place is but a part of these communes: a QPV, or a position.
    var isGround = false
    /// The QPV that it is, or lies in.
    var qpv: String?
    /// Whether the file has all of it.
    var isComplete = true
}

/// How much of a place a pact covers.
struct PactPart {
    var communes: Int
    var isWhole: Bool
}

extension CommuneTable.Agreement {
    /// - Returns: `nil` where it covers nothing of the place.
    func part(of place: PactPlace) -> PactPart? {
        if let qpv = place.qpv, qpvs.contains(qpv) { return PactPart(communes: place.communes.count, isWhole: true) }
        // A pact of a QPV covers the QPV and not the ground around it: of the commune, a part.
        let reached = (place.isGround ? wholeCommunes : communes) & place.communes
        guard !reached.isEmpty else { return nil }
        return PactPart(
            communes: reached.count, isWhole: place.isComplete && place.communes.isSubset(of: wholeCommunes))
    }
}

extension CommuneTable {
    /// The ground by which pacts are told apart, on a day: the sets `rural` and `qpv`.
    struct PactGround {
        fileprivate var rural: KnownSet?
        fileprivate var qpv: KnownSet
    }

    // Without a day, by the latest list, whatever its day.
    func pactGround(on day: CivilDate?) -> PactGround {
        let rural = zonings["rural"].map { communes(of: $0.classes(named: nil) ?? [], in: $0, on: day).0 }
        return PactGround(rural: rural, qpv: qpvHolders)
    }

    func reach(of pact: Agreement, _ part: PactPart, on ground: PactGround) -> PactReach {
        PactReach(
            code: pact.code, name: pact.name, carrier: pact.carrier, validFrom: pact.validFrom,
            validUntil: pact.validUntil, territories: pact.territories,
            coversRural: ground.rural.flatMap { $0.meets(pact.communes) }, coversQPV: ground.qpv.meets(pact.communes),
            communes: part.communes, isWhole: part.isWhole)
    }

    /// The pacts that cover a territory on a day, wholly or for a part, in the order of their codes.
    ///
    /// Without a day, every pact, whatever its dates.
    func reaches(over territory: TerritoryReference, on day: CivilDate? = nil) -> [PactReach] {
        guard let communes = communes(of: territory.kind, code: territory.code) else { return [] }
        let isQPV = territory.kind == .qpv
        let place = PactPlace(
            communes: communes, isGround: isQPV, qpv: isQPV ? territory.code : nil,
            isComplete: territories[territory.kind]?[territory.code]?.isComplete ?? true)
        let ground = pactGround(on: day)
        return pacts.filter { $0.isInForce(on: day) }.compactMap { pact in
            guard var part = pact.part(of: place) else { return nil }
            if pact.territories.contains(territory) { part.isWhole = true }
            return reach(of: pact, part, on: ground)
        }
    }

    /// The pacts in force on a day, by what they cover.
    func pactCounts(on day: CivilDate? = nil) -> PactCounts {
        let ground = pactGround(on: day)
        let inForce = pacts.filter { $0.isInForce(on: day) }
        let rural = inForce.map { pact in ground.rural.flatMap { $0.meets(pact.communes) } }
        let qpv = inForce.map { ground.qpv.meets($0.communes) }
        return PactCounts(
            path: "data/own/pacts.csv", pacts: inForce.count, rural: rural.count { $0 == true },
            qpv: qpv.count { $0 == true }, ruralUnknown: rural.count { $0 == nil }, qpvUnknown: qpv.count { $0 == nil },
            definition: PactReach.definition)
    }

    /// The QPV of a place for which alone a pact covers it.
    func qpvs(of pact: Agreement, alone place: PactPlace) -> [TerritoryReference] {
        guard !place.isGround, !pact.wholeCommunes.intersects(place.communes) else { return [] }
        let named = pact.qpvs
        return qpvAreas.filter { area in
            named.contains(area.name.code) && area.parts.contains { place.communes.contains($0.commune) }
        }.map(\.name)
    }
}

extension KnownSet {
    /// Whether some communes have one of the set.
    ///
    /// - Returns: `nil` where only those that may be of the set are among them.
    fileprivate func meets(_ communes: CommuneSet) -> Bool? {
        if certain.intersects(communes) { return true }
        return possible.intersects(communes) ? nil : false
    }
}
