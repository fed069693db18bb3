/// A place where a text stops being JSON (RFC 8259).
package struct JSONSyntaxError: Error, Hashable {
    package var line: Int
    package var message: LocalizedText

    package init(line: Int, message: LocalizedText) {
        self.line = line
        self.message = message
    }
}

/// Walks through the bytes of a JSON text (UTF-8, checked beforehand), one value after the other, and counts lines.
///
/// It never reads outside the bytes and never recurses: nesting is bounded by ``maximumDepth``.
package struct JSONScanner {
    /// A place to come back to.
    package struct Mark {
        fileprivate var offset: Int
        fileprivate var line: Int
    }

    package static let maximumDepth = 128

    package let bytes: [UInt8]
    package var offset = 0
    /// The line of the next byte, counted from 1.
    package private(set) var line = 1
    package let powersOfTen: [Double]

    /// Begins after the byte order mark, if there is one.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // Every one of them is exact in binary: 10²² is the last that is.
        powersOfTen = (0...22).reduce(into: []) { powers, _ in powers.append((powers.last ?? 0.1) * 10) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    package var mark: Mark { Mark(offset: offset, line: line) }

    package mutating func move(to mark: Mark) {
        offset = mark.offset
        line = mark.line
    }

    // MARK: Bytes

    /// The next byte that is not white space, not consumed.
    ///
    /// - Returns: `nil` at the end of the text.
    @inline(__always)
    package mutating func next() -> UInt8? {
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte > 0x20 { return byte }
            switch byte {
            case 0x0A: line += 1
            case 0x20, 0x09, 0x0D: break
            default: return byte
            }
            offset += 1
        }
        return nil
    }

    /// Consumes `byte` if it comes next.
    @inline(__always)
    package mutating func consume(_ byte: UInt8) -> Bool {
        guard next() == byte else { return false }
        offset += 1
        return true
    }

    @inline(__always)
    package mutating func expect(_ byte: UInt8) throws(JSONSyntaxError) {
        guard consume(byte) else { throw unexpected(LocalizedText(quoting: byte)) }
    }

    /// Consumes the comma before the next value of a container that is not closed yet.
    @inline(__always)
    private mutating func expectComma(orCloser closer: UInt8) throws(JSONSyntaxError) {
        guard consume(0x2C) else { throw missingComma(orCloser: closer) }
    }

    private mutating func missingComma(orCloser closer: UInt8) -> JSONSyntaxError {
        let (comma, closer) = (LocalizedText(quoting: 0x2C), LocalizedText(quoting: closer))
        return unexpected(
            LocalizedText(fr: "\(comma.fr) ou \(closer.fr)", en: "\(comma.en) or \(closer.en)"))
    }

    // MARK: Containers

    /// The name of the next member of an object whose “{” is consumed; the value comes next.
    ///
    /// - Returns: `nil` once the “}” is consumed.
    package mutating func nextMember(isFirst: Bool) throws(JSONSyntaxError) -> String? {
        if consume(0x7D) { return nil }
        if !isFirst { try expectComma(orCloser: 0x7D) }
        return try memberName()
    }

    /// Whether an array whose “[” is consumed has a next element; if not, its “]” is consumed.
    @inline(__always)
    package mutating func nextElement(isFirst: Bool) throws(JSONSyntaxError) -> Bool {
        if consume(0x5D) { return false }
        if !isFirst { try expectComma(orCloser: 0x5D) }
        return true
    }

    private mutating func memberName() throws(JSONSyntaxError) -> String {
        guard next() == 0x22 else {
            throw unexpected(
                LocalizedText(fr: "un nom entre guillemets droits", en: "a name in straight quotation marks"))
        }
        let name = try string()
        try expect(0x3A)
        return name
    }

    /// Steps over one value, whatever it is.
    package mutating func skipValue() throws(JSONSyntaxError) {
        var closers: [UInt8] = []
        repeat {
            if try !enterContainer(&closers) { try leaveContainers(&closers) }
        } while !closers.isEmpty
    }

    /// Steps over a simple value, or into a container that is not empty.
    ///
    /// - Returns: Whether a value of that container comes next.
    private mutating func enterContainer(_ closers: inout [UInt8]) throws(JSONSyntaxError) -> Bool {
        switch next() {
        case 0x7B:
            offset += 1
            if consume(0x7D) { return false }
            try push(0x7D, on: &closers)
            _ = try memberName()
            return true
        case 0x5B:
            offset += 1
            if consume(0x5D) { return false }
            try push(0x5D, on: &closers)
            return true
        case 0x22:
            _ = try string()
        case 0x74:
            try literal("true")
        case 0x66:
            try literal("false")
        case 0x6E:
            try literal("null")
        default:
            _ = try number()
        }
        return false
    }

    /// After a value: to the next value of the container, or out of the containers that end here.
    private mutating func leaveContainers(_ closers: inout [UInt8]) throws(JSONSyntaxError) {
        while let closer = closers.last {
            if consume(0x2C) {
                if closer == 0x7D { _ = try memberName() }
                return
            }
            guard consume(closer) else { throw missingComma(orCloser: closer) }
            closers.removeLast()
        }
    }

    private func push(_ closer: UInt8, on closers: inout [UInt8]) throws(JSONSyntaxError) {
        guard closers.count < Self.maximumDepth else {
            throw JSONSyntaxError(
                line: line,
                message: LocalizedText(
                    fr: "plus de \(Self.maximumDepth) niveaux d’imbrication",
                    en: "nested more than \(Self.maximumDepth) levels deep"))
        }
        closers.append(closer)
    }

    // MARK: Simple values

    package mutating func literal(_ word: StaticString) throws(JSONSyntaxError) {
        let end = offset + word.utf8CodeUnitCount
        let text = "\(word)"
        guard end <= bytes.count, bytes[offset..<end].elementsEqual(text.utf8) else {
            throw unexpected(LocalizedText(fr: text.inFrenchQuotes, en: text.inEnglishQuotes))
        }
        offset = end
    }
}
