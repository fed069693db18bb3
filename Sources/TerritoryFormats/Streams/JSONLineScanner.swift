/// Finds the position in an object that takes one line, and where the object ends.
///
/// It checks that the line is one object (RFC 8259) whose brackets match, and leaves what is inside strings and nested
/// values alone.
struct JSONLineScanner: Sendable {
    struct Line {
        /// The place of the closing brace.
        var brace = 0
        var hasMembers = false
        /// A name among those to be added that a member has.
        var taken: Int?
        /// By pair, what was found of its longitude, then of its latitude.
        fileprivate var found = InlineArray<4, Found>(repeating: Found())
        /// Of the pair that counts.
        fileprivate var pair = 0

        /// Where the values are; empty where there is no such member.
        var longitude: Range<Int> { found[2 * pair].value }
        var latitude: Range<Int> { found[2 * pair + 1].value }
        /// Whether one of them stands there twice.
        var hasTwice: Bool { found[2 * pair].isTwice || found[2 * pair + 1].isTwice }
    }

    /// The member found with the name that counts most.
    fileprivate struct Found {
        var value = 0..<0
        var rank = Int.max
        var isTwice = false
    }

    /// What a name is that the scanner looks for.
    private enum Meaning {
        /// A place in ``Line/found``, and how far down the list of names it comes.
        case coordinate(place: Int, rank: Int)
        case added(Int)
    }

    private static let maximumDepth = 64
    private let names: [(text: [UInt8], meaning: Meaning)]
    private let pairCount: Int

    /// - Parameters:
    ///   - coordinates: Names of the members that hold the position.
    ///   - added: Names that no member may have.
    init(_ coordinates: CoordinateNames, adding added: [String] = []) {
        precondition(coordinates.pairs.count <= CoordinateNames.mostPairs, "more pairs than a line has places for")
        pairCount = coordinates.pairs.count
        let places = coordinates.pairs.flatMap { [$0.longitude, $0.latitude] }
        names =
            places.enumerated().flatMap { place, names in
                names.enumerated().map { (Array($1.utf8), Meaning.coordinate(place: place, rank: $0)) }
            } + added.enumerated().map { (Array($1.utf8), Meaning.added($0)) }
    }

