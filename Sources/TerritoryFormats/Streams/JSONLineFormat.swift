internal import TerritoryGeometry

/// Lines that are JSON objects, completed before their closing braces.
struct JSONLineFormat: RowFormat {
    let scanner: JSONLineScanner
    let rowLimit: Int

    var lineEnd: [UInt8] { [0x0A] }

    func entry(at start: Int, in chunk: UnsafeRawBufferPointer) -> RowEntry {
        let lineEnd = chunk.firstIndex(of: 0x0A, from: start, to: chunk.count) ?? chunk.count
        let end = lineEnd > start && chunk[lineEnd - 1] == 0x0D ? lineEnd - 1 : lineEnd
        var entry = RowEntry(content: start..<end, next: min(lineEnd + 1, chunk.count), completion: start)
        guard end > start else { return entry }
        guard lineEnd - start <= rowLimit else {
            entry.place = .failure(.rowTooLong)
            return entry
        }
        guard let line = scanner.line(entry.content, of: chunk) else {
            entry.place = .failure(.notAnObject)
            return entry
        }
        entry.takenName = line.taken
        entry.completion = line.brace
        entry.fieldCount = line.hasMembers ? 1 : 0
        entry.place = place(of: line, in: chunk)
        return entry
    }

    /// A line that is no object becomes one with its text; one too long leaves it.
    func refuse(
        _ entry: RowEntry, _ defect: RowDefect, in chunk: UnsafeRawBufferPointer, with reasons: ByteTexts,
        to output: inout ByteBuffer
    ) {
        let isObject = entry.completion > entry.content.lowerBound
        if isObject { output.append(chunk, entry.content.lowerBound..<entry.completion) } else { output.append(0x7B) }
        let keepsText = defect == .notAnObject
        if keepsText {
            output.append(text: #""text":"#)
            output.append(jsonUTF8: UnsafeRawBufferPointer(rebasing: chunk[entry.content]))
        }
        append(reasons, at: defect.place, isFirst: entry.fieldCount == 0 && !keepsText, to: &output)
        if isObject { output.append(chunk, entry.completion..<entry.content.upperBound) } else { output.append(0x7D) }
    }

    /// The first member of an object has no comma before it.
    private func append(_ reasons: ByteTexts, at index: Int, isFirst: Bool, to output: inout ByteBuffer) {
        let range = reasons.starts[index]..<reasons.starts[index + 1]
        let hasComma = !range.isEmpty && reasons.bytes[range.lowerBound] == 0x2C
        reasons.bytes.withUnsafeBytes {
            output.append($0, isFirst && hasComma ? range.lowerBound + 1..<range.upperBound : range)
        }
    }

    private func place(
        of line: JSONLineScanner.Line, in chunk: UnsafeRawBufferPointer
    ) -> Result<Position, RowDefect> {
        guard !line.hasTwice else { return .failure(.coordinateTwice) }
        guard isPresent(line.longitude, in: chunk), isPresent(line.latitude, in: chunk) else {
            return .failure(.missingCoordinate)
        }
        guard JSONLineScanner.isNumber(line.longitude, in: chunk), JSONLineScanner.isNumber(line.latitude, in: chunk),
            let longitude = DecimalNumber.value(line.longitude, of: chunk),
            let latitude = DecimalNumber.value(line.latitude, of: chunk)
        else { return .failure(.notANumber) }
        return BulkLocate.place(longitude: longitude, latitude: latitude)
    }

    private func isPresent(_ value: Range<Int>, in chunk: UnsafeRawBufferPointer) -> Bool {
        !value.isEmpty && !chunk[value].elementsEqual("null".utf8)
    }
}
