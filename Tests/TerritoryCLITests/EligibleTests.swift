import Foundation
import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryKit

@Suite("territory eligible")
struct EligibleTests {
    static let day = ["--on", "2024-11-15"]

    private func run(_ arguments: [String], environment: [String: String] = ["LC_ALL": "en_US.UTF-8"]) throws
        -> Command.Outcome
    { try CommittedDatabase.territory(["eligible"] + arguments, environment: environment) }

    private func answer(_ arguments: [String]) throws -> String {
        let outcome = try run(arguments)
        #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        return outcome.output
    }

    /// The fields of CSV without quotes or line breaks in its fields.
    private func rows(_ csv: String) -> [[String]] {
        csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test("the 152 communes of the Lozère, with the same answers in each format")
    func lists() throws {
        let question = ["cantine", "--in", "48"] + Self.day
        let json = try answer(question + ["--format", "json"])
        let list = try TerritoryJSON.answer(EligibilityList.self, from: Array(json.utf8))
        #expect(list.rows.count == 152 && list.published == nil)
        #expect(list.rows.map(\.code) == list.rows.map(\.code).sorted())
        let csv = try answer(question + ["--format", "csv"])
        let rows = rows(csv).dropFirst()
        #expect(rows.map { $0[3] } == list.rows.map(\.code))
        #expect(rows.map { $0[8] } == list.rows.map(\.verdict.rawValue))
        #expect(rows.map { $0[9] } == list.rows.map { $0.way?.rawValue ?? "" })
        let map = try answer(question + ["--format", "geojson"])
        let object = try JSONSerialization.jsonObject(with: Data(map.utf8)) as? [String: Any]
        let features = try #require(object?["features"] as? [[String: Any]])
        let properties = features.compactMap { $0["properties"] as? [String: Any] }
        #expect(properties.compactMap { $0["code"] as? String } == list.rows.map(\.code))
        #expect(properties.compactMap { $0["verdict"] as? String } == list.rows.map(\.verdict.rawValue))
        let text = try answer(question)
        #expect(text.contains("152 communes: \(list.total.eligible) yes"))
        #expect(text.contains("\n48095  Mende "))
    }

    @Test("the reasons are in a list where they are asked for")
    func reasons() throws {
        let question = ["cantine", "--in", "48", "--format", "json"] + Self.day
        let short = try TerritoryJSON.answer(EligibilityList.self, from: Array(try answer(question).utf8))
        #expect(short.rows.allSatisfy { $0.reasons == nil })
        let long = try TerritoryJSON.answer(
            EligibilityList.self, from: Array(try answer(question + ["--explain"]).utf8))
        #expect(long.rows.allSatisfy { $0.reasons?.en.isEmpty == false })
        #expect(long.total == short.total)
    }

    @Test("a batch answers each code in order, whatever the code")
    func batch() throws {
        let codes = ["48115", "99999", "31555", "48186", "zut", "200066363", "76", "48115"]
        let outcome = try CommittedDatabase.territory(
            ["eligible", "cantine", "--batch", "-"] + Self.day, input: "code\n\(codes.joined(separator: "\n"))\n")
        #expect(outcome.status == 0 && outcome.messages.isEmpty)
        #expect(outcome.output.hasPrefix(EligibilityReport.csvHeader.text))
        let rows = rows(outcome.output).dropFirst().map(\.self)
        #expect(rows.map { $0[0] } == codes)
        let answered = rows.filter { ["eligible", "not_eligible", "undetermined"].contains($0[7]) }
        #expect(answered.map { $0[0] } == ["48115", "31555", "48186", "200066363", "48115"])
        #expect(rows.filter { $0[7] == "no_answer" }.map { $0[0] } == ["99999", "zut", "76"])
        // La Salle-Prunet is a part of Florac Trois Rivières since 2016, which answers for it.
        #expect(rows[3][5...6] == ["48061", "Florac Trois Rivières"])
        #expect(rows[0] == rows[7])
    }

    @Test("a batch reads a column of any name that publishers give it, from a file too")
    func batchFile() throws {
        let folder = try TemporaryDirectory()
        try [UInt8]("nom;insee\nLe Pompidou;48115\n\nMende;\"48095\"\n".utf8).write(toFile: folder.path + "/a.csv")
        let outcome = try run(["cantine", "--batch", folder.path + "/a.csv"] + Self.day)
        #expect(rows(outcome.output).dropFirst().map { $0[0] } == ["48115", "48095"])
        let missing = try run(["cantine", "--batch", folder.path + "/none.csv"] + Self.day)
        #expect(missing.status == 65 && missing.messages.contains("none.csv"))
    }

    @Test("a grouping that the asker names")
    func communes() throws {
        let json = try answer(["cantine", "--communes", "48115, 48135,48115", "--format", "json"] + Self.day)
        let report = try TerritoryJSON.answer(EligibilityReport.self, from: Array(json.utf8))
        #expect(report.subject.kind == .grouping && report.subject.communes == ["48115", "48135"])
        #expect(report.verdict == .eligible)
        let text = try answer(["cantine", "--communes", "48115,48135"] + Self.day)
        #expect(text.contains("Yes: the grouping Le Pompidou + "))
    }

    @Test("a position")
    func position() throws {
        let text = try answer(["qpv", "--at", "1.44,43.6", "--on", "2025-01-01"])
        #expect(text.contains("No: the position 1.44 43.6"))
        #expect(text.contains("(QN03108M), is 1,710\u{A0}m away."))
    }

    @Test("an assumption is said, and changes the answer")
    func assume() throws {
        let question = ["frr", "48115", "--on", "2025-09-01"]
        #expect(try answer(question).contains("Yes: Le Pompidou"))
        let changed = try answer(question + ["--assume", "48115:frr=non_classe"])
        #expect(changed.contains("No: Le Pompidou") && changed.contains("Assumption: 48115:frr=non_classe."))
    }

    @Test("before and after a commune leaves its EPCI, in each format")
    func without() throws {
        let question = ["cantine", "200066918", "--without", "30007"] + Self.day
        let text = try answer(question)
        #expect(text.hasPrefix("Before\n") && text.contains("\nAfter\n"))
        #expect(text.contains("Assumption: Alès (30007) is no longer a member of its EPCI."))
        #expect(
            rows(try answer(question + ["--format", "csv"])).dropFirst().map { $0[7] } == ["undetermined", "eligible"])
        #expect(text.contains("90,722/135,747 (66.83%)  +224") && text.contains("91,345/137,470 (66.45%)  −302"))
        let json = try answer(question + ["--format", "json"])
        #expect(json.contains("\"before\"") && json.contains("\"after\""))
    }

