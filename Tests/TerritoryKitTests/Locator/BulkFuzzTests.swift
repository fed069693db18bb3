import TerritoryTestSupport
import Testing
internal import TerritoryFormats
import TerritoryGeometry

@Suite("Rows of any bytes, in chunks of any size")
struct BulkFuzzTests {
    @Test("random CSV comes out as a plain reading of it says", arguments: 0..<60)
    func csv(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<20 {
            let text = Array("id,lon,lat\n".utf8) + randomText(using: &random)
            let limit = Int.random(in: 12...60, using: &random)
            let run = BulkRun(
                threadCount: Int.random(in: 1...3, using: &random),
                chunkSize: [1, 2, 3, 5, 8, 13, 21, 40, 77, 200, 5_000].randomElement(using: &random) ?? 1,
                rowLimit: limit)
            let result = try run(text)
            var expected = PlainReading(limit: limit)
            expected.answer(text)
            #expect(result.bytes == expected.output, "\(String(decoding: text, as: UTF8.self).debugDescription)")
            #expect(result.report.rows == expected.rows)
            #expect(result.report.rows == result.report.located + result.report.outside + result.report.bad)
        }
    }

    @Test("the size of chunks and the number of threads change nothing", arguments: 1..<40)
    func chunks(size: Int) throws {
        var random = SplitMix64(seed: 1)
        var text = "name,lon,lat\r\n"
        for row in 0..<60 {
            let name = row % 3 == 0 ? "\"a \"\"b\"\",\r\nc\"" : "n\(row)"
            text +=
                "\(name),\(Double.random(in: -1...9, using: &random)),\(Double.random(in: 39...45, using: &random))\r\n"
        }
        let whole = try BulkRun(threadCount: 1)(text)
        for threadCount in 1...3 {
            let cut = try BulkRun(threadCount: threadCount, chunkSize: size)(text)
            #expect(cut.text == whole.text && cut.report == whole.report)
        }
        #expect(whole.report.rows == 60 && whole.report.bad == 0)
    }

    private func randomText(using random: inout SplitMix64) -> [UInt8] {
        let pieces = [
            "\"", "\"\"", ",", ",", "\n", "\n", "\r\n", "\r", "1.5", "41", "5", "-200", "a", " ", "\n1,1.5,41\n",
            "\n2,5,41",
        ]
        return (0..<Int.random(in: 0...60, using: &random)).flatMap { _ in
            Array((pieces.randomElement(using: &random) ?? "").utf8)
        }
    }
}

/// The same answers by the shortest way: the whole text at once, a row after the other, fields as texts.
private struct PlainReading {
    let limit: Int
    var output: [UInt8] = []
    var rows = 0
    private let quote = UInt8(ascii: "\"")

    init(limit: Int) { self.limit = limit }

    mutating func answer(_ text: [UInt8]) {
        var rest = text[...]
        var isHeader = true
        while !rest.isEmpty {
            let line = rest.prefix { $0 != 0x0A }
            if let row = row(of: rest) {
                write(row.content, row.fields, isHeader: isHeader)
                rest = rest.dropFirst(row.content.count)
            } else if line.count <= limit, rest.prefix(limit + 1).contains(0x0A) || line.count == rest.count,
                isOpen(rest)
            {
                rows += 1
                var content = line
                if content.last == 0x0D { content.removeLast() }
                output += content + [quote] + filling(fields(of: content).count) + "unclosedQuote".utf8
                rest = rest.dropFirst(content.count)
            } else {
                rows += 1
                output += filling(1) + "rowTooLong".utf8
                rest = rest.dropFirst(limit + 1).drop { $0 != 0x0A }
            }
            isHeader = false
            let end = rest.prefix(rest.starts(with: [0x0D, 0x0A]) ? 2 : 1)
            output += end.isEmpty ? [0x0A] : Array(end)
            rest = rest.dropFirst(end.count)
        }
    }

    /// Whether a quote is open at the limit, or at the end.
    private func isOpen(_ rest: ArraySlice<UInt8>) -> Bool {
        var state = FieldState()
        for byte in rest.prefix(limit + 1) { state.step(byte) }
        return state.isQuoted
    }

    private func filling(_ count: Int) -> [UInt8] { Array(String(repeating: ",", count: max(3 - count, 0) + 2).utf8) }

    private mutating func write(_ content: ArraySlice<UInt8>, _ fields: [[UInt8]], isHeader: Bool) {
        output += content
        if isHeader { return output += ",in,error".utf8 }
        if content.isEmpty { return }
        rows += 1
        output +=
            fields.count == 3
            ? Array(answer(fields[1], fields[2]).utf8) : filling(fields.count) + "wrongFieldCount".utf8
    }

    private func answer(_ longitude: [UInt8], _ latitude: [UInt8]) -> String {
        let texts = [longitude, latitude].map { field in
            var field = field
            if field.count > 1, field.first == quote, field.last == quote {
                field = Array(field.dropFirst().dropLast())
            }
            return String(decoding: field, as: UTF8.self).trimming { $0 == " " }
        }
        if texts.contains("") { return ",,missingCoordinate" }
        guard let x = Double(texts[0]), let y = Double(texts[1]) else { return ",,notANumber" }
        if abs(y) > 90 { return ",,latitudeOutOfRange" }
        if abs(x) > 180 { return ",,longitudeOutOfRange" }
        let owner = BulkRun.shapes.firstIndex { $0.contains(Position(longitude: x, latitude: y)) }
        return owner.map { [",A,", ",B,"][$0] } ?? ",,"
    }

    private func row(of rest: ArraySlice<UInt8>) -> (content: ArraySlice<UInt8>, fields: [[UInt8]])? {
        var state = FieldState()
        var end = rest.startIndex
        while end < rest.endIndex {
            if rest[end] == 0x0A, !state.isQuoted { break }
            state.step(rest[end])
            end += 1
        }
        guard end - rest.startIndex <= limit, end < rest.endIndex || !state.isQuoted else { return nil }
        var content = rest[..<end]
        if content.last == 0x0D { content.removeLast() }
        return (content, fields(of: content))
    }

    private func fields(of content: ArraySlice<UInt8>) -> [[UInt8]] {
        var state = FieldState()
        var fields: [[UInt8]] = [[]]
        for byte in content {
            let wasQuoted = state.isQuoted
            state.step(byte)
            if byte == 0x2C, !wasQuoted { fields.append([]) } else { fields[fields.count - 1].append(byte) }
        }
        return fields
    }

    /// Whether the next byte stands between quotes.
    private struct FieldState {
        var isQuoted = false
        private var isStart = true
        private var mayReopen = false

        mutating func step(_ byte: UInt8) {
            if byte == UInt8(ascii: "\""), isStart || isQuoted || mayReopen {
                (isQuoted, mayReopen) = (!isQuoted, isQuoted)
                isStart = false
            } else {
                mayReopen = false
                isStart = !isQuoted && (byte == 0x2C || byte == 0x0A)
            }
        }
    }
}

extension String {
    fileprivate func trimming(_ isBlank: (Character) -> Bool) -> String {
        String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
