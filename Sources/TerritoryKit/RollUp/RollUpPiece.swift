internal import TerritoryFormats

/// The sums of the rows of one piece of a table.
struct RollUpPiece {
    struct Defect: Sendable {
        /// From 0, within the piece.
        var line: Int
        var message: LocalizedText
    }

    private let rollUp: RollUp
    private let columns: RollUpColumns
    private(set) var sums: RollUpSums
    /// The indicators in the order in which the piece names them.
    private(set) var order: [Int] = []
    private(set) var defects: [Defect] = []
    private(set) var lineCount = 0
    private var isNamed: [Bool] = []
    private var lookup: IndicatorLookup
    /// The indicator of the row before.
    private var last = 0
    private var fields: [Range<Int>]

    init(rollUp: RollUp, columns: RollUpColumns, names: IndicatorNames) {
        (self.rollUp, self.columns) = (rollUp, columns)
        sums = RollUpSums(territoryCount: rollUp.width, communeCount: rollUp.populations.count)
        lookup = IndicatorLookup(names: names)
        fields = Array(repeating: 0..<0, count: columns.count)
    }

    /// Reads a piece, and forgets the one before.
    ///
    /// - Parameters:
    ///   - bytes: Whole rows.
    ///   - earlier: What came before in the table: its values must not come again.
    mutating func read(_ bytes: UnsafeRawBufferPointer, after earlier: RollUpSums? = nil) {
        sums.removeAll()
        if let earlier { sums.addValues(of: earlier) }
        (order, defects, lineCount, isNamed) = ([], [], 0, [])
        var start = 0
        while start < bytes.count {
            start = takePlainRows(bytes, from: start)
            if start < bytes.count { start = takeRow(bytes, from: start) }
        }
    }

    // MARK: Rows as nearly all are

    /// Takes rows without quotes nor blanks, of a known commune and of the indicator that is due.
    ///
    /// - Returns: Where the first other row starts, of which nothing is taken.
    private mutating func takePlainRows(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard sums.stride > 0 else { return start }
        let (rollUp, words, stride) = (rollUp, sums.stride / 64, sums.stride)
        let scanner = PlainRowScanner(columns)
        var (cellArray, valueArray) = ([RollUpSums.Cell](), [UInt64]())
        swap(&cellArray, &sums.cells)
        swap(&valueArray, &sums.values)
        defer {
            swap(&cellArray, &sums.cells)
            swap(&valueArray, &sums.values)
        }
        var cells = cellArray.mutableSpan
        var values = valueArray.mutableSpan
        var (start, code, commune, population) = (start, UInt64(0), 0, 0.0)
        var home = SIMD4<Int32>(repeating: -1)
        while start < bytes.count {
            guard let row = scanner.row(at: start, in: bytes), let place = placeDue(row.name, in: bytes) else { break }
            if !row.value.isEmpty {
                let codeKey = CodeTable.key(bytes, row.code)
                // 0 is no code, and that of the commune before the first row.
                if codeKey != code || code == 0 {
                    guard let found = rollUp.communes.place(of: codeKey) else { break }
                    (code, commune, home, population) = (codeKey, found, rollUp.homes[found], rollUp.populations[found])
                    sums.touch(found, home)
                }
                let (word, bit) = (commune * words + place / 64, UInt64(1) << UInt64(place % 64))
                guard values[word] & bit == 0,
                    let value = DecimalNumber.value(row.value, of: bytes, mark: columns.decimalMark), value.isFinite
                else { break }
                values[word] |= bit
                let added = RollUpSums.Cell(value, value * population, population, 1)
                for level in 0..<RollUp.mostLevels where home[level] >= 0 {
                    cells[Int(home[level]) * stride + place] += added
                }
            }
            (last, start, lineCount) = (place, row.next, lineCount + 1)
        }
        return start
    }

