import Testing
import TerritoryFormats

/// The English sentences of everything that a piece of work is refused for; files are named from `folder`.
func refusals(in folder: String, _ work: () throws -> Void) throws -> [String] {
    let error = try #require(throws: ImportError.self, performing: work)
    return sentences(error.problems, in: folder)
}

/// English sentences that name files from `folder`.
func sentences(_ problems: [SourceProblem], in folder: String) -> [String] {
    problems.map { $0.sentence(in: .english).replacing(folder + "/", with: "") }
}
