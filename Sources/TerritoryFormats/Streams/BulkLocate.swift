/// Finds the owners of the positions of a table, row by row, in constant memory.
///
/// It is a filter: rows of CSV or of NDJSON come in from a file descriptor, and the same rows go out in the same order,
/// each with bytes that the caller made ready for its owner. A row whose position cannot be read stays in its place
/// with a reason. It knows nothing of what the owners are.
///
/// CSV follows RFC 4180 with a header; a separator other than the comma makes decimal commas readable too, and blank
/// lines pass unchanged and uncounted. The added fields come at the end of each row; line ends stay what they are, and
/// a last row without one gets one. A quote that is never closed makes one row of its first line, closed by us, and
/// reading goes on with the line after it. A row longer than a megabyte is answered as a row of empty fields.
///
/// NDJSON has one object a line; the added members come last, before its closing brace, and the other bytes stay. A
/// member that comes twice counts once, the last time; names are compared as they are written, escapes included. A
/// line that is no object becomes an object with the reason alone.
public struct BulkLocate: Sendable {
    /// What the rows are.
    public enum Format: Hashable, Sendable {
        /// Without a separator given, the header tells which it is: a comma, a semicolon or a tab.
        case csv(separator: UInt8? = nil)
        case ndjson
    }

    /// What the rows turned out to be.
    package enum Layout: Hashable, Sendable {
        case csv(separator: UInt8)
        case ndjson
    }

    /// How many rows there were; header and blank lines are not rows.
    public struct Report: Hashable, Sendable {
        public var rows = 0
        /// Rows whose position lies in a shape of the first layer.
        public var located = 0
        /// Rows whose position was read, and lies in no shape of the first layer.
        public var outside = 0
        /// Rows answered with a reason.
        public var bad = 0

        public init() {}

        static func += (sum: inout Report, other: Report) {
            sum.rows += other.rows
            sum.located += other.located
            sum.outside += other.outside
            sum.bad += other.bad
        }
    }

    let format: Format
    let longitudeNames: [String]
    let latitudeNames: [String]
    let threadCount: Int
    /// Bytes read at once; rows are cut at their ends.
    let chunkSize: Int
    /// The longest row, in bytes without its line end.
    let rowLimit: Int

    /// - Parameters:
    ///   - format: What the rows are.
    ///   - longitude: The column or member with the longitude, in degrees; without one, the first of `lon`,
    ///     `longitude`, `lng` and `x` that there is.
    ///   - latitude: The column or member with the latitude, in degrees; without one, the first of `lat`, `latitude`
    ///     and `y` that there is.
    ///   - threadCount: At most as many as there are cores at work.
    public init(
        _ format: Format = .csv(), longitude: String? = nil, latitude: String? = nil,
        threadCount: Int = BulkLocate.coreCount
    ) {
        self.init(
            format, longitude: longitude, latitude: latitude, threadCount: threadCount, chunkSize: 1 << 18,
            rowLimit: CSVScanner.longestRow)
    }

    init(
        _ format: Format, longitude: String? = nil, latitude: String? = nil, threadCount: Int, chunkSize: Int,
        rowLimit: Int
    ) {
        self.format = format
        self.longitudeNames = longitude.map { [$0] } ?? ["lon", "longitude", "lng", "x"]
        self.latitudeNames = latitude.map { [$0] } ?? ["lat", "latitude", "y"]
        self.threadCount = max(threadCount, 1)
        self.chunkSize = max(chunkSize, 1)
        self.rowLimit = max(rowLimit, 1)
    }

    /// Answers every row.
    ///
    /// Where the reader of `output` has gone away, writing raises SIGPIPE, which ends a process that does not ignore
    /// it, as filters do; a process that ignores it gets ``TableStreamError/outputClosed``.
    ///
    /// - Parameters:
    ///   - input: A descriptor open for reading: a file, a pipe or a terminal. It is read to its end.
    ///   - output: A descriptor open for writing. Neither is closed.
    ///   - additions: Called once, when the layout is known, for what rows are completed with.
    ///   - progress: Called after each chunk is written, never twice at once, with the bytes answered so far.
    /// - Returns: How many rows there were, and of which kind.
    /// - Throws: ``TableStreamError`` if there is no header or no such column, or if reading or writing fails; what
    ///   `additions` throws.
    package func run(
        from input: CInt, to output: CInt, additions: (Layout) throws -> Additions,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> Report {
        var reader = ChunkReader(descriptor: input, chunkSize: chunkSize, rowLimit: rowLimit)
        var head = ByteBuffer()
        head.append(try reader.byteOrderMark())
        let answer: AnsweredRows.Answer
        switch format {
        case .csv(let separator):
            answer = try csvAnswer(separator: separator, from: &reader, writing: &head, additions)
        case .ndjson:
            let scanner = JSONLineScanner(longitude: longitudeNames, latitude: latitudeNames)
            let format = JSONLineFormat(scanner: scanner, rowLimit: rowLimit)
            answer = RowAnswering(format: format, additions: try additions(.ndjson)).answer
        }
        try head.write(to: output)
        let rows = AnsweredRows(output: output, answer: answer)
        try ChunkPipeline(reader: reader, work: rows, progress: progress).run(threadCount: threadCount)
        return rows.report
    }

    /// Takes the header from the rows and writes the one that goes out.
    private func csvAnswer(
        separator: UInt8?, from reader: inout ChunkReader, writing head: inout ByteBuffer,
        _ additions: (Layout) throws -> Additions
    ) throws -> AnsweredRows.Answer {
        let header = try reader.header(separator: separator)
        let scanner = CSVScanner(
            separator: header.separator,
            wanted: [try header.column(longitudeNames), try header.column(latitudeNames)], rowLimit: rowLimit)
        reader.quotes = scanner
        let additions = try additions(.csv(separator: header.separator))
        for bytes in [header.bytes, additions.header, header.lineEnd] { head.append(bytes) }
        return RowAnswering(format: CSVFormat(scanner: scanner, header: header), additions: additions).answer
    }
}
