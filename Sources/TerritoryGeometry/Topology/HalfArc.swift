/// An arc and the direction in which it is walked.
struct HalfArc: Hashable, Comparable, Sendable {
    let rawValue: Int32

    @inline(__always)
    init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    @inline(__always)
    init(arc: Int, isReversed: Bool) {
        rawValue = Int32(truncatingIfNeeded: arc << 1 | (isReversed ? 1 : 0))
    }

    var arc: Int { Int(rawValue >> 1) }
    var isReversed: Bool { rawValue & 1 == 1 }
    var index: Int { Int(rawValue) }
    /// The same arc, walked the other way: what the neighbour on the other side uses.
    var twin: HalfArc { HalfArc(rawValue: rawValue ^ 1) }

    static func < (left: HalfArc, right: HalfArc) -> Bool { left.rawValue < right.rawValue }
}

/// Lists of different lengths in one flat array.
struct FlatLists<Element: Sendable>: Sendable {
    private(set) var starts: [Int32]
    private(set) var elements: [Element]

    /// Groups `pairs` by list number, keeping their order inside each list.
    init(count: Int, filler: Element, pairs: some Sequence<(list: Int, element: Element)>) {
        starts = [Int32](repeating: 0, count: count + 1)
        for pair in pairs { starts[pair.list + 1] += 1 }
        for list in 0..<count { starts[list + 1] += starts[list] }
        elements = [Element](repeating: filler, count: Int(starts[count]))
        var next = starts
        for pair in pairs {
            elements[Int(next[pair.list])] = pair.element
            next[pair.list] += 1
        }
    }

    init(starts: [Int32], elements: [Element]) {
        self.starts = starts
        self.elements = elements
    }

    var count: Int { starts.count - 1 }

    @inline(__always)
    func range(_ list: Int) -> Range<Int> { Int(starts[list])..<Int(starts[list + 1]) }

    @inline(__always)
    subscript(list: Int) -> ArraySlice<Element> { elements[range(list)] }
}
