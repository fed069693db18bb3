internal import CSpatialite

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The functions of libspatialite, loaded the first time that a connection needs them.
///
/// Building and checking a database needs them, questions do not: loaded at the start of the process, SpatiaLite and the
/// fifty libraries behind it would take as long as most answers. Types are those of `spatialite.h`.
struct SpatialiteLibrary: Sendable {
    private typealias Initialize = @convention(c) () -> Void
    private typealias Allocate = @convention(c) () -> UnsafeMutableRawPointer?
    private typealias Attach = @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, CInt) -> Void
    private typealias Use = @convention(c) (UnsafeRawPointer?) -> Void

    private let allocateConnection: Allocate
    private let initializeConnection: Attach
    private let silenceConnection: Use
    let cleanUpConnection: @convention(c) (UnsafeRawPointer?) -> Void

    /// - Returns: `nil` where the library, or one of the functions, is not there.
    static let shared: SpatialiteLibrary? = {
        // The library’s own SQLite is the one of this process: cold starts of several connections at once would race.
        sqlite3_initialize()
        let handle = names.lazy.compactMap { dlopen($0, RTLD_NOW | RTLD_GLOBAL) }.first
        guard let handle, let initialize = dlsym(handle, "spatialite_initialize"),
            let allocate = dlsym(handle, "spatialite_alloc_connection"),
            let attach = dlsym(handle, "spatialite_init_ex"),
            let silence = dlsym(handle, "spatialite_set_silent_mode"),
            let cleanUp = dlsym(handle, "spatialite_cleanup_ex")
        else { return nil }
        unsafeBitCast(initialize, to: Initialize.self)()
        return SpatialiteLibrary(
            allocateConnection: unsafeBitCast(allocate, to: Allocate.self),
            initializeConnection: unsafeBitCast(attach, to: Attach.self),
            silenceConnection: unsafeBitCast(silence, to: Use.self),
            cleanUpConnection: unsafeBitCast(cleanUp, to: Use.self))
    }()

    private static let names = [
        "libspatialite.so.7", "libspatialite.so.8", "libspatialite.so", "libspatialite.dylib",
    ]

    /// Makes SpatiaLite’s functions known to a connection.
    ///
    /// - Returns: What is to be cleaned up when the connection closes; `nil` if there is no memory for it.
    func attach(to connection: OpaquePointer) -> UnsafeMutableRawPointer? {
        guard let cache = allocateConnection() else { return nil }
        initializeConnection(connection, cache, 0)
        // GEOS would write its warnings to standard error, which is for people.
        silenceConnection(cache)
        return cache
    }
}
