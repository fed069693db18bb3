internal import TerritoryFormats
public import TerritoryGeometry

extension Position {
    /// Reads a longitude, then a latitude, in degrees: the one form of a position in every question.
    ///
    /// A comma, a semicolon or white space stands between them, and a point or a comma before the decimals: `3.0785,44.0996`,
    /// `3.0785 44.0996` and `3,0785 44,0996` are the same position.
    ///
    /// - Returns: `nil` for another text, for a position that is not on the globe, and where commas leave it open which
    ///   is which.
    public init?(_ text: String) {
        guard let numbers = Self.numbers(in: text.trimmingSpaces) else { return nil }
        self.init(validatingLongitude: numbers.0, latitude: numbers.1)
    }

    private static func numbers(in text: String) -> (Double, Double)? {
        // No position is longer; a text from outside is bounded before it is cut up.
        guard text.utf8.count <= 100 else { return nil }
        let words = text.split { $0.isWhitespace || $0 == ";" }
        let commas = text.split(separator: ",", omittingEmptySubsequences: false)
        let parts: [Substring]
        switch (words.count, commas.count) {
        case (2, _): parts = [words[0].last == "," ? words[0].dropLast() : words[0], words[1]]
        case (1, 2): parts = commas
        case (1, 4): parts = [commas[0] + "," + commas[1], commas[2] + "," + commas[3]].map { Substring($0) }
        default: return nil
        }
        let numbers = parts.compactMap(number)
        return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }

    private static func number(_ text: Substring) -> Double? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { DecimalNumber.value(0..<bytes.count, of: $0, mark: UInt8(ascii: ",")) }
    }
}
