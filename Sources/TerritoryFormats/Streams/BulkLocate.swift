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
/// NDJSON has one object a line; the added members come last, before its closing brace, and the other bytes stay. Names
/// are compared as they read, whatever their escapes. A line that is no object becomes an object with its text and the
/// reason.
///
/// No name stands twice in what goes out: a table with a column, or a line with a member, of the name of one that is to
/// be added ends the work, and so do bytes that are not UTF-8.
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
        /// Rows outside whose position would lie in a shape of the first layer with longitude and latitude swapped.
        public var turned = 0
        /// Rows answered with a reason.
        public var bad = 0

        public init() {}

        static func += (sum: inout Report, other: Report) {
            sum.rows += other.rows
            sum.located += other.located
            sum.outside += other.outside
            sum.turned += other.turned
            sum.bad += other.bad
        }
    }

    let format: Format
    let names: CoordinateNames
    let threadCount: Int
    /// Bytes read at once; rows are cut at their ends.
    let chunkSize: Int
    /// The longest row, in bytes without its line end.
    let rowLimit: Int

    /// - Parameters:
    ///   - format: What the rows are.
    ///   - longitude: The column or member with the longitude, in degrees; without one, the first of `lon`,
    ///     `longitude`, `lng` and `long` that there is beside a latitude, or `x` beside `y`.
    ///   - latitude: The column or member with the latitude, in degrees; without one, the first of `lat` and `latitude`
    ///     that there is beside a longitude, or `y` beside `x`.
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
        names = CoordinateNames(longitude: longitude, latitude: latitude)
        self.threadCount = min(max(threadCount, 1), 64)
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
        let rows: AnsweredRows
        var firstLine = 1
        switch format {
        case .csv(let separator):
            let header = try reader.header(separator: separator)
            firstLine += header.lineCount
            rows = try csvRows(under: header, from: &reader, to: output, writing: &head, additions)
        case .ndjson:
            let additions = try additions(.ndjson)
            let scanner = JSONLineScanner(names, adding: additions.names)
            let format = JSONLineFormat(scanner: scanner, rowLimit: rowLimit)
            rows = AnsweredRows(
                output: output, names: additions.names,
                answer: RowAnswering(format: format, additions: additions).answer)
        }
        try head.write(to: output)
        try ChunkPipeline(reader: reader, firstLine: firstLine, work: rows, progress: progress)
            .run(threadCount: threadCount)
        return rows.report
    }

    /// Writes the header that goes out.
    private func csvRows(
        under header: CSVHeader, from reader: inout ChunkReader, to output: CInt, writing head: inout ByteBuffer,
        _ additions: (Layout) throws -> Additions
    ) throws -> AnsweredRows {
        let scanner = CSVScanner(
            separator: header.separator, wanted: try names.columns(of: header), rowLimit: rowLimit)
        reader.quotes = scanner
        let additions = try additions(.csv(separator: header.separator))
        if let name = additions.names.first(where: header.names.contains) {
            throw TableStreamError.nameTaken(name, line: 1)
        }
        for bytes in [header.bytes, additions.header, header.lineEnd] { head.append(bytes) }
        let format = CSVFormat(scanner: scanner, header: header)
        return AnsweredRows(
            output: output, names: additions.names, answer: RowAnswering(format: format, additions: additions).answer)
    }
}
