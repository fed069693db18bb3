import TerritoryKit

/// A table of text whose columns line up.
struct TextTable {
    enum Alignment { case left, right }

    var columns: [(title: String, alignment: Alignment)]
    var rows: [[String]] = []

    func lines() -> [String] {
        let all = [columns.map(\.title)] + rows
        let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            var line = columns.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return columns[column].alignment == .left ? row[column] + space : space + row[column]
            }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
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
