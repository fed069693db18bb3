/// Numbers texts in the order in which they come, and finds them again by their bytes.
package struct ByteTable: Sendable {
    /// A place of the open addressing.
    private struct Slot {
        /// The number of a text, or -1.
        var index: Int32 = -1
        var count: Int32 = 0
        /// The first eight bytes of a longer text folded with the rest; a text of eight bytes or fewer is its key.
        var key: UInt64 = 0
    }

    private var texts = ByteTexts()
    private var slots = Array(repeating: Slot(), count: 64)

    package init() {}

    package init(_ texts: some Sequence<String>) {
        self.init()
        for text in texts { _ = Array(text.utf8).withUnsafeBytes { insert($0) } }
    }

    package var count: Int { texts.count }

    package func text(at index: Int) -> String {
        String(decoding: texts.bytes[texts.starts[index]..<texts.starts[index + 1]], as: UTF8.self)
    }

    /// - Returns: `nil` for a text that is not in the table.
    package func index(of text: UnsafeRawBufferPointer) -> Int? { index(of: text, key: Self.key(text)) }

    /// - Returns: The number of the text, which is new if the text is.
    package mutating func insert(_ text: UnsafeRawBufferPointer) -> Int {
        let key = Self.key(text)
        if let known = index(of: text, key: key) { return known }
        if 2 * (texts.count + 1) > slots.count { grow() }
        place(Slot(index: Int32(texts.count), count: Int32(text.count), key: key))
        texts.append(text)
        return texts.count - 1
    }

    @inline(__always)
    private func index(of text: UnsafeRawBufferPointer, key: UInt64) -> Int? {
        var place = Self.place(of: key, among: slots.count)
        while slots[place].index >= 0 {
            let slot = slots[place]
            if slot.key == key, slot.count == text.count, text.count <= 8 || isText(Int(slot.index), text) {
                return Int(slot.index)
            }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func place(_ slot: Slot) {
        var place = Self.place(of: slot.key, among: slots.count)
        while slots[place].index >= 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }

    private mutating func grow() {
        let known = slots.filter { $0.index >= 0 }
        slots = Array(repeating: Slot(), count: 2 * slots.count)
        known.forEach { place($0) }
    }

    private func isText(_ index: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        texts.bytes.withUnsafeBytes { $0.hasSame(texts.starts[index]..<texts.starts[index + 1], text) }
    }

    @inline(__always)
    private static func place(of key: UInt64, among count: Int) -> Int {
        let hash = key &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(count - 1))
    }

    /// The bytes themselves where they are eight or fewer; of a longer text, folded eight at a time.
    @inline(__always)
    private static func key(_ text: UnsafeRawBufferPointer) -> UInt64 {
        var (key, offset): (UInt64, Int) = (0, 0)
        while offset + 8 <= text.count {
            key = key &* 0x9E37_79B9_7F4A_7C15
            key = key ^ (key >> 32) ^ text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < text.count {
            rest = rest << 8 | UInt64(text[offset])
            offset += 1
        }
        return text.count < 8 ? rest : key &+ rest
    }
}
