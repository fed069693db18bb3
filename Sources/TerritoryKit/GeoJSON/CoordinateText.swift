/// A number of degrees as text, rounded to six decimals, without trailing zeros nor “-0”.
enum CoordinateText {
    /// The bytes that a number may take, those written beyond its end included.
    static let room = 26

    /// Writes a number.
    ///
    /// - Parameters:
    ///   - degrees: At most 10⁹, either way.
    ///   - text: Has ``room`` bytes from the start on.
    ///   - start: Where the number is to begin.
    /// - Returns: Where the number ends.
    @inline(__always)
    static func put(_ degrees: Double, in text: UnsafeMutableRawBufferPointer, at start: Int) -> Int {
        precondition(degrees.magnitude <= 1e9, "a coordinate is not a number of degrees")
        let millionths = rounded(degrees.magnitude * 1_000_000)
        var end = start
        if degrees < 0, millionths > 0 {
            text[end] = 0x2D
            end += 1
        }
        let (whole, fraction) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
        end = putWhole(whole, in: text, at: end)
        return fraction == 0 ? end : putFraction(fraction, in: text, at: end)
    }

    /// The nearest whole number, halves upwards.
    ///
    /// A value read from six decimals is within a millionth of its own rounding: it comes back as it was.
    @inline(__always)
    private static func rounded(_ value: Double) -> UInt64 {
        let whole = UInt64(value)
        // Exact: the two are within a factor of two, or the whole is 0.
        return value - Double(whole) >= 0.5 ? whole + 1 : whole
    }

    @inline(__always)
    private static func putWhole(_ whole: UInt64, in text: UnsafeMutableRawBufferPointer, at start: Int) -> Int {
        if whole < 10 {
            text[start] = 0x30 + UInt8(truncatingIfNeeded: whole)
            return start + 1
        }
        if whole < 100 {
            text[start] = 0x30 + UInt8(truncatingIfNeeded: whole / 10)
            text[start + 1] = 0x30 + UInt8(truncatingIfNeeded: whole % 10)
            return start + 2
        }
        var end = start
        for byte in String(whole).utf8 {
            text[end] = byte
            end += 1
        }
        return end
    }

    /// Writes a point and the millionths that follow it, all digits at once.
    @inline(__always)
    private static func putFraction(_ fraction: UInt64, in text: UnsafeMutableRawBufferPointer, at start: Int) -> Int {
        let pairs = fraction / 10_000 | ((fraction / 100) % 100) << 16 | (fraction % 100) << 32
        // A tenth of each pair: exact below 100.
        let tens = (pairs &* 103) >> 10 & 0x000F_000F_000F
        let digits = tens | (pairs &- tens &* 10) << 8
        text[start] = 0x2E
        let ascii = (digits | 0x3030_3030_3030).littleEndian
        text.storeBytes(of: ascii, toByteOffset: start + 1, as: UInt64.self)
        // The last digits are the highest bytes.
        return start + 7 - (digits << 16).leadingZeroBitCount / 8
    }
}
