/// Bytes that are not a locator: see ``PointLocator/init(bytes:)-([UInt8])``.
public enum LocatorBytesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes do not begin as a locator does.
    case notALocator
    /// They were written by another version of the format.
    case unknownVersion(UInt32)
    /// Some are missing, or there are too many.
    case wrongLength(found: Int)
    /// They are not those that were written.
    case damaged

    public var description: String {
        switch self {
        case .notALocator: "These bytes are not an index of shapes."
        case .unknownVersion(let version): "This index of shapes has version \(version), which is not known here."
        case .wrongLength(let found): "This index of shapes is cut or has bytes in excess: it has \(found) bytes."
        case .damaged: "This index of shapes is damaged."
        }
    }
}

/// Writes numbers in little-endian order, each array from a multiple of 8 bytes.
struct LocatorWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    mutating func append<Number: FixedWidthInteger>(_ numbers: [Number]) {
        #if _endian(little)
            numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
        #else
            numbers.map(\.littleEndian).withUnsafeBytes { bytes.append(contentsOf: $0) }
        #endif
        pad()
    }

    mutating func append(_ numbers: [Double]) {
        append(numbers.map(\.bitPattern))
    }

    private mutating func pad() {
        while bytes.count % 8 != 0 { bytes.append(0) }
    }
}

/// Reads what ``LocatorWriter`` wrote, and never beyond the end.
struct LocatorReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    /// - Throws: ``LocatorBytesError/wrongLength(found:)`` where fewer are left.
    mutating func integers<Number: FixedWidthInteger>(
        _ count: Int, as type: Number.Type
    ) throws(LocatorBytesError) -> [Number] {
        let source = try take(count, size: MemoryLayout<Number>.size)
        let numbers = [Number](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
            initializedCount = count
        }
        #if _endian(little)
            return numbers
        #else
            return numbers.map(Number.init(littleEndian:))
        #endif
    }

    mutating func doubles(_ count: Int) throws(LocatorBytesError) -> [Double] {
        try integers(count, as: UInt64.self).map(Double.init(bitPattern:))
    }

    /// The next `count` numbers as they stand.
    mutating func take(_ count: Int, size: Int) throws(LocatorBytesError) -> UnsafeRawBufferPointer {
        let (length, overflow) = count.multipliedReportingOverflow(by: size)
        guard !overflow, length >= 0, length <= bytes.count - offset else { throw .wrongLength(found: bytes.count) }
        let start = offset
        offset = min((start + length + 7) & ~7, bytes.count)
        return UnsafeRawBufferPointer(rebasing: bytes[start..<start + length])
    }
}
