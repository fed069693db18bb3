internal import TerritoryGeometry

/// Rows of separated values, completed at their ends.
struct CSVFormat: RowFormat {
    let scanner: CSVScanner
    let header: CSVHeader

    var lineEnd: [UInt8] { header.lineEnd }

    @inline(__always)
    func entry(at start: Int, in chunk: UnsafeRawBufferPointer) -> RowEntry {
        guard let row = scanner.row(at: start, in: chunk, isFinal: true) else {
            preconditionFailure("A row ends where the chunk does.")
        }
        var entry = RowEntry(
            content: start..<row.end, next: row.next, completion: row.end, fieldCount: row.fieldCount)
        if let defect = row.defect {
            entry.place = .failure(defect)
        } else if row.end > start {
            entry.place = row.fieldCount == header.names.count ? place(of: row, in: chunk) : .failure(.wrongFieldCount)
        }
        return entry
    }

    /// As many fields as the header has, where there are fewer, and the reason.
    func refuse(
        _ entry: RowEntry, _ defect: RowDefect, in chunk: UnsafeRawBufferPointer, with reasons: ByteTexts,
        to output: inout ByteBuffer
    ) {
        var known = max(entry.fieldCount, 1)
        if defect != .rowTooLong { output.append(chunk, entry.content) }
        if defect == .unclosedQuote { output.append(0x22) }
        while known < header.names.count {
            output.append(scanner.separator)
            known += 1
        }
        output.append(reasons, at: defect.place)
    }

    @inline(__always)
    private func place(
        of row: CSVScanner.Row, in chunk: UnsafeRawBufferPointer
    ) -> Result<Position, RowDefect> {
        let (longitude, latitude) = (trimmed(row.fields[0], in: chunk), trimmed(row.fields[1], in: chunk))
        guard !longitude.isEmpty, !latitude.isEmpty else { return .failure(.missingCoordinate) }
        let mark = header.decimalMark
        guard let x = DecimalNumber.value(longitude, of: chunk, mark: mark),
            let y = DecimalNumber.value(latitude, of: chunk, mark: mark)
        else { return .failure(.notANumber) }
        return BulkLocate.place(longitude: x, latitude: y)
    }

    /// A field without its quotes and the blanks around it.
    @inline(__always)
    private func trimmed(_ field: Range<Int>, in chunk: UnsafeRawBufferPointer) -> Range<Int> {
        let isQuoted = field.count >= 2 && CSVScanner.isQuoted(field, in: chunk) && chunk[field.upperBound - 1] == 0x22
        return CSVScanner.trimmed(isQuoted ? field.lowerBound + 1..<field.upperBound - 1 : field, in: chunk)
    }
}
