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
    /// The names of the indicators that this thread has met.
    private(set) var names = ByteTable()
    /// The indicators in the order in which the piece names them.
    private(set) var order: [Int] = []
    private(set) var defects: [Defect] = []
    private(set) var lineCount = 0
    private var isNamed: [Bool] = []

    init(rollUp: RollUp, columns: RollUpColumns) {
        (self.rollUp, self.columns) = (rollUp, columns)
        sums = RollUpSums(territoryCount: rollUp.width, communeCount: rollUp.populations.count)
    }

    /// Whether there are more indicators than the limit.
    var isFull: Bool { names.count > RollUpTotal.indicatorLimit }

    /// Reads a piece, and forgets the one before.
    ///
    /// - Parameters:
    ///   - bytes: Whole rows.
    ///   - earlier: The communes that have given a value of an indicator before this piece: a second one is a defect.
    mutating func read(_ bytes: UnsafeRawBufferPointer, after earlier: (Int) -> CommuneSet? = { _ in nil }) {
        sums.removeAll()
        (order, defects, lineCount) = ([], [], 0)
        for index in isNamed.indices { isNamed[index] = false }
        var start = 0
        while start < bytes.count {
            guard let row = columns.scanner.row(at: start, in: bytes, isFinal: true) else {
                preconditionFailure("A row ends where the chunk does.")
            }
            if let message = defect(of: row, bytes, from: start, after: earlier) {
                defects.append(Defect(line: lineCount, message: message))
            }
            lineCount += row.lineCount
            start = row.next
        }
    }

    /// - Returns: What is wrong with the row; `nil` if its value is taken, missing, or the row is blank.
    private mutating func defect(
        of row: CSVScanner.Row, _ bytes: UnsafeRawBufferPointer, from start: Int, after earlier: (Int) -> CommuneSet?
    ) -> LocalizedText? {
        if let defect = row.defect { return defect == .unclosedQuote ? .unterminatedQuote : .longRow }
        guard row.end > start else { return nil }
        guard row.fieldCount == columns.count else {
            return .fieldCount(found: row.fieldCount, expected: columns.count)
        }
        return CSVScanner.withContent(of: row.fields[1], in: bytes) { name in
            guard !isFull else { return nil }
            let indicator = self.indicator(name)
            return CSVScanner.withContent(of: row.fields[2], in: bytes) { text in
                text.isEmpty
                    ? nil
                    : CSVScanner.withContent(of: row.fields[0], in: bytes) { code in
                        add(text, of: code, to: indicator, after: earlier)
                    }
            }
        }
    }

    private mutating func add(
        _ text: UnsafeRawBufferPointer, of code: UnsafeRawBufferPointer, to indicator: Int,
        after earlier: (Int) -> CommuneSet?
    ) -> LocalizedText? {
        guard !code.isEmpty else { return .missingCode }
        guard let commune = rollUp.communes.index(of: code) else {
            return .unknownCommune(String(decoding: code, as: UTF8.self))
        }
        guard let value = DecimalNumber.value(0..<text.count, of: text, mark: columns.decimalMark), value.isFinite else {
            return .notAValue(String(decoding: text, as: UTF8.self))
        }
        if earlier(indicator)?.contains(commune) != true,
            sums.add(
                value, of: commune, population: rollUp.populations[commune], to: indicator,
                in: rollUp.territories[commune])
        {
            return nil
        }
        return .secondValue(commune: String(decoding: code, as: UTF8.self), indicator: names.text(at: indicator))
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

    fileprivate static func secondValue(commune: String, indicator: String) -> LocalizedText {
        LocalizedText(
            fr: "seconde valeur de \(indicator.inFrenchQuotes) pour la commune \(commune)\u{202F}: une seule est attendue",
            en: "second value of \(indicator.inEnglishQuotes) for the commune \(commune): one is expected")
    }

    fileprivate static let longRow = LocalizedText(
        fr: "cette ligne dépasse un mégaoctet", en: "this row is longer than a megabyte")
}
