internal import GRDB
internal import TerritoryGeometry

// What a row holds may be anything: another program can have written to the file. `row[column]` ends the process where
// a value is not of the type expected; these throw, and whoever reads the database says that it is damaged.
extension Row {
    /// The value in a column; an optional one where the column may be empty.
    ///
    /// - Throws: `RowDecodingError` or `DatabaseError` for a value of another type, and for a column that is not there.
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws -> Value {
        // An optional value of a column that is not there would read as empty.
        guard hasColumn(column) else { throw DatabaseError.damaged }
        return try decode(Value.self, forColumn: column)
    }

    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ index: Int) throws -> Value {
        try decode(Value.self, atIndex: index)
    }

    // Infinity has no place in an answer, and no sum of numbers within bounds comes to it.
    func value(_ column: String) throws -> Double { try decode(Double.self, forColumn: column).within(Bounds.number) }
    func value(_ index: Int) throws -> Double { try decode(Double.self, atIndex: index).within(Bounds.number) }
    func value(_ column: String) throws -> Double? {
        guard hasColumn(column) else { throw DatabaseError.damaged }
        return try decode(Double?.self, forColumn: column)?.within(Bounds.number)
    }
    func value(_ index: Int) throws -> Double? { try decode(Double?.self, atIndex: index)?.within(Bounds.number) }

    /// A number that is within its bounds, as those of the package are.
    func value(_ column: String, in bounds: ClosedRange<Int>) throws -> Int {
        try (value(column) as Int).within(bounds)
    }
    func value(_ column: String, in bounds: ClosedRange<Int>) throws -> Int? {
        try (value(column) as Int?)?.within(bounds)
    }

    /// One of the words of an enumeration.
    func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
        guard let word = Word(rawValue: try value(column)) else { throw DatabaseError.damaged }
        return word
    }

    /// The day in a column that is never empty.
    func day(_ column: String) throws -> CivilDate {
        guard let day = try CivilDate(self, column) else { throw DatabaseError.damaged }
        return day
    }

    /// Degrees, EPSG:4326.
    func position(_ longitude: String, _ latitude: String) throws -> Position {
        Position(
            longitude: try (value(longitude) as Double).within(Bounds.longitude),
            latitude: try (value(latitude) as Double).within(Bounds.latitude))
    }

    /// Square metres; `nil` where they are not known.
    func area(_ column: String) throws -> Double? {
        try (value(column) as Double?)?.within(Bounds.squareMeters)
    }
}

extension Comparable {
    /// The number itself.
    ///
    /// - Throws: `DatabaseError` where it is out of the bounds.
    func within(_ bounds: ClosedRange<Self>) throws -> Self {
        guard bounds.contains(self) else { throw DatabaseError.damaged }
        return self
    }
}

extension DatabaseError {
    /// Stored values that no build writes.
    static var damaged: DatabaseError { DatabaseError(resultCode: .SQLITE_CORRUPT) }
}

extension Dictionary {
    /// Values by keys of which each stands once in what is stored.
    ///
    /// - Throws: `DatabaseError` where one stands twice.
    init(stored pairs: some Sequence<(Key, Value)>) throws {
        try self.init(pairs) { _, _ in throw DatabaseError.damaged }
    }
}
