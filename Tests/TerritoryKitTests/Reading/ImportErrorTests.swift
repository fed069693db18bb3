import TerritoryFormats
import Testing

@Suite("Problems without end")
struct ImportErrorTests {
    private static let told = 1_000

    @Test("the first thousand of a file are told and the others counted, however they were counted before")
    func counted() throws {
        var list = ProblemList(file: "a.csv", limit: Self.told)
        for line in 1...35_000 { list.report(LocalizedText(fr: "x", en: "x"), line: line) }
        let more = (1...3).map { SourceProblem(file: "a.csv", line: $0, LocalizedText(fr: "y", en: "y")) }
        let other = SourceProblem(file: "b.csv", LocalizedText(fr: "z", en: "z"))
        let problems = ImportError(list.error.problems + more + [other]).problems
        #expect(problems.count == Self.told + 2)
        #expect(problems[Self.told].sentence(in: .english) == "a.csv: and 34003 more problems")
        #expect(problems.last == other)
    }

    @Test("one problem more than a thousand is told")
    func oneMore() {
        let problems = (0...Self.told).map { SourceProblem(file: "a.csv", line: $0, LocalizedText(fr: "x", en: "x")) }
        #expect(ImportError(problems).problems == problems)
    }
}
