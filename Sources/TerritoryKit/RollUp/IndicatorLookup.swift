/// The indicators that one thread has met, found by the bytes of their names.
struct IndicatorLookup {
    private let names: IndicatorNames
    /// By number, 0 for those that were not met here.
    private(set) var keys: [UInt64] = []
    /// By number: which one came after it the last time.
    private(set) var successors: [Int] = []
    /// By number: where its name is in ``texts``.
    private(set) var ranges: [Range<Int>] = []
    private(set) var texts: [UInt8] = []
    private var places: [UInt64: Int] = [:]

    init(names: IndicatorNames) { self.names = names }

    /// The number of an indicator, which is new if its name is; `last` is the indicator of the row before.
    ///
    /// - Returns: `nil` for a new name beyond the limit.
    mutating func place(of name: ArraySlice<UInt8>, after last: Int) -> Int? {
        let key = name.withUnsafeBytes { NameKey.key($0, 0..<$0.count) }
        var place = places[key] ?? -1
        if place < 0 || !texts[ranges[place]].elementsEqual(name) {
            guard let known = names.place(of: String(decoding: name, as: UTF8.self)) else { return nil }
            place = known
            learn(name, key, place)
        }
        if last < successors.count { successors[last] = place }
        return place
    }

    private mutating func learn(_ name: ArraySlice<UInt8>, _ key: UInt64, _ place: Int) {
        while keys.count <= place {
            keys.append(0)
            successors.append(0)
            ranges.append(0..<0)
        }
        (keys[place], places[key]) = (key, place)
        ranges[place] = texts.count..<texts.count + name.count
        texts.append(contentsOf: name)
        // As a rule the next row has the same indicator, or one that is new.
        successors[place] = place
    }
}

/// A name as a number: names of at most 7 bytes never have the same.
enum NameKey {
    static let shortest = 7

    @inline(__always)
    static func key(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
        guard range.count > shortest else { return CodeTable.key(bytes, range) }
        var key = UInt64(truncatingIfNeeded: range.count)
        var index = range.lowerBound
        while index + 8 <= range.upperBound {
            key = mixed(key ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            index += 8
        }
        return mixed(key ^ CodeTable.key(bytes, index..<range.upperBound)) | 1 << 63
    }

    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        let product = value &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 29
    }
}