    /// The number of the indicator that came after the last one before, if it has this name.
    @inline(__always)
    private func placeDue(_ name: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Int? {
        let key = NameKey.key(bytes, name)
        guard key != 0, last < lookup.successors.count else { return nil }
        let place = lookup.successors[last]
        guard lookup.keys[place] == key, place < isNamed.count, isNamed[place] else { return nil }
        return isName(of: place, bytes, name) ? place : nil
    }

    /// Whether a name is that of an indicator that has its key: short names need no second look.
    @inline(__always)
    private func isName(of place: Int, _ bytes: UnsafeRawBufferPointer, _ name: Range<Int>) -> Bool {
        name.count <= NameKey.shortest || lookup.texts[lookup.ranges[place]].elementsEqual(bytes[name])
    }

    // MARK: Any row

    /// Takes a row as the CSV rules read it, or tells what is wrong with it.
    ///
    /// - Returns: Where the next row starts.
    private mutating func takeRow(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard let row = columns.scanner.row(at: start, in: bytes, isFinal: true) else {
            preconditionFailure("A row ends where the chunk does.")
        }
        if let message = defect(of: row, bytes, from: start) {
            defects.append(Defect(line: lineCount, message: message))
        }
        lineCount += bytes[start..<row.next].count { $0 == 0x0A }
        return row.next
    }

    /// - Returns: What is wrong with the row; `nil` if its value is taken, missing, or the row is blank.
    private mutating func defect(
        of row: CSVScanner.Row, _ bytes: UnsafeRawBufferPointer, from start: Int
    ) -> LocalizedText? {
        if let defect = row.defect { return defect == .unclosedQuote ? .unterminatedQuote : .longRow }
        guard row.end > start else { return nil }
        let count = columns.scanner.split(start..<row.end, of: bytes, into: &fields)
        guard count == columns.count else { return .fieldCount(found: count, expected: columns.count) }
        let name = CSVScanner.content(of: fields[columns.indicator], in: bytes)
        let text = CSVScanner.content(of: fields[columns.value], in: bytes)
        let code = CSVScanner.content(of: fields[columns.commune], in: bytes)
        // Too many names are told once, for the whole table.
        guard let place = indicator(name[...]) else { return nil }
        guard !text.isEmpty else { return nil }
        guard !code.isEmpty else { return .missingCode }
        guard let commune = code.withUnsafeBytes({ rollUp.communes.place(of: $0) }) else {
            return .unknownCommune(String(decoding: code, as: UTF8.self))
        }
        let value = text.withUnsafeBytes { DecimalNumber.value(0..<$0.count, of: $0, mark: columns.decimalMark) }
        guard let value, value.isFinite else { return .notAValue(String(decoding: text, as: UTF8.self)) }
        guard add(value, of: commune, to: place) else {
            return .secondValue(
                commune: String(decoding: code, as: UTF8.self), indicator: String(decoding: name, as: UTF8.self))
        }
        return nil
    }

    /// - Returns: Whether the commune had no value of the indicator yet.
    private mutating func add(_ value: Double, of commune: Int, to place: Int) -> Bool {
        let (word, bit) = (commune * (sums.stride / 64) + place / 64, UInt64(1) << UInt64(place % 64))
        guard sums.values[word] & bit == 0 else { return false }
        sums.values[word] |= bit
        let population = rollUp.populations[commune]
        let home = rollUp.homes[commune]
        sums.touch(commune, home)
        for level in 0..<RollUp.mostLevels where home[level] >= 0 {
            sums.cells[Int(home[level]) * sums.stride + place] +=
                RollUpSums.Cell(value, value * population, population, 1)
        }
        return true
    }

    private mutating func indicator(_ name: ArraySlice<UInt8>) -> Int? {
        guard let place = lookup.place(of: name, after: last) else { return nil }
        last = place
        sums.reserve(last + 1)
        while isNamed.count <= last { isNamed.append(false) }
        if !isNamed[last] {
            isNamed[last] = true
            order.append(last)
        }
        return last
    }
}

extension LocalizedText {
    fileprivate static let missingCode = LocalizedText(
        fr: "le code de la commune manque\u{202F}; un code Insee est attendu, tel que 48095",
        en: "the code of the commune is missing; an INSEE code is expected, such as 48095")

    fileprivate static func unknownCommune(_ code: String) -> LocalizedText {
        LocalizedText(
            fr: "«\u{202F}\(code)\u{202F}» n’est le code d’aucune commune de cette base",
            en: "“\(code)” is the code of no commune of this database")
    }

    fileprivate static func notAValue(_ text: String) -> LocalizedText {
        LocalizedText(
            fr: "«\u{202F}\(text)\u{202F}» n’est pas un nombre\u{202F}; une valeur absente est une case vide",
            en: "“\(text)” is not a number; a missing value is an empty cell")
    }

    fileprivate static func secondValue(commune: String, indicator: String) -> LocalizedText {
        LocalizedText(
            fr:
                "seconde valeur de «\u{202F}\(indicator)\u{202F}» pour la commune \(commune)\u{202F}: une seule est attendue",
            en: "second value of “\(indicator)” for the commune \(commune): one is expected")
    }

    fileprivate static let longRow = LocalizedText(
        fr: "cette ligne dépasse un mégaoctet", en: "this row is longer than a megabyte")
}
