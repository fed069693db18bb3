/// Numbers texts in the order in which they come, and finds them again by their bytes.
package struct ByteTable: Sendable {
    private var texts = ByteTexts()
    /// Open addressing: the number of a text, or -1.
    private var slots: [Int32]

    package init() { slots = Array(repeating: -1, count: 64) }

    package init(_ texts: some Sequence<String>) {
        self.init()
        for text in texts { _ = Array(text.utf8).withUnsafeBytes { insert($0) } }
    }

    package var count: Int { texts.count }

    package func text(at index: Int) -> String {
        String(decoding: texts.bytes[texts.starts[index]..<texts.starts[index + 1]], as: UTF8.self)
    }

    /// - Returns: `nil` for a text that is not in the table.
    package func index(of text: UnsafeRawBufferPointer) -> Int? {
        var slot = Self.hash(text) & (slots.count - 1)
        while slots[slot] >= 0 {
            if isText(Int(slots[slot]), text) { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// - Returns: The number of the text, which is new if the text is.
    package mutating func insert(_ text: UnsafeRawBufferPointer) -> Int {
        if let known = index(of: text) { return known }
        if 2 * (texts.count + 1) > slots.count { grow() }
        texts.append(text)
        place(texts.count - 1, Self.hash(text))
        return texts.count - 1
    }

    private mutating func place(_ index: Int, _ hash: Int) {
        var slot = hash & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(index)
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: 2 * slots.count)
        for index in 0..<texts.count {
            let hash = texts.bytes.withUnsafeBytes {
                Self.hash(UnsafeRawBufferPointer(rebasing: $0[texts.starts[index]..<texts.starts[index + 1]]))
            }
            place(index, hash)
        }
    }

    @inline(__always)
    private func isText(_ index: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        let range = texts.starts[index]..<texts.starts[index + 1]
        guard range.count == text.count else { return false }
        return texts.bytes.withUnsafeBytes { $0.hasSame(range, text) }
    }

    /// Eight bytes at once, multiplied and folded; never negative.
    private static func hash(_ text: UnsafeRawBufferPointer) -> Int {
        var hash = UInt64(truncatingIfNeeded: text.count)
        var offset = 0
        while offset < text.count {
            var word: UInt64 = 0
            if offset + 8 <= text.count {
                word = text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            } else {
                for byte in text[offset...] { word = word << 8 | UInt64(byte) }
            }
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
            offset += 8
        }
        return Int(truncatingIfNeeded: hash & UInt64(Int.max))
    }
}
