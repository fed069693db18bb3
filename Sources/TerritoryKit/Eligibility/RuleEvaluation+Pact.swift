internal import TerritoryFormats

extension RuleEvaluation {
    /// Whether a local pact of the register covers the subject on the day: whole communes, or the QPV that it names.
    func pact(_ subject: EligibilitySubject) -> Finding {
        guard let table = facts.pacts else { return unknown(.noPacts) }
        guard let place = PactPlace(subject, communes: facts.communes(of: subject), in: table) else {
            return unknown(.noCommunesForPacts)
        }
        let inForce = table.pacts.filter { $0.isInForce(on: date) }
        let parts = inForce.compactMap { pact in pact.part(of: place).map { (pact: pact, part: $0) } }
        let whole = parts.filter(\.part.isWhole)
        let found = whole.isEmpty ? parts : whole
        var finding = Finding(
            "pact", !whole.isEmpty ? .met : parts.isEmpty ? .notMet : .unknown,
            value: found.map(\.pact.code).joined(separator: " "))
        guard explains else { return finding }
        guard !found.isEmpty else {
            finding.sentence = .noPact(among: inForce.count)
            return finding
        }
        let ground = table.pactGround(on: date)
        finding.sentence = .pacts(
            found.map { pact, part in
                (table.reach(of: pact, part, on: ground), table.qpvs(of: pact, alone: place))
            }, isInPart: whole.isEmpty)
        finding.note = PactReach.definition
        return finding
    }

    private func unknown(_ sentence: LocalizedText) -> Finding {
        var finding = Finding("pact", .unknown)
        finding.sentence = explains ? sentence : nil
        return finding
    }
}

extension PactPlace {
    /// - Returns: `nil` where a commune of the subject is unknown, or it has none.
    fileprivate init?(_ subject: EligibilitySubject, communes codes: [String], in table: CommuneTable) {
        let communes = table.set(codes)
        guard !codes.isEmpty, communes.count == Set(codes).count else { return nil }
        switch subject {
        case .qpv(let qpv, _): self.init(communes: communes, isGround: true, qpv: qpv.code)
        case .position(let place):
            self.init(communes: communes, isGround: true, qpv: place.isInside ? place.nearestQPV?.code : nil)
        default: self.init(communes: communes)
        }
    }
}
