import ArgumentParser
import Foundation
import TerritoryKit

/// The exit codes, and the one place where errors become one of them and a message.
enum Outcome {
    static let notFound = ExitCode(1)
    static let unusableDatabase = ExitCode(2)
    static let badData = ExitCode(65)
    static let cannotWrite = ExitCode(74)

    /// Runs a command; an error becomes a message on standard error and an exit code.
    static func reporting(in language: Language, _ work: () throws -> Void) throws {
        do {
            try work()
        } catch let error as LookupError {
            Output.message(error.sentence(in: language).wrapped())
            throw notFound
        } catch let error as ExpressionError {
            Output.message(error.sentence(in: language).wrapped())
            Output.message(error.excerpt)
            throw ExitCode.validationFailure
        } catch let error as PlaceColumnError {
            Output.message(error.sentence(in: language).wrapped())
            throw ExitCode.validationFailure
        } catch let error as BulkLocateFailure {
            guard error != .outputClosed else { throw ExitCode.success }
            Output.message(error.sentence(in: language).wrapped())
            throw badData
        } catch let error as EligibilityError {
            Output.message(error.sentence(in: language).wrapped())
            throw error.isUsage ? ExitCode.validationFailure : notFound
        } catch let error as ExportError where error.isUnknownTerritory {
            Output.message(error.sentence(in: language).wrapped())
            throw notFound
        } catch let error as ExportError {
            Output.message(error.sentence(in: language).wrapped())
            throw ExitCode.validationFailure
        } catch let error as ImportError {
            for problem in error.problems { Output.message(problem.sentence(in: language)) }
            Output.message(refusal(error.problems.count)(language))
            throw badData
        } catch let error as StorageError {
            Output.message(error.sentence(in: language).wrapped())
            switch error {
            case .cannotWrite: throw cannotWrite
            case .brokenChecks: throw badData
            default: throw unusableDatabase
            }
        } catch let error as CocoaError where error.isFileError {
            let path = error.filePath ?? ""
            Output.message(StorageError.cannotWrite(path).sentence(in: language))
            throw cannotWrite
        }
    }

    private static func refusal(_ count: Int) -> Phrase {
        Phrase(
            fr: "\(count) problème(s)\u{202F}: rien n’a été écrit.",
            en: "\(count) problem(s): nothing was written.")
    }
}
