import ArgumentParser
import TerritoryFormats
import TerritoryGeometry
import TerritoryKit

struct Eligible: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eligible",
        abstract: "Tell who is eligible for a programme on a day, and why.",
        discussion: """
            Yes, no, only through a grouping, or undetermined where the data do not suffice; the rule is the one in \
            force on the day. Without a programme, the programmes. With a programme alone, the number of communes in \
            each département. CODE is that of a commune, an EPCI, a département or a QPV, as the rule allows.

              territory eligible cantine 48115 --on 2024-11-15 --explain
              territory eligible cantine --in 48 --format csv
              territory eligible --all 48115
              territory eligible cantine --communes 48115,48135
              territory eligible cantine 200069151 --without 48061
              territory eligible qpv --at 1.44,43.6
            """)

    @Argument(help: "Programme, then code of a territory.")
    var words: [String] = []

    @Flag(help: "Every programme for one territory.")
    var all = false

    @OptionGroup var day: DayOption

    @Flag(
        help: """
            Show every criterion, with its value, threshold and source; of two thirds, every commune that counts. As CSV, \
            these communes, one row for each census.
            """)
    var explain = false

    @Option(name: .customLong("in"), help: "List the communes of this territory.")
    var territory: String?

    @Option(help: "Ask for a grouping of these communes, such as 48115,48135.")
    var communes: String?

    @Option(help: "Ask for a position, as LONGITUDE,LATITUDE in degrees.")
    var at: String?

    @Option(help: "Change a fact: 12145:dsr_perequation=no. It may be given several times.")
    var assume: [String] = []

    @Option(help: "Answer before and after this commune leaves its EPCI. It may be given several times.")
    var without: [String] = []

    @Option(help: "Answer for each code of a CSV file (- for standard input), as CSV.")
    var batch: String?

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json, csv or geojson (geojson for lists).")
    var format = MapFormat.text

    func validate() throws {
        guard words.count <= (all ? 1 : 2) else {
            throw ValidationError(
                all ? "--all takes one code, without a programme." : "a programme and one code at most are expected.")
        }
        for text in assume where Assumption(text) == nil {
            throw ValidationError("\(text.inEnglishQuotes) is not an assumption: \(Assumption.form.en).")
        }
        let subjects = [
            words.count == 2 || (all && !words.isEmpty), territory != nil, communes != nil, at != nil, batch != nil,
        ]
        guard subjects.count(where: { $0 }) <= 1 else {
            throw ValidationError("a code, --in, --communes, --at and --batch exclude each other.")
        }
        if all, !subjects[0], communes == nil, at == nil {
            throw ValidationError("--all takes a code, --communes or --at.")
        }
        if !all, words.isEmpty, subjects.contains(true) || !assume.isEmpty || !without.isEmpty {
            throw ValidationError("a programme is expected.")
        }
        if let communes, [String].list(communes).isEmpty {
            throw ValidationError("--communes takes the codes of communes, such as 48115,48135.")
        }
        if !without.isEmpty, all || isList || batch != nil {
            throw ValidationError("--without is for one territory: name its code.")
        }
        if batch != nil, format == .json || format == .geojson { throw ValidationError("--batch answers as CSV.") }
        if !all, words.isEmpty, format == .csv { throw ValidationError("the list of programmes is text or json.") }
        if format == .geojson, !isList { throw ValidationError("geojson is for lists: ask with --in.") }
        if let at { _ = try Position.parsed(at) }
    }

    private var isList: Bool {
        !all && (territory != nil || words.count == 1) && communes == nil && at == nil && batch == nil
    }

    func run() throws {
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            let today = try CivilDate.today
            let date = day.date ?? today
            let question = Question(
                database: database, today: today, date: date, prose: EligibilityText(language: text.language))
            if all { return try answerAll(question) }
            guard let programme = words.first else { return try listProgrammes(question) }
            let facts = try database.eligibility([programme]).assuming(try assumptions(database))
            if let batch { return try answerBatch(programme, of: batch, facts, question) }
            if isList { return try list(programme, facts, question) }
            try answer(programme, facts, question)
        }
    }
}

/// What every answer of the command needs.
struct Question {
    var database: TerritoryDatabase
    var today: CivilDate
    var date: CivilDate
    var prose: EligibilityText
}

extension Eligible {
    private func assumptions(_ database: TerritoryDatabase) throws -> [Assumption] {
        try assume.compactMap { text in
            guard var assumption = Assumption(text) else { return nil }
            assumption.code = try database.territory(assumption.code).code
            return assumption
        }
    }

    private func subject(_ database: TerritoryDatabase, code: String?) throws -> EligibilitySubject {
        if let communes {
            return .grouping(
                try [String].list(communes).map { text in
                    let territory = try database.territory(text)
                    guard territory.kind == .commune else { throw EligibilityError.noSuchCommune(text) }
                    return territory.code
                }.uniqued())
        }
        if let at { return try database.eligibilitySubject(at: Position.parsed(at)) }
        return try database.eligibilitySubject(database.territory(code ?? ""))
    }

    private func answer(_ programme: String, _ facts: Eligibility, _ question: Question) throws {
        let subject = try subject(question.database, code: words.last)
        func report(_ facts: Eligibility) throws -> EligibilityReport {
            try facts.report(programme, for: subject, on: question.date, today: question.today)
        }
        let now = try report(facts)
        warn(now, question)
        guard !without.isEmpty else {
            if explain, format == .csv, let members = now.membersCSV() { return try Output.answer(members) }
            return try Output.answer(now, as: try table(), text: question.prose.text(now, explains: explain))
        }
        let changed = try facts.without(without.map { try question.database.territory($0).code })
        let comparison = EligibilityComparison(before: now, after: try report(changed))
        try Output.answer(
            comparison, as: try table(), text: question.prose.text(comparison, explains: explain))
    }

    /// The format of an answer that is no list; GeoJSON was refused before.
    private func table() throws -> TableFormat {
        guard let table = TableFormat(rawValue: format.rawValue) else {
            throw ValidationError("geojson is for lists: ask with --in.")
        }
        return table
    }

    private func answerAll(_ question: Question) throws {
        let facts = try question.database.eligibility().assuming(try assumptions(question.database))
        let subject = try subject(question.database, code: words.first)
        let reports = try facts.reports(for: subject, on: question.date, today: question.today)
        for report in reports { warn(report, question) }
        try Output.answer(reports, as: try table(), text: question.prose.text(reports, explains: explain))
    }

    private func list(_ programme: String, _ facts: Eligibility, _ question: Question) throws {
        let communes = try question.database.communes(in: territory.map(question.database.territory))
        var list = try facts.list(
            programme, of: communes, on: question.date, today: question.today, explains: explain)
        if territory == nil, assume.isEmpty {
            list.published = facts.publishedComparison(try facts.programme(programme), over: communes)
        }
        if let version = list.version, version.isStale { Output.message(question.prose.warning(version, programme)) }
        try Output.answer(
            list, as: format, from: question.database, text: question.prose.text(list, showsCommunes: territory != nil))
    }

    private func listProgrammes(_ question: Question) throws {
        let programmes = try question.database.programmes()
        try Output.answer(
            programmes, as: format == .json ? TextOrJSON.json : .text,
            text: question.prose.text(programmes.programmes, on: question.date))
    }

    func warn(_ report: EligibilityReport, _ question: Question) {
        guard let version = report.version, version.isStale else { return }
        Output.message(question.prose.warning(version, report.programme))
    }
}
