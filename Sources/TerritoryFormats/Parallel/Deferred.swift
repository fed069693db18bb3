package import Dispatch
internal import TerritoryGeometry

/// Work that goes on beside the caller’s, and is waited for where its value is asked for.
///
/// Work that has not begun by then is done by the one who asks.
package final class Deferred<Value: Sendable>: Sendable {
    private let pending: Guarded<(@Sendable () -> Value)?>
    private let result = Guarded<Value?>(nil)
    private let isDone = DispatchGroup()

    /// - Parameters:
    ///   - lane: Where the work waits for its turn; on a serial queue, work comes in the order of its making.
    ///   - work: What is to be done.
    package init(on lane: DispatchQueue = .global(qos: .userInitiated), _ work: @escaping @Sendable () -> Value) {
        pending = Guarded(work)
        isDone.enter()
        lane.async { self.doPending() }
    }

    private func doPending() {
        let work = pending.withLock { pending in
            defer { pending = nil }
            return pending
        }
        guard let work else { return }
        let value = work()
        result.withLock { $0 = value }
        isDone.leave()
    }

    package var value: Value {
        doPending()
        isDone.wait()
        guard let value = result.withLock({ $0 }) else { preconditionFailure("the work leaves its value") }
        return value
    }
}
