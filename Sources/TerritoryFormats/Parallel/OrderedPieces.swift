internal import Dispatch
internal import Synchronization

/// Lets threads that took numbers pass in the order of their numbers.
///
/// A thread takes a number once it has passed with the one before, so that those under way have different remainders.
struct OrderedGate: Sendable {
    private let gates: [DispatchSemaphore]

    init(threadCount: Int) {
        gates = (0..<threadCount).map { _ in DispatchSemaphore(value: 0) }
        gates.first?.signal()
    }

    func wait(for number: Int) { gates[number % gates.count].wait() }

    func pass(_ number: Int) { gates[(number + 1) % gates.count].signal() }
}

/// Numbered pieces of work that threads take in turn, and deliver in order.
package final class OrderedPieces: Sendable {
    private let count: Int
    private let turns: OrderedGate
    private let next = Atomic(0)
    private let isStopped = Atomic(false)

    package init(_ count: Int, threadCount: Int) {
        self.count = count
        turns = OrderedGate(threadCount: threadCount)
    }

    /// Takes pieces until there are none, or until one fails.
    ///
    /// - Parameters:
    ///   - work: Works on a piece, beside other threads.
    ///   - deliver: Delivers what it gave: piece after piece, never two at once.
    /// - Throws: What the work, or delivering it, throws; other threads then deliver nothing more.
    package func run(_ work: (Int) throws -> Void, deliver: () throws -> Void) throws {
        while true {
            let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard piece < count else { return }
            let result = Result { try work(piece) }
            turns.wait(for: piece)
            defer { turns.pass(piece) }
            guard !isStopped.load(ordering: .relaxed) else { return }
            do {
                try result.get()
                try deliver()
            } catch {
                isStopped.store(true, ordering: .relaxed)
                throw error
            }
        }
    }
}
