internal import Dispatch
internal import Synchronization

/// Work that goes on beside the caller’s, and is waited for where its value is asked for.
final class Background<Value: Sendable>: Sendable {
    private let group = DispatchGroup()
    private let result = Mutex<Value?>(nil)

    init(_ work: @escaping @Sendable () -> Value) {
        DispatchQueue.global(qos: .userInitiated).async(group: group) {
            let value = work()
            self.result.withLock { $0 = value }
        }
    }

    var value: Value {
        group.wait()
        guard let value = result.withLock({ $0 }) else { preconditionFailure("the group waits for the value") }
        return value
    }
}
