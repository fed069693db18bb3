#if THREAD_SANITIZER
    import Dispatch
#endif
import Synchronization

/// A value that one thread at a time holds.
///
/// It is a `Mutex`. On Linux that is made of futexes within the standard library, where the thread sanitizer does not see
/// them: it takes every value that two threads hold in turn for a race. Built for the sanitizer (`make sanitize`), a
/// semaphore that it does see stands before the mutex.
package struct Guarded<Value>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>
    #if THREAD_SANITIZER
        private let gate = DispatchSemaphore(value: 1)
    #endif

    package init(_ value: sending Value) { mutex = Mutex(value) }

    package borrowing func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        #if THREAD_SANITIZER
            gate.wait()
            defer { gate.signal() }
        #endif
        return try mutex.withLock(body)
    }
}