    /// - Returns: `nil` for anything but one object.
    func line(_ range: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Line? {
        var line = Line()
        var index = skipBlanks(from: range.lowerBound, to: range.upperBound, in: bytes)
        let end = range.upperBound
        guard index < end, bytes[index] == 0x7B else { return nil }
        index = skipBlanks(from: index + 1, to: end, in: bytes)
        while index < end, bytes[index] != 0x7D || line.hasMembers {
            guard let next = member(at: index, to: end, in: bytes, of: &line), next < end else { return nil }
            line.hasMembers = true
            index = next
            if bytes[index] == 0x7D { break }
            guard bytes[index] == 0x2C else { return nil }
            index = skipBlanks(from: index + 1, to: end, in: bytes)
        }
        guard index < end else { return nil }
        line.brace = index
        line.pair =
            (0..<pairCount).first { !line.found[2 * $0].value.isEmpty && !line.found[2 * $0 + 1].value.isEmpty } ?? 0
        return skipBlanks(from: index + 1, to: end, in: bytes) == end ? line : nil
    }

    /// - Returns: The place of what follows the member, blanks left out.
    private func member(at start: Int, to end: Int, in bytes: UnsafeRawBufferPointer, of line: inout Line) -> Int? {
        guard bytes[start] == 0x22, let nameEnd = endOfString(from: start + 1, to: end, in: bytes) else { return nil }
        let colon = skipBlanks(from: nameEnd, to: end, in: bytes)
        guard colon < end, bytes[colon] == 0x3A else { return nil }
        let value = skipBlanks(from: colon + 1, to: end, in: bytes)
        guard let valueEnd = endOfValue(from: value, to: end, in: bytes) else { return nil }
        take(value..<valueEnd, named: start..<nameEnd, of: bytes, into: &line)
        return skipBlanks(from: valueEnd, to: end, in: bytes)
    }

    /// Keeps a value that counts; its name comes with its quotes.
    private func take(
        _ value: Range<Int>, named quoted: Range<Int>, of bytes: UnsafeRawBufferPointer, into line: inout Line
    ) {
        let name = quoted.lowerBound + 1..<quoted.upperBound - 1
        let hasEscapes = bytes.firstIndex(of: 0x5C, from: name.lowerBound, to: name.upperBound) != nil
        let meaning = hasEscapes ? Self.unescaped(quoted, of: bytes).flatMap(meaning) : meaning(of: name, in: bytes)
        switch meaning {
        case .coordinate(let place, let rank) where rank <= line.found[place].rank:
            let isTwice = rank == line.found[place].rank
            line.found[place] = Found(value: value, rank: rank, isTwice: isTwice)
        case .added(let name): line.taken = line.taken ?? name
        default: break
        }
    }

    private func meaning(of name: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Meaning? {
        names.first { $0.text.count == name.count && $0.text.elementsEqual(bytes[name]) }?.meaning
    }

    private func meaning(of name: [UInt8]) -> Meaning? { names.first { $0.text == name }?.meaning }

    /// - Returns: `nil` for a name whose escapes are none.
    private static func unescaped(_ quoted: Range<Int>, of bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        var scanner = JSONScanner(Array(bytes[quoted]))
        do {
            return Array(try scanner.string().utf8)
        } catch {
            return nil
        }
    }

    @inline(__always)
    private func skipBlanks(from start: Int, to end: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var index = start
        while index < end, bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0D { index += 1 }
        return index
    }

    /// - Returns: The place after the closing quote.
    private func endOfString(from start: Int, to end: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
        var index = start
        while index < end {
            let byte = bytes[index]
            if byte == 0x22 { return index + 1 }
            guard byte >= 0x20 else { return nil }
            index += byte == 0x5C ? 2 : 1
        }
        return nil
    }

    private func endOfValue(from start: Int, to end: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
        guard start < end else { return nil }
        switch bytes[start] {
        case 0x22: return endOfString(from: start + 1, to: end, in: bytes)
        case 0x7B, 0x5B: return endOfNest(from: start, to: end, in: bytes)
        default:
            var index = start
            while index < end, !Self.isDelimiter(bytes[index]) { index += 1 }
            return Self.isScalar(start..<index, in: bytes) ? index : nil
        }
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x2C || byte == 0x7D || byte == 0x5D || byte == 0x3A || byte == 0x22
    }

    /// The end of an array or of an object in which brackets match.
    private func endOfNest(from start: Int, to end: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
        // One bit a level: 1 for an object.
        var (depth, kinds) = (0, UInt64(0))
        var index = start
        while index < end {
            let byte = bytes[index]
            switch byte {
            case 0x22:
                guard let next = endOfString(from: index + 1, to: end, in: bytes) else { return nil }
                index = next
                continue
            case 0x7B, 0x5B:
                guard depth < Self.maximumDepth else { return nil }
                (depth, kinds) = (depth + 1, kinds << 1 | (byte == 0x7B ? 1 : 0))
            case 0x7D, 0x5D:
                guard kinds & 1 == (byte == 0x7D ? 1 : 0) else { return nil }
                (depth, kinds) = (depth - 1, kinds >> 1)
                if depth == 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }

    private static func isScalar(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Bool {
        let text = bytes[range]
        return isNumber(range, in: bytes) || text.elementsEqual("null".utf8) || text.elementsEqual("true".utf8)
            || text.elementsEqual("false".utf8)
    }

    /// Whether a text has the grammar of a number in JSON, which is narrower than others.
    static func isNumber(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Bool {
        var index = range.lowerBound
        let end = range.upperBound
        func digits() -> Int {
            let start = index
            while index < end, bytes[index] &- 0x30 < 10 { index += 1 }
            return index - start
        }
        if index < end, bytes[index] == 0x2D { index += 1 }
        let first = index
        let count = digits()
        guard count == 1 || count > 1 && bytes[first] != 0x30 else { return false }
        if index < end, bytes[index] == 0x2E {
            index += 1
            guard digits() > 0 else { return false }
        }
        if index < end, bytes[index] | 0x20 == 0x65 {
            index += 1
            if index < end, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
            guard digits() > 0 else { return false }
        }
        return index == end
    }
}
