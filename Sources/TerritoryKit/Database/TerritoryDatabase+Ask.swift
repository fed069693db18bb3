internal import Foundation
internal import Synchronization

extension TerritoryDatabase {
    /// Asks questions from asynchronous code, without holding one of its threads.
    ///
    /// ```swift
    /// let sheet = try await database.ask { try $0.sheet(for: "48095") }
    /// ```
    ///
    /// One form for all questions: an overload of each would hide the plain one from asynchronous code. At most as
    /// many are answered at once as the database has readers; others wait for their turn.
    ///
    /// - Throws: What the questions throw; `CancellationError` for a task cancelled before its turn came.
    public func ask<Answer: Sendable>(
        _ questions: @escaping @Sendable (TerritoryDatabase) throws -> Answer
    ) async throws -> Answer {
        let turn = Turn()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                turns.addOperation {
                    continuation.resume(
                        with: Result {
                            if turn.isCancelled.load(ordering: .relaxed) { throw CancellationError() }
                            return try questions(self)
                        })
                }
            }
        } onCancel: {
            turn.isCancelled.store(true, ordering: .relaxed)
        }
    }

    private final class Turn: Sendable {
        let isCancelled = Atomic(false)
    }
}
