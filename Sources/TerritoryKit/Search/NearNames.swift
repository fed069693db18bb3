internal import GRDB
internal import TerritoryFormats

/// The names that differ from a text by a letter or two.
///
/// Every word of the text must be near a word of the name: a word of four to six letters with one letter wrong at most,
/// a longer one with two, a shorter one or one with a digit with none. Words that are run together or apart are put
/// right likewise.
struct NearNames {
    private struct Word {
        var distance: EditDistance
        var tolerance: Int

        init(_ text: String) {
            distance = EditDistance(from: text)
            let letters = text.utf8.count
            let isExact = letters < 4 || text.utf8.contains { $0.isDigit }
            tolerance = isExact ? 0 : letters < 7 ? 1 : 2
        }

        mutating func distance(to words: [[UInt8]]) -> Int? {
            words.compactMap { distance.distance(to: $0, atMost: tolerance) }.min()
        }
    }

    private var words: [Word]
    private var joined: Word

    init(_ name: String) {
        let texts = name.split(separator: " ").map(String.init)
        words = texts.map(Word.init)
        joined = Word(texts.joined())
    }

    /// How far a folded name is: its letters that differ, twice, and one more where it has words that the text has not.
    ///
    /// - Returns: `nil` if it is not near.
    private mutating func distance(to name: [UInt8]) -> Int? {
        let others = name.split(separator: UInt8(ascii: " ")).map(Array.init)
        if let whole = joined.distance(to: [Array(others.joined())]) { return 2 * whole }
        var total = others.count > words.count ? 1 : 0
        for index in words.indices {
            guard let distance = words[index].distance(to: others) else { return nil }
            total += 2 * distance
        }
        return total
    }

    /// The territories near the name, the nearest first.
    mutating func territories(in departement: String?, _ db: Database, limit: Int) throws -> [FoundName] {
        guard joined.tolerance > 0 else { return [] }
        var distances: [String: Int] = [:]
        let statement = try db.makeStatement(
            sql: "SELECT folded FROM search_name WHERE ?1 IS NULL OR departement = ?1")
        try statement.setArguments([departement])
        try statement.forEachRow { row in
            if let distance = distance(to: Array(row.bytes(0))) { distances[row.text(0) ?? ""] = distance }
        }
        guard !distances.isEmpty else { return [] }
        let json = String(decoding: try TerritoryJSON.bytes(of: distances), as: UTF8.self)
        return try FoundName.fetchAll(
            db, where: "folded IN (SELECT key FROM json_each(?)) AND (? IS NULL OR departement = ?)",
            rank: "(SELECT value FROM json_each(?) WHERE key = folded)",
            arguments: [json, json, departement, departement], limit: limit)
    }
}