    @Test("every programme for one commune, in each format")
    func all() throws {
        let json = try answer(["--all", "48095", "--format", "json"] + Self.day)
        let reports = try TerritoryJSON.answer([EligibilityReport].self, from: Array(json.utf8))
        let csv = rows(try answer(["--all", "48095", "--format", "csv"] + Self.day))
        #expect(csv.dropFirst().map { $0[1] } == reports.map(\.programme))
        let text = try answer(["--all", "48095"] + Self.day)
        // Lines are broken at 80 characters.
        let line = text.replacing("\n  ", with: " ")
        for report in reports {
            #expect(
                line.contains("\n\(mark(report)) \(report.title.en) (\(report.programme)): "), "\(report.programme)")
        }
        let programmes = try answer([])
        for report in reports { #expect(programmes.contains("\n\(report.programme) ")) }
    }

    private func mark(_ report: EligibilityReport) -> String {
        switch report.verdict {
        case .eligible: report.way == .onlyThroughGrouping ? "≈" : "✓"
        case .notEligible: "✗"
        case .undetermined: report.nature == .personal && report.version != nil ? "→" : "?"
        }
    }

    @Test(
        "a misuse is exit code 64, with what is expected",
        arguments: [
            (["cantine", "48115", "48095"], "a programme and one code at most are expected"),
            (["--all", "cantine", "48115"], "--all takes one code, without a programme"),
            (["--all"], "--all takes a code, --communes or --at"),
            (["cantine", "48115", "--on", "15/11/2024"], "“15/11/2024” is not a day: the form 2024-11-15"),
            (["cantine", "48115", "--on", "2024-02-30"], "“2024-02-30” is not a day"),
            (["cantine", "48115", "--assume", "48115"], "“48115” is not an assumption: the form CODE:FACT=VALUE"),
            (["cantine", "48115", "--in", "48"], "a code, --in, --communes, --at and --batch exclude each other"),
            (["--in", "48"], "a programme is expected"),
            (["cantine", "48115", "--format", "geojson"], "geojson is for lists: ask with --in"),
            (["cantine", "--at", "43.6"], "“43.6” is not a position: a longitude"),
            (["cantine", "--communes", " , "], "--communes takes the codes of communes"),
            (["cantine", "--in", "48", "--without", "48115"], "--without is for one territory"),
            (["cantine", "--batch", "-", "--without", "48115"], "--without is for one territory"),
            (["--all", "48115", "--without", "48115"], "--without is for one territory"),
            (["cantine", "--batch", "-", "--format", "json"], "--batch answers as CSV"),
            (["--format", "csv"], "the list of programmes is text or json"),
            (["--assume", "48115:frr=yes"], "a programme is expected"),
            (["cantine", "48115", "--format", "xml"], "'xml' is invalid"),
        ])
    func misuse(arguments: [String], message: String) throws {
        let outcome = try run(arguments)
        #expect(outcome.status == 64 && outcome.output.isEmpty)
        #expect(
            outcome.messages.contains(message) && outcome.messages.contains("Usage: territory eligible"), "\(outcome)")
    }

    @Test(
        "a question without an answer has a code and a sentence",
        arguments: [
            (["cantin", "48115"], 1, "“cantin” is not a programme; known programmes: accompagnement-rsa"),
            (["cantine", "99999"], 1, "“99999” is the code of no territory"),
            (["cantine", "zut"], 1, "“zut” is neither a code nor the name"),
            (["cantine", "--in", "99"], 1, "“99” is"),
            (["cantine", "76"], 64, "no rule is for Occitanie (région); --in 76 lists its communes"),
            (["cantine", "--communes", "48115,48"], 1, "“48” is the code of no commune"),
            (["cantine", "48115", "--without", "99999"], 1, "“99999” is the code of no territory"),
            (["cantine", "QN03016M"], 64, "the rule of “cantine” is not for a QPV; it is for: a commune, an EPCI,"),
            (["frr", "200066363"], 64, "the rule of “frr” is not for an EPCI; it is for: a commune, a position"),
            (["cantine", "48115", "--assume", "48115:frr=yes"], 64, "the facts of this programme are dsr_cible,"),
            (["frr", "48115", "--assume", "48115:frr=maybe"], 64, "one of frr_plus, frr,"),
        ])
    func noAnswer(arguments: [String], status: Int32, message: String) throws {
        let outcome = try run(arguments + Self.day)
        #expect(outcome.status == status && outcome.output.isEmpty, "\(outcome)")
        #expect(outcome.messages.replacing("\n", with: " ").contains(message), "\(outcome.messages)")
    }

    @Test(
        "a rule that was not checked for long is a warning on standard error only",
        arguments: [
            ["cantine", "48115"], ["cantine", "--in", "48"], ["cantine", "48115", "--format", "json"],
            ["cantine", "--batch", "-"],
        ])
    func stale(question: [String]) throws {
        // 20 November 2027 and the day after: the rule was checked on 20 November 2026, for 12 months.
        let runs = try ["1826668800", "1826755200"].map { epoch in
            try CommittedDatabase.territory(
                ["eligible"] + question + Self.day, environment: ["LC_ALL": "en_US.UTF-8", "SOURCE_DATE_EPOCH": epoch],
                input: "48115\n48095\n")
        }
        #expect(runs[0].messages.isEmpty)
        let warning =
            "Warning: the rule of “cantine” was last checked on 20\u{A0}November\u{A0}2026; it is due for review."
        #expect(runs[1].messages.split(whereSeparator: \.isWhitespace) == warning.split(whereSeparator: \.isWhitespace))
        let isJSON = question.contains("json")
        #expect(runs[1].output.replacing("\"is_stale\" : true", with: "\"is_stale\" : false") == runs[0].output)
        #expect(isJSON == (runs[0].output != runs[1].output))
    }

    @Test(
        "the locale changes the language and nothing else",
        arguments: [
            ["cantine", "48095", "--explain"], ["cantine", "--in", "48", "--format", "csv"], ["--all", "48095"],
        ])
    func locale(question: [String]) throws {
        let environments = [["LC_ALL": "C"], ["LC_ALL": "de_DE.UTF-8"], ["LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"]]
        let french = try run(question + Self.day, environment: ["LC_ALL": "fr_FR.UTF-8"])
        for environment in environments {
            #expect(try run(question + Self.day, environment: environment) == french)
        }
        let english = try run(question + Self.day, environment: ["LANG": "en_GB.UTF-8"])
        #expect(try run(question + ["--lang", "en"] + Self.day, environment: ["LC_ALL": "de_DE.UTF-8"]) == english)
        #expect((english == french) == question.contains("csv"))
    }
}
