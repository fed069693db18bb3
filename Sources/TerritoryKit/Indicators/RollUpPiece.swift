/// The columns of a table to roll up, and how it is cut.
struct RollUpHeader: Sendable {
    var separator: UInt8
    var commune: Int
    var indicator: Int
    var value: Int
    var columnCount: Int
    /// Bytes of the header line.
    var length: Int

    /// - Returns: `nil` if one of the three columns is not there; their names are those that publishers use.
    init?(_ table: UnsafeRawBufferPointer) {
        let line = table.prefix { $0 != 0x0A }
        separator = line.count { $0 == 0x3B } > line.count { $0 == 0x2C } ? 0x3B : 0x2C
        length = min(line.count + 1, table.count)
        let separator = separator
        let names = line.split(separator: separator, omittingEmptySubsequences: false).map {
            String(decoding: $0.filter { $0 != 0x22 && $0 != 0x0D && $0 < 0x80 }, as: UTF8.self).lowercased()
        }
        func place(_ known: [String]) -> Int? { names.firstIndex { known.contains($0) } }
        guard let commune = place(["code", "commune", "insee_com", "code_insee", "codgeo", "territory"]),
            let indicator = place(["indicator", "indicateur", "ind"]), let value = place(["value", "valeur"])
        else { return nil }
        (self.commune, self.indicator, self.value, columnCount) = (commune, indicator, value, names.count)
    }

    /// Where the rows are cut: at line ends, every 2 MB or so.
    func pieces(of table: UnsafeRawBufferPointer) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = length
        while start < table.count {
            var end = min(start + 1 << 21, table.count)
            while end < table.count, table[end - 1] != 0x0A { end += 1 }
            pieces.append(start..<end)
            start = end
        }
        return pieces
    }
}

/// The sums of the rows of one piece of a table.
struct RollUpPiece: Sendable {
    struct Defect: Sendable {
        /// From 0, within the piece.
        var line: Int
        var message: Phrase
    }

    private let rollUp: RollUp
    private let header: RollUpHeader
    private(set) var names: [String] = []
    /// By indicator, then by territory of all levels.
    private(set) var sums: [RollUp.Sums] = []
    private(set) var defects: [Defect] = []
    private(set) var lineCount = 0
    private var places: [String: Int] = [:]
    /// The names packed, by place; 0 for those that are too long.
    private var keys: [UInt64] = []
    /// The place of the last indicator seen: the next row has the same, or the one after it, as a rule.
    private var last = 0

    init(rollUp: RollUp, header: RollUpHeader) { (self.rollUp, self.header) = (rollUp, header) }

    mutating func read(_ bytes: UnsafeRawBufferPointer) {
        var start = 0
        withUnsafeTemporaryAllocation(of: Range<Int>.self, capacity: header.columnCount) { fields in
            while start < bytes.count {
                var count = 0
                var fieldStart = start
                var index = start
                while true {
                    let byte = index < bytes.count ? bytes[index] : 0x0A
                    if byte == header.separator || byte == 0x0A {
                        if count < header.columnCount {
                            fields.initializeElement(at: count, to: fieldStart..<index)
                        }
                        count += 1
                        fieldStart = index + 1
                        if byte == 0x0A { break }
                    }
                    index += 1
                }
                take(bytes, fields, count, isBlank: index == start)
                lineCount += 1
                start = index + 1
            }
        }
    }

    private mutating func take(
        _ bytes: UnsafeRawBufferPointer, _ fields: UnsafeMutableBufferPointer<Range<Int>>, _ count: Int, isBlank: Bool
    ) {
        guard !isBlank else { return }
        guard count == header.columnCount else {
            return defects.append(
                Defect(line: lineCount, message: .fieldCount(found: count, expected: header.columnCount)))
        }
        let text = Self.trimmed(fields[header.value], bytes)
        let place = indicator(bytes[Self.trimmed(fields[header.indicator], bytes)])
        guard !text.isEmpty else { return }
        let code = Self.trimmed(fields[header.commune], bytes)
        guard let commune = rollUp.communes.place(of: CodeTable.key(bytes[code])) else {
            let found = String(decoding: bytes[code], as: UTF8.self)
            return defects.append(Defect(line: lineCount, message: .unknownCommune(found)))
        }
        guard let value = DecimalNumber.value(text, of: bytes, mark: header.separator == 0x2C ? 0x2E : 0x2C),
            value.isFinite
        else {
            let found = String(decoding: bytes[text], as: UTF8.self)
            return defects.append(Defect(line: lineCount, message: .notAValue(found)))
        }
        let population = rollUp.populations[commune]
        let inhabitants = Double(max(population, 0))
        let added = RollUp.Sums(sum: value, weighted: value * inhabitants, population: inhabitants, counted: 1)
        let first = place * rollUp.width
        for place in rollUp.homes[commune * rollUp.levels.count..<(commune + 1) * rollUp.levels.count]
        where place >= 0 {
            sums[first + Int(place)] += added
        }
    }

    /// A field without the quotes, the spaces and the carriage return around it.
    @inline(__always)
    private static func trimmed(_ range: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while end > start, bytes[end - 1] <= 0x22, bytes[end - 1] != 0x21 { end -= 1 }
        while start < end, bytes[start] <= 0x22, bytes[start] != 0x21 { start += 1 }
        return start..<end
    }

    private mutating func indicator(_ name: Slice<UnsafeRawBufferPointer>) -> Int {
        let key = CodeTable.key(name)
        guard key != 0 else { return indicator(named: String(decoding: name, as: UTF8.self), key: 0) }
        if last < keys.count, keys[last] == key { return last }
        let next = last + 1 < keys.count ? last + 1 : 0
        if next < keys.count, keys[next] == key {
            last = next
            return next
        }
        last = indicator(named: String(decoding: name, as: UTF8.self), key: key)
        return last
    }

    private mutating func indicator(named name: String, key: UInt64) -> Int {
        if let place = places[name] { return place }
        keys.append(key)
        return newIndicator(name)
    }

    private mutating func newIndicator(_ name: String) -> Int {
        places[name] = names.count
        names.append(name)
        sums.append(contentsOf: repeatElement(RollUp.Sums(), count: rollUp.width))
        return names.count - 1
    }
}

extension Phrase {
    fileprivate static func unknownCommune(_ code: String) -> Phrase {
        Phrase(
            fr: "«\u{202F}\(code)\u{202F}» n’est le code d’aucune commune de cette base",
            en: "“\(code)” is the code of no commune of this database")
    }

    fileprivate static func notAValue(_ text: String) -> Phrase {
        Phrase(
            fr: "«\u{202F}\(text)\u{202F}» n’est pas un nombre\u{202F}; une valeur absente est une case vide",
            en: "“\(text)” is not a number; a missing value is an empty cell")
    }
}
