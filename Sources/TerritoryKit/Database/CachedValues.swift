internal import TerritoryGeometry

/// Values that are made once, whoever asks first; the others wait for it.
final class CachedValues: Sendable {
    private let values = Guarded<[String: any Sendable]>([:])

    func value<Value: Sendable>(_ key: String, _ make: () throws -> Value) throws -> Value {
        try values.withLock { values in
            if let known = values[key] as? Value { return known }
            let made = try make()
            values[key] = made
            return made
        }
    }
}
