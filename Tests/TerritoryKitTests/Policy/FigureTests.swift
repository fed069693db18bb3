import TerritoryTestSupport
import Testing
@testable import TerritoryFormats
@testable import TerritoryKit

/// What the report says, read from its text and not from the tables.
@Suite("Figures of the report")
struct FigureTests {
    private func total(_ codes: String...) throws -> FigureTotal { try DefaultDatabase.open().sum(of: codes).value }

    @Test("a national figure never enters a total")
    func national() throws {
        let total = try total("m20.subv-fr", "m20.subv-occ")
        #expect(total.counted == ["m20.subv-occ"] && total.leftOut.map(\.figure) == ["m20.subv-fr"])
        #expect(total.leftOut[0].reason.en.contains("national"))
    }

    @Test("the two printings of « Mieux manger pour tous » count once")
    func duplicate() throws {
        let total = try total("m16.projets", "mn-mm.projets")
        #expect(total.value == 92 && total.leftOut.map(\.figure) == ["mn-mm.projets"])
    }

    @Test("19 rural pacts and 7 for QPV among 24 are both for 2 to 7 of them, and never 26")
    func overlap() throws {
        let total = try total("mn-pl.ruraux", "mn-pl.qpv")
        #expect(total.value == nil && total.refusal != nil)
        #expect(total.intersection == .init(lower: 2, upper: 7))
        #expect(total.union == .init(lower: 19, upper: 24))
    }

    @Test("rates are not added, nor different units")
    func refusals() throws {
        #expect(try total("m04.pass-ecoles", "m04.pass-colleges").refusal?.en.contains("not added") == true)
        #expect(try total("m20.communes", "m20.collectivites").refusal?.en.contains("units differ") == true)
    }

    @Test("a figure named twice counts once")
    func twice() throws {
        #expect(try total("mn-pl.ruraux", "mn-pl.ruraux").value == 19)
    }

    @Test("a part is already within its whole")
    func part() throws {
        let total = try total("m13.accueillis", "m13.nourrissons")
        #expect(total.value == 444 && total.leftOut.map(\.figure) == ["m13.nourrissons"])
    }

    @Test("ten mediators are 4 and 4 with a place, and 2 without", arguments: [TerritoryKind.commune, .departement])
    func mediators(level: TerritoryKind) throws {
        let breakdown = try DefaultDatabase.open().breakdown(of: "m02.mediateurs", by: level).value
        #expect(breakdown.rows.map(\.value) == [4, 4] && breakdown.unlocated == 2 && breakdown.locatedShare == 0.8)
    }

    @Test("an amount for three départements together is never split")
    func group() throws {
        let breakdown = try DefaultDatabase.open().breakdown(of: "m02.tiers-lieux", by: .departement).value
        #expect(breakdown.rows.isEmpty && breakdown.group?.territories.map(\.code) == ["30", "31", "34"])
        #expect(breakdown.group?.value == 1_700_000)
    }

    @Test("no part of a partition of the counts is larger than its whole")
    func parts() throws {
        let figures = try DefaultDatabase.open().figures().figures
        for whole in figures where whole.kind == .count {
            let parts = figures.filter { $0.aggregation == .partOf && $0.aggregationTarget == whole.code }
            for part in parts { #expect((part.value ?? 0) <= (whole.value ?? 0), "\(part.code)") }
        }
    }

    @Test(
        "a figure has the value, the scope and the line that the report prints",
        arguments: [
            ("m20.communes", 827.0, Figure.Scope.regional, 339), ("m20.eligibles", 1216, .regional, 339),
            ("m17.utilisateurs", 520_160, .regional, 323), ("m23.etat-2024", 7_921_025, .departement, 371),
            ("m03.petits-dej", 2420, .academie, 126),
        ])
    func printed(code: String, value: Double, scope: Figure.Scope, line: Int) throws {
        let figure = try #require(try DefaultDatabase.open().figures().figures.first { $0.code == code })
        #expect(figure.value == value && figure.scope == scope && figure.line == line)
    }

    @Test("every figure has a measure, a line or a reason, and territories unless it is national")
    func complete() throws {
        let figures = try DefaultDatabase.open().figures().figures
        #expect(figures.count >= 136)
        for figure in figures {
            #expect(figure.line != nil, "\(figure.code)")
            #expect(
                figure.scope == .national ? figure.territories.isEmpty : !figure.territories.isEmpty, "\(figure.code)")
        }
    }

    @Test("25 measures have a number and 4 new ones have none")
    func measures() throws {
        let measures = try DefaultDatabase.open().measures().measures
        #expect(measures.compactMap(\.number).sorted() == Array(1...25))
        #expect(measures.filter(\.isNew).count == 4)
        let status = Dictionary(grouping: measures.filter { $0.number != nil }, by: \.status).mapValues(\.count)
        #expect(status[.notApplicable] == 2 && status[.awaitingDecree] == 1 && status[.notImplemented] == 1)
    }
}

