/// A number of degrees as text, rounded to six decimals, without trailing zeros nor “-0”.
enum CoordinateText {
    /// The bytes that a number may take, those written beyond its end included.
    static let room = 30

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
        let millionths = nearest(degrees.magnitude * 1_000_000)
        let whole = millionths / 1_000_000
        return put(whole, millionths &- whole &* 1_000_000, isNegative: degrees < 0, in: text, at: start)
    }

    /// Writes a number of any kind, of which only the decimals are rounded.
    ///
    /// - Parameters:
    ///   - number: Less than 2⁶³, either way.
    ///   - text: Has ``room`` bytes from the start on.
    ///   - start: Where the number is to begin.
    /// - Returns: Where the number ends.
    static func put(number: Double, in text: UnsafeMutableRawBufferPointer, at start: Int) -> Int {
        // The two parts of a Double are exact.
        let whole = UInt64(number.magnitude)
        let fraction = nearest((number.magnitude - Double(whole)) * 1_000_000)
        let carry: UInt64 = fraction == 1_000_000 ? 1 : 0
        return put(whole &+ carry, carry == 1 ? 0 : fraction, isNegative: number < 0, in: text, at: start)
    }

    @inline(__always)
    private static func put(
        _ whole: UInt64, _ fraction: UInt64, isNegative: Bool, in text: UnsafeMutableRawBufferPointer, at start: Int
    ) -> Int {
        var end = start
        if isNegative, whole | fraction > 0 {
            text[end] = 0x2D
            end += 1
        }
        if whole < 10 {
            text[end] = digit(whole)
            end += 1
        } else if whole < 100 {
            end = putTwo(whole, in: text, at: end)
        } else if whole < 1000 {
            text[end] = digit(whole / 100)
            end = putTwo(whole % 100, in: text, at: end + 1)
        } else {
            for byte in String(whole).utf8 {
                text[end] = byte
                end += 1
            }
        }
        return fraction == 0 ? end : putFraction(fraction, in: text, at: end)
    }

    /// The nearest whole number, halves upwards, of one from 0 to 10¹⁵.
    ///
    /// A value read from six decimals is within a millionth of its own rounding: it comes back as it was.
    @inline(__always)
    private static func nearest(_ value: Double) -> UInt64 {
        // Numbers from 2⁵² on have no fraction: the sum is rounded, a half to an even number.
        let sum = value + 0x1p52
        let isHalfBelow = value - (sum - 0x1p52) == 0.5
        return sum.significandBitPattern &+ (isHalfBelow ? 1 : 0)
    }

    @inline(__always)
    private static func digit(_ value: UInt64) -> UInt8 { 0x30 | UInt8(truncatingIfNeeded: value) }

    @inline(__always)
    private static func putTwo(_ value: UInt64, in text: UnsafeMutableRawBufferPointer, at start: Int) -> Int {
        // A tenth: exact below 100.
        let tens = (value &* 103) >> 10
        text[start] = digit(tens)
        text[start + 1] = digit(value &- tens &* 10)
        return start + 2
    }

    /// Writes a point and the millionths that follow it, all digits at once.
    @inline(__always)
    private static func putFraction(_ fraction: UInt64, in text: UnsafeMutableRawBufferPointer, at start: Int) -> Int {
        let thousands = fraction / 10_000
        let rest = fraction &- thousands &* 10_000
        // A hundredth: exact below 10⁴.
        let hundreds = (rest &* 5243) >> 19
        let pairs = thousands | hundreds << 16 | (rest &- hundreds &* 100) << 32
        let tens = (pairs &* 103) >> 10 & 0x000F_000F_000F
        let digits = tens | (pairs &- tens &* 10) << 8
        text[start] = 0x2E
        let ascii = (digits | 0x3030_3030_3030).littleEndian
        text.storeBytes(of: ascii, toByteOffset: start + 1, as: UInt64.self)
        // The last digits are the highest bytes.
        return start + 7 - (digits << 16).leadingZeroBitCount / 8
    }
}
