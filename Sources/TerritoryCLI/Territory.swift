import ArgumentParser
import Foundation
import TerritoryFormats
import TerritoryKit

@main
struct Territory: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "territory",
        abstract: "Territories of the Pacte des solidarités in Occitanie: what they are, what covers them, and why.",
        discussion: """
            Answers come on standard output, messages for people on standard error.

            Exit codes: 0 answered; 1 nothing has that code or name; 2 the database is missing or unusable; 64 the \
            command was misspelt; 65 the data have problems, all of which are listed; 69 the address of the service cannot \
            be listened on; 70 a fault of the program; 74 a file cannot be read or written.
            """,
        version: TerritoryVersion.current,
        subcommands: [
            Show.self, Search.self, Locate.self, Export.self, Coverage.self, Query.self, Nearest.self,
            Eligible.self, Overlay.self, RollUp.self, Aggregate.self, Indicators.self,
            Figures.self, Measures.self, Contracts.self, Sheet.self, Compare.self, Reconcile.self, Sources.self,
            Build.self,
            Verify.self, Import.self, Load.self, Serve.self,
        ])
}

extension Territory {
    /// Runs the command that the first word names.
    ///
    /// Words are first tried on that command alone: to read them takes as long as a short answer. Whatever else was
    /// meant, a mistake or a question about the program, is read and told by the whole of it.
    static func main() {
        prepare()
        let words = protected(Array(CommandLine.arguments.dropFirst()))
        if let excess = excess(of: words) {
            Output.message(excess(LanguageOption.ofLocale).wrapped())
            Foundation.exit(ExitCode.validationFailure.rawValue)
        }
        let named = configuration.subcommands.first { $0.configuration.commandName == words.first }
        do {
            if let named, var command = try? named.parseAsRoot(Array(words.dropFirst())), type(of: command) == named {
                try command.run()
            } else {
                var command = try parseAsRoot(words)
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// To read words takes a time that grows with the square of their number: a second for some thousands.
    private static let mostWords = 1_000
    /// In bytes: the codes of two thousand communes, four times the longest path or expression.
    private static let longestWord = 16_384

    private static func excess(of words: [String]) -> LocalizedText? {
        if words.count > mostWords { return CommandMessages.tooManyWords(words.count, most: mostWords) }
        return words.first { $0.utf8.count > longestWord }.map { CommandMessages.tooLongWord($0, most: longestWord) }
    }

    /// A file that is opened must not become one of the three streams, and a file that grows too large is an error.
    private static func prepare() {
        for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 { _ = open("/dev/null", O_RDONLY) }
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Tells what the words of a command are not, or the help that they ask for.
    private static func end(with error: any Error) -> Never {
        let (code, message) = (exitCode(for: error), fullMessage(for: error))
        if !message.isEmpty {
            if code == .success {
                do { try Exit.reporting(in: .english) { try Output.answer(message) } } catch {
                    Foundation.exit(exitCode(for: error).rawValue)
                }
            } else {
                Output.message(message)
            }
        }
        Foundation.exit(code.rawValue)
    }

    /// Keeps words that begin with a minus and a digit from being taken for options.
    ///
    /// A longitude west of Greenwich is an argument like any other. The white space before it is trimmed where the word
    /// is read.
    private static func protected(_ words: [String]) -> [String] {
        words.map { word in
            guard word.hasPrefix("-"), let second = word.utf8.dropFirst().first else { return word }
            let isNumber = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(second) || second == UInt8(ascii: ".")
            return isNumber ? " " + word : word
        }
    }
}