@Suite("Reconciliation")
struct ReconciliationTests {
    private func row(_ code: String) throws -> Reconciliation {
        try #require(try DefaultDatabase.open().reconciliation().rows.first { $0.code == code })
    }

    @Test("827 of 1,216 communes are 68.0 %")
    func canteens() throws {
        let rows = try DefaultDatabase.open().reconciliation().rows
        let share = try #require(rows.first { $0.left.expression.hasPrefix("m20.communes / m20.eligibles") })
        #expect(abs(try #require(share.left.value) - 0.680) < 0.0005)
    }

    @Test("twice 27.3 is not 54.4, and rounding does not explain it")
    func contracts() throws {
        let row = try row("ct.contrats-total")
        #expect(row.outcome == .differs)
        #expect(abs(try #require(row.difference) - 200_000) < 1)
    }

    @Test("without a register, nothing is known of the pacts: they are not zero")
    func register() throws {
        let row = try row("ct.registre-pactes")
        #expect(row.outcome == .unknown && row.left.value == nil && row.right?.value == 24)
    }

    @Test("every name of an expression is known, but those of the register")
    func names() throws {
        for row in try DefaultDatabase.open().reconciliation().rows where !row.code.hasPrefix("ct.registre") {
            #expect(row.left.value != nil, "\(row.code): \(row.left.expression)")
            if let right = row.right { #expect(right.value != nil, "\(row.code): \(right.expression)") }
        }
    }

    @Test(
        "expressions follow the rules of arithmetic",
        arguments: [
            ("1 + 2 * 3", 7.0), ("( 1 + 2 ) * 3", 9), ("10 - 4 - 3", 3), ("8 / 4 / 2", 1), ("a.b-c * 2", 10),
            ("(a.b-c)", 5),
        ])
    func arithmetic(text: String, value: Double) {
        #expect(ArithmeticExpression.value(of: text) { $0 == "a.b-c" ? 5 : nil } == value)
    }

    @Test("what is no expression has no value", arguments: ["", "1 +", "( 1", "1 )", "x", "1 / 0", "1 2", "* 3"])
    func malformed(text: String) {
        #expect(ArithmeticExpression.value(of: text) { _ in nil } == nil)
    }
}

@Suite("Sheets of the Pact")
struct PactSheetTests {
    @Test("figures at, above and beyond a département are kept apart")
    func departement() throws {
        let database = try DefaultDatabase.open()
        let sheet = try database.pactSheet(of: database.territory("48"))
        #expect(sheet.contracts.map(\.signatory.code) == ["48"])
        #expect(sheet.figures.contains { $0.code == "m10.phc.48" })
        #expect(sheet.groupFigures.allSatisfy { $0.territories.count > 1 })
        #expect(sheet.nationalFigures.allSatisfy { $0.scope == .national })
        #expect(sheet.figuresAbove.allSatisfy { $0.scope != .national })
        let codes = [sheet.figures, sheet.groupFigures, sheet.figuresWithin, sheet.figuresAbove, sheet.nationalFigures]
            .flatMap { $0.map(\.code) }
        #expect(Set(codes).count == codes.count)
    }

    @Test("a figure for three towns is none of the métropole that has one of them")
    func groupAbove() throws {
        let database = try DefaultDatabase.open()
        let sheet = try database.pactSheet(of: database.territory("243100518"))
        #expect(!sheet.figuresWithin.contains { $0.code == "mn-etu.epiceries" })
        #expect(sheet.groupFigures.contains { $0.code == "mn-etu.epiceries" })
    }

    @Test("a commune of a métropole is covered by two contracts")
    func twice() throws {
        let database = try DefaultDatabase.open()
        let sheet = try database.pactSheet(of: database.territory("31555"))
        #expect(sheet.contracts.map(\.signatory.code) == ["31", "243100518"])
    }

    @Test("a comparison shows the larger territories that hold all of them")
    func comparison() throws {
        let database = try DefaultDatabase.open()
        let answer = try database.comparison(of: ["48", "12"].map(database.territory))
        #expect(answer.territories.map(\.code) == ["48", "12", "76"])
        #expect(answer.lines.allSatisfy { $0.rows.count == 3 })
    }

    @Test("answers of the Pact read back from their JSON")
    func json() throws {
        let database = try DefaultDatabase.open()
        let sheet = try database.pactSheet(of: database.territory("243400017"))
        #expect(try TerritoryJSON.answer(PactSheet.self, from: TerritoryJSON.bytes(of: sheet)) == sheet)
        let rows = try database.reconciliation()
        #expect(try TerritoryJSON.answer(ReconciliationAnswer.self, from: TerritoryJSON.bytes(of: rows)) == rows)
    }
}
