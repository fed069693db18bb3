import TerritoryKit

/// A table of text whose columns line up.
struct TextTable {
    enum Alignment { case left, right }

    var columns: [(title: String, alignment: Alignment)]
    var rows: [[String]] = []

    /// Where the table is wider than `width`, its widest text is cut, with an ellipsis.
    func lines(width: Int = 80) -> [String] {
        let all = [columns.map(\.title)] + rows
        let widths = fitted(columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }, to: width)
        return all.map { row in
            var line = columns.indices.map { column in
                let cell =
                    row[column].count > widths[column] ? row[column].prefix(widths[column] - 1) + "…" : row[column]
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return columns[column].alignment == .left ? cell + space : space + cell
            }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

extension TextTable {
    private static let narrowestText = 12

    /// Takes from the widest text, the last one where several are, until the table fits or no text can be narrower.
    private func fitted(_ widths: [Int], to width: Int) -> [Int] {
        var fitted = widths
        let texts = widths.indices.reversed().filter {
            columns[$0].alignment == .left && widths[$0] > Self.narrowestText
        }
        while fitted.reduce(0, +) + 2 * (fitted.count - 1) > width,
            let widest = texts.max(by: { fitted[$0] < fitted[$1] }), fitted[widest] > Self.narrowestText
        {
            fitted[widest] -= 1
        }
        return fitted
    }
}

extension String {
    /// Breaks a text at spaces so that no line is longer than `width`; lines after the first are indented.
    func wrapped(to width: Int = 80, indent: Int = 0) -> String {
        guard !contains("\n") else {
            return split(separator: "\n", omittingEmptySubsequences: false)
                .map { String($0).wrapped(to: width, indent: indent) }.joined(separator: "\n")
        }
        var lines: [String] = []
        var line = String(prefix { $0 == " " })
        var isStart = true
        for word in drop(while: { $0 == " " }).split(separator: " ", omittingEmptySubsequences: false) {
            if !isStart, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent) + word
            } else {
                line += isStart ? String(word) : " " + word
            }
            isStart = false
        }
        lines.append(line)
        return lines.joined(separator: "\n")
    }
}
