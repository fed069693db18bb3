internal import TerritoryFormats

/// The sums of the rows of one piece of a table.
struct RollUpPiece {
    struct Defect: Sendable {
        /// From 0, within the piece.
        var line: Int
        var message: LocalizedText
    }

    private let columns: RollUpColumns
    private(set) var sums: RollUpSums
    /// The names of the indicators that this thread has met.
    private(set) var names = ByteTable()
    /// The indicators in the order in which the piece names them.
    private(set) var order: [Int] = []
    private(set) var defects: [Defect] = []
    private var isNamed: [Bool] = []

    init(_ rollUp: RollUp, _ columns: RollUpColumns) {
        self.columns = columns
        sums = RollUpSums(territoryCount: rollUp.width, communeCount: rollUp.populations.count)
    }

    /// Whether there are more indicators than the limit.
    var isFull: Bool { names.count > RollUpTotal.indicatorLimit }

    /// Reads a piece, and forgets the one before.
    ///
    /// - Parameters:
    ///   - bytes: Whole rows.
    ///   - rollUp: What the rows are added up to. It is given to each row, not kept: threads that share it would wait
    ///     for each other to count its holders.
    ///   - earlier: Tells whether a commune has given a value of an indicator before this piece: a second one is a
    ///     defect.
    mutating func read(
        _ bytes: UnsafeRawBufferPointer, for rollUp: RollUp, after earlier: ((Int, Int) -> Bool)? = nil
    ) {
        for indicator in order {
            sums.remove(indicator)
            isNamed[indicator] = false
        }
        (order, defects) = ([], [])
        let columns = columns
        var (start, line) = (0, 0)
        while start < bytes.count {
            guard let row = columns.scanner.row(at: start, in: bytes, isFinal: true) else {
                preconditionFailure("A row ends where the chunk does.")
            }
            if row.end > start, let message = defect(of: row, in: bytes, columns, rollUp, earlier) {
                defects.append(Defect(line: line, message: message))
            }
            line += row.lineCount
            start = row.next
        }
    }

    /// - Returns: What is wrong with the row; `nil` if its value is taken or missing.
    @inline(__always)
    private mutating func defect(
        of row: CSVScanner.Row, in bytes: UnsafeRawBufferPointer, _ columns: RollUpColumns,
        _ rollUp: RollUp, _ earlier: ((Int, Int) -> Bool)?
    ) -> LocalizedText? {
        if let defect = row.defect { return defect == .unclosedQuote ? .unterminatedQuote : .longRow }
        guard row.fieldCount == columns.count else {
            let expected = columns.count
            return .fieldCount(found: row.fieldCount, expected: expected)
        }
        guard row.hasQuotes else {
            return take(
                CSVScanner.trimmed(row.fields[0], in: bytes), CSVScanner.trimmed(row.fields[1], in: bytes),
                CSVScanner.trimmed(row.fields[2], in: bytes), of: bytes, columns, rollUp, earlier)
        }
        // What quoted fields say is put end to end, and read like a row without quotes.
        var text: [UInt8] = []
        let ranges = [0, 1, 2].map { field in
            let start = text.count
            text += CSVScanner.content(of: row.fields[field], in: bytes).trimmingSpaces.utf8
            return start..<text.count
        }
        return text.withUnsafeBytes { text in
            take(ranges[0], ranges[1], ranges[2], of: text, columns, rollUp, earlier)
        }
    }

    private mutating func take(
        _ code: Range<Int>, _ name: Range<Int>, _ value: Range<Int>, of bytes: UnsafeRawBufferPointer,
        _ columns: RollUpColumns, _ rollUp: RollUp, _ earlier: ((Int, Int) -> Bool)?
    ) -> LocalizedText? {
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        // Too many names are told once, for the whole table.
        guard !isFull else { return nil }
        let indicator = indicator(UnsafeRawBufferPointer(rebasing: bytes[name]))
        guard !value.isEmpty else { return nil }
        guard !code.isEmpty else { return .missingCode }
        guard let commune = rollUp.communes.index(of: UnsafeRawBufferPointer(rebasing: bytes[code])) else {
            return rollUp.former.message(of: text(code)) ?? .unknownCommune(text(code))
        }
        guard let number = DecimalNumber.value(value, of: bytes, mark: columns.decimalMark) else {
            return .notAValue(text(value))
        }
        guard Bounds.number.contains(number) else { return .outOfBounds(text(value)) }
        guard !sums.hasValue(of: commune, for: indicator), earlier?(commune, indicator) != true else {
            return .secondValue(commune: text(code), indicator: text(name))
        }
        sums.setValue(of: commune, for: indicator)
        let levelCount = rollUp.levels.count
        sums.add(
            number, ofPopulation: rollUp.populations[commune], for: indicator,
            in: commune * levelCount..<(commune + 1) * levelCount, of: rollUp.homes)
        return nil
    }

    private mutating func indicator(_ name: UnsafeRawBufferPointer) -> Int {
        let index = names.insert(name)
        if index == isNamed.count {
            isNamed.append(false)
            sums.reserve(index + 1)
        }
        if !isNamed[index] {
            isNamed[index] = true
            order.append(index)
        }
        return index
    }
}

extension LocalizedText {
    fileprivate static let missingCode = LocalizedText(
        fr: "le code de la commune manque\u{202F}; un code Insee est attendu, tel que 48095",
        en: "the code of the commune is missing; an INSEE code is expected, such as 48095")

    fileprivate static func unknownCommune(_ code: String) -> LocalizedText {
        LocalizedText(
            fr: "\(code.inFrenchQuotes) n’est le code d’aucune commune de cette base",
            en: "\(code.inEnglishQuotes) is the code of no commune of this database")
    }

    fileprivate static func notAValue(_ text: String) -> LocalizedText {
        LocalizedText(
            fr: "\(text.inFrenchQuotes) n’est pas un nombre\u{202F}; une valeur absente est une case vide",
            en: "\(text.inEnglishQuotes) is not a number; a missing value is an empty cell")
    }

    fileprivate static func outOfBounds(_ text: String) -> LocalizedText {
        LocalizedText(
            fr: "\(text.inFrenchQuotes) n’est pas entre -10¹⁵ et 10¹⁵",
            en: "\(text.inEnglishQuotes) is not between -10¹⁵ and 10¹⁵")
    }

    fileprivate static func secondValue(commune: String, indicator: String) -> LocalizedText {
        LocalizedText(
            fr:
                "seconde valeur de \(indicator.inFrenchQuotes) pour la commune \(commune)\u{202F}: une seule est attendue",
            en: "second value of \(indicator.inEnglishQuotes) for the commune \(commune): one is expected")
    }

    fileprivate static let longRow = LocalizedText(
        fr: "cette ligne dépasse un mégaoctet", en: "this row is longer than a megabyte")
}
