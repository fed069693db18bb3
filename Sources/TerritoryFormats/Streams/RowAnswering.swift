internal import TerritoryGeometry

/// A row as it stands in a chunk.
struct RowEntry {
    /// Its bytes, without its line end.
    var content: Range<Int>
    /// Where the next row begins.
    var next: Int
    /// Where it is completed.
    var completion: Int
    /// Its fields or members, as far as they were counted.
    var fieldCount = 0
    /// What it holds; nothing for a blank line.
    var place: Result<Position, RowDefect>?
    /// The name among those to be added that the row has already.
    var takenName: Int?
}

/// A way to write rows.
protocol RowFormat: Sendable {
    /// The line end of a last row that has none.
    var lineEnd: [UInt8] { get }

    /// The row that begins at `start`; the chunk ends where a row does.
    func entry(at start: Int, in chunk: UnsafeRawBufferPointer) -> RowEntry

    /// Writes a row that cannot be answered, without its line end.
    func refuse(
        _ entry: RowEntry, _ defect: RowDefect, in chunk: UnsafeRawBufferPointer, with reasons: ByteTexts,
        to output: inout ByteBuffer)
}

/// Answers the rows of a chunk, some hundreds at a time.
struct RowAnswering<Format: RowFormat>: Sendable {
    private let format: Format
    private let additions: BulkLocate.Additions
    /// Those of all layers in one: for each layer the text outside, then that of each owner.
    private let texts: ByteTexts
    /// By layer, the place of its owner 0 among the texts; the one before is that outside, as −1 is no owner.
    private let firstTexts: [Int]

    init(format: Format, additions: BulkLocate.Additions) {
        (self.format, self.additions) = (format, additions)
        var texts = ByteTexts()
        firstTexts = additions.layers.map { layer in
            texts.append(layer.outside)
            defer { texts.append(layer.inside) }
            return texts.count
        }
        self.texts = texts
    }

    private struct Batch {
        static var size: Int { 512 }

        var entries: [RowEntry] = []
        var positions: [Position] = []
        /// By layer, the owner of each position.
        var owners: [[Int32]]
        var taken: TakenName?
    }

    /// - Returns: What ends the answers before the end of the chunk.
    func answer(
        _ chunk: UnsafeRawBufferPointer, to output: inout ByteBuffer, _ report: inout BulkLocate.Report
    ) -> TakenName? {
        var batch = Batch(owners: additions.layers.map { _ in [] })
        var start = 0
        while start < chunk.count, batch.taken == nil {
            start = read(chunk, from: start, into: &batch)
            for (index, layer) in additions.layers.enumerated() {
                layer.locator.locate(batch.positions, into: &batch.owners[index])
            }
            write(batch, of: chunk, to: &output)
            count(batch, in: &report)
        }
        return batch.taken
    }

    /// - Returns: Where the rows after the batch begin.
    private func read(_ chunk: UnsafeRawBufferPointer, from start: Int, into batch: inout Batch) -> Int {
        batch.entries.removeAll(keepingCapacity: true)
        batch.positions.removeAll(keepingCapacity: true)
        var next = start
        while next < chunk.count, batch.entries.count < Batch.size {
            let entry = format.entry(at: next, in: chunk)
            if let name = entry.takenName {
                batch.taken = TakenName(name: name, row: next)
                return next
            }
            if case .success(let position) = entry.place { batch.positions.append(position) }
            batch.entries.append(entry)
            next = entry.next
        }
        return next
    }

    private func write(_ batch: borrowing Batch, of chunk: UnsafeRawBufferPointer, to output: inout ByteBuffer) {
        guard let first = batch.entries.first, let last = batch.entries.last else { return }
        output.reserve(last.next - first.content.lowerBound + batch.entries.count * additions.longest)
        var index = 0
        for entry in batch.entries {
            switch entry.place {
            case .success:
                output.append(chunk, entry.content.lowerBound..<entry.completion)
                for (layer, first) in firstTexts.enumerated() {
                    output.append(texts, at: first + Int(batch.owners[layer][index]))
                }
                output.append(additions.end)
                output.append(chunk, entry.completion..<entry.content.upperBound)
                index += 1
            case .failure(let defect):
                format.refuse(entry, defect, in: chunk, with: additions.defects, to: &output)
            case nil:
                output.append(chunk, entry.content)
            }
            let lineEnd = entry.content.upperBound..<entry.next
            if lineEnd.isEmpty { output.append(format.lineEnd) } else { output.append(chunk, lineEnd) }
        }
    }

    private func count(_ batch: borrowing Batch, in report: inout BulkLocate.Report) {
        let blank = batch.entries.count { $0.place == nil }
        report.rows += batch.entries.count - blank
        report.bad += batch.entries.count - blank - batch.positions.count
        let located = batch.owners.first.map { owners in owners.count { $0 >= 0 } } ?? 0
        report.located += located
        report.outside += batch.positions.count - located
        report.turned += turnedCount(batch)
    }

    /// How many positions outside the first layer lie in it with longitude and latitude swapped.
    private func turnedCount(_ batch: borrowing Batch) -> Int {
        guard let owners = batch.owners.first, let layer = additions.layers.first else { return 0 }
        let turned = zip(batch.positions, owners).compactMap { position, owner in
            owner < 0 ? Position(validatingLongitude: position.latitude, latitude: position.longitude) : nil
        }
        guard !turned.isEmpty else { return 0 }
        var found: [Int32] = []
        layer.locator.locate(turned, into: &found)
        return found.count { $0 >= 0 }
    }
}

extension BulkLocate {
    /// The place that two numbers say.
    ///
    /// - Returns: What is wrong with them, where they are not on the globe.
    @inline(__always)
    static func place(longitude: Double, latitude: Double) -> Result<Position, RowDefect> {
        guard Position.latitudes.contains(latitude) else { return .failure(.latitudeOutOfRange) }
        guard Position.longitudes.contains(longitude) else { return .failure(.longitudeOutOfRange) }
        return .success(Position(longitude: longitude, latitude: latitude))
    }
}
