import ArgumentParser
import Foundation
import TerritoryFormats
import TerritoryKit

/// The exit codes, and the one place where errors become one of them and a message.
enum Exit {
    static let notFound = exitCode(of: .notFound)
    static let badData = exitCode(of: .badData)
    /// A fault of the program itself (`EX_SOFTWARE` of sysexits.h).
    private static let fault = ExitCode(70)

    static func exitCode(of cause: ErrorCause) -> ExitCode {
        switch cause {
        case .outputClosed: .success
        case .notFound: ExitCode(1)
        case .unusableDatabase: ExitCode(2)
        case .malformedQuestion: .validationFailure
        case .badData: ExitCode(65)
        case .inputOutput: ExitCode(74)
        case .unavailable: ExitCode(69)
        }
    }

    /// Runs a command; an error becomes a message on standard error and an exit code.
    static func reporting(in language: Language, _ work: () throws -> Void) throws {
        do {
            try work()
        } catch let error as any TerritoryError {
            if error.cause != .outputClosed { tell(error, in: language) }
            throw exitCode(of: error.cause)
        } catch let error where isOfArguments(error) {
            throw error
        } catch {
            Output.message(CommandMessages.fault(String(describing: type(of: error)))(language).wrapped())
            throw fault
        }
    }

    /// Whether an error is told, with the usage of the command, where its words are read.
    private static func isOfArguments(_ error: any Error) -> Bool {
        error is ExitCode || error is ValidationError || error is CleanExit
    }

    private static func tell(_ error: any TerritoryError, in language: Language) {
        if let error = error as? ImportError {
            // A line a problem: editors and scripts find the place by it.
            for problem in error.problems { Output.message(problem.sentence(in: language)) }
            return Output.message(CommandMessages.refusal(error.problems.count)(language))
        }
        let hint = CommandMessages.hint(for: error)?(language) ?? ""
        Output.message((error.sentence(in: language) + hint).wrapped())
        if let error = error as? ExpressionError { Output.message(error.excerpt) }
    }
}
