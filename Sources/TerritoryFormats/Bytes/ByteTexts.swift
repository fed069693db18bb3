/// Many short texts, laid end to end.
package struct ByteTexts: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Where each text begins, and where the last one ends.
    private(set) var starts: [Int] = [0]
    private(set) var longest = 0

    package init() {}

    package init(_ texts: some Sequence<[UInt8]>) {
        for text in texts { append(text) }
    }

    package var count: Int { starts.count - 1 }

    package mutating func append(_ text: some Sequence<UInt8>) {
        bytes.append(contentsOf: text)
        longest = max(longest, bytes.count - (starts.last ?? 0))
        starts.append(bytes.count)
    }

    mutating func append(_ texts: ByteTexts) {
        starts += texts.starts.dropFirst().map { $0 + bytes.count }
        bytes += texts.bytes
        longest = max(longest, texts.longest)
    }
}
