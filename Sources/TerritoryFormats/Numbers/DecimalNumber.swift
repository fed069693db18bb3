/// Reads decimal numbers as the nearest `Double`, ties to even: what `strtod` gives, bit for bit.
package enum DecimalNumber {
    /// 10⁰ to 10²², which are exact in binary.
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
    /// 10⁰ to 10¹⁹, which fit in 64 bits.
    private static let integerPowers: [UInt64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]

    /// The number that fills a range of bytes: a sign, digits with a decimal mark among them, an exponent.
    ///
    /// - Parameters:
    ///   - range: Where the number is, without white space.
    ///   - bytes: Some text.
    ///   - mark: A decimal mark that is read besides the point.
    /// - Returns: `nil` for anything else, such as “nan” or a hexadecimal number; infinite beyond what a `Double` holds.
    @inline(__always)
    package static func value(_ range: Range<Int>, of bytes: UnsafeRawBufferPointer, mark: UInt8 = 0x2E) -> Double? {
        shortValue(range, of: bytes, mark: mark) ?? anyValue(range, of: bytes, mark: mark)
    }

    @inline(never)
    private static func anyValue(_ range: Range<Int>, of bytes: UnsafeRawBufferPointer, mark: UInt8) -> Double? {
        var index = range.lowerBound
        let end = range.upperBound
        guard index < end else { return nil }
        let isNegative = bytes[index] == 0x2D
        if isNegative || bytes[index] == 0x2B { index += 1 }
        var number = Digits()
        index = number.read(bytes, from: index, to: end)
        if index < end, bytes[index] == 0x2E || bytes[index] == mark {
            let fraction = index + 1
            let known = number.count
            index = number.read(bytes, from: fraction, to: end)
            number.exponent = known - number.count
        }
        guard number.count > 0 else { return nil }
        if index < end {
            guard let exponent = exponent(bytes, from: index, to: end) else { return nil }
            number.exponent += exponent
        }
        if let magnitude = magnitude(number) { return isNegative ? -magnitude : magnitude }
        return longValue(range, of: bytes, mark: mark)
    }

    // MARK: Numbers as nearly all are

    /// A number without an exponent, with up to eight digits on each side of its mark: read eight bytes at once.
    ///
    /// - Returns: `nil` for any other, and where fewer than eight bytes follow.
    @inline(__always)
    private static func shortValue(_ range: Range<Int>, of bytes: UnsafeRawBufferPointer, mark: UInt8) -> Double? {
        guard !range.isEmpty else { return nil }
        let isNegative = bytes[range.lowerBound] == 0x2D
        let start = isNegative ? range.lowerBound + 1 : range.lowerBound
        let length = range.upperBound - start
        guard start + 8 <= bytes.count else { return nil }
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        let points = firstZero(word ^ 0x2E2E_2E2E_2E2E_2E2E) | firstZero(word ^ 0x0101_0101_0101_0101 &* UInt64(mark))
        let wholeCount = min(points.trailingZeroBitCount / 8, length)
        let fraction = start + wholeCount + 1
        let fractionCount = max(range.upperBound - fraction, 0)
        guard wholeCount + fractionCount > 0, fractionCount <= 8, wholeCount < 8 || length == 8,
            let whole = eightDigits(word, count: wholeCount)
        else { return nil }
        guard fractionCount > 0 else { return isNegative ? -Double(whole) : Double(whole) }
        guard fraction + 8 <= bytes.count else { return nil }
        let next = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: fraction, as: UInt64.self))
        guard let parts = eightDigits(next, count: fractionCount) else { return nil }
        // At most fifteen digits: exact in binary, as is the power, so the one rounding gives the nearest.
        let magnitude = Double(whole &* integerPowers[fractionCount] &+ parts) / powers[fractionCount]
        return isNegative ? -magnitude : magnitude
    }

    /// The highest bit of each zero byte, up to the first: those above may be wrong.
    @inline(__always)
    private static func firstZero(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }

    /// The first digits of a word, the first byte lowest.
    ///
    /// - Returns: `nil` if one of the bytes is no digit.
    @inline(__always)
    private static func eightDigits(_ word: UInt64, count: Int) -> UInt64? {
        // Zeros come before the digits, so that there are always eight.
        let filled = word << UInt64(8 * (8 - count)) | 0x3030_3030_3030_3030 >> UInt64(8 * count)
        let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
        let carries = (filled &+ 0x0606_0606_0606_0606) & high
        guard filled & high | carries >> 4 == 0x3333_3333_3333_3333 else { return nil }
        let pairs = ((filled & 0x0F0F_0F0F_0F0F_0F0F) &* 2_561) >> 8
        let fours = ((pairs & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
        return ((fours & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) >> 32
    }

    /// The number that begins at a place: up to three digits, a point, and up to eight digits.
    ///
    /// - Parameters:
    ///   - bytes: Some text.
    ///   - place: Where the number begins; then where it ends.
    /// - Returns: `nil` for any other, such as one with an exponent or a zero before its first digit, and where fewer
    ///   than fourteen bytes follow.
    @inline(__always)
    package static func degrees(in bytes: UnsafeRawBufferPointer, at place: inout Int) -> Double? {
        guard place + 14 <= bytes.count else { return nil }
        let isNegative = bytes[place] == 0x2D
        let start = isNegative ? place + 1 : place
        let point = bytes[start + 1] == 0x2E ? 1 : bytes[start + 2] == 0x2E ? 2 : 3
        guard bytes[start + point] == 0x2E, point == 1 || bytes[start] != 0x30,
            let whole = eightDigits(word(bytes, start), count: point)
        else { return nil }
        let next = word(bytes, start + point + 1)
        let count = digitCount(next)
        guard count > 0, let fraction = eightDigits(next, count: count) else { return nil }
        let end = start + point + 1 + count
        // Eight digits may be followed by others.
        guard end < bytes.count, bytes[end] &- 0x30 > 9, bytes[end] | 0x20 != 0x65 else { return nil }
        place = end
        // At most eleven digits: exact in binary, as is the power, so the one rounding gives the nearest.
        let magnitude = Double(whole &* integerPowers[count] &+ fraction) / powers[count]
        return isNegative ? -magnitude : magnitude
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// How many of the bytes of a word are digits, up to the first that is none.
    @inline(__always)
    private static func digitCount(_ word: UInt64) -> Int {
        let values = word ^ 0x3030_3030_3030_3030
        // The highest bit of each byte that is no digit, up to the first: a carry makes those above uncertain.
        let others = (values &+ 0x7676_7676_7676_7676 | values) & 0x8080_8080_8080_8080
        return others.trailingZeroBitCount / 8
    }

    // MARK: Any number

    private struct Digits {
        var mantissa: UInt64 = 0
        /// Digits read, leading zeros included.
        var count = 0
        /// Those after the first that is not zero; beyond 19 the mantissa is not theirs.
        var significant = 0
        var exponent = 0

        @inline(__always)
        mutating func read(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int {
            var index = start
            while index < end {
                let digit = bytes[index] &- 0x30
                guard digit < 10 else { break }
                mantissa = mantissa &* 10 &+ UInt64(digit)
                if mantissa != 0 || significant > 0 { significant += 1 }
                index += 1
            }
            count += index - start
            return index
        }
    }

    private static func exponent(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int? {
        guard bytes[start] | 0x20 == 0x65 else { return nil }
        var index = start + 1
        let isNegative = index < end && bytes[index] == 0x2D
        if isNegative || index < end && bytes[index] == 0x2B { index += 1 }
        guard index < end else { return nil }
        var exponent = 0
        for byte in bytes[index..<end] {
            let digit = byte &- 0x30
            guard digit < 10 else { return nil }
            exponent = min(exponent * 10 + Int(digit), 1 << 30)
        }
        return isNegative ? -exponent : exponent
    }

    /// - Returns: `nil` where 64 bits are not enough.
    @inline(__always)
    private static func magnitude(_ number: Digits) -> Double? {
        guard number.significant <= 19 else { return nil }
        if number.mantissa <= 1 << 53 {
            // Both are exact in binary, so the one rounding gives the nearest.
            if number.exponent <= 0, number.exponent >= -22 {
                return Double(number.mantissa) / powers[-number.exponent]
            }
            if number.exponent > 0, number.exponent <= 22 {
                return Double(number.mantissa) * powers[number.exponent]
            }
        } else if number.exponent <= 0, number.exponent >= -19 {
            return quotient(number.mantissa, integerPowers[-number.exponent])
        }
        return number.mantissa == 0 ? 0 : nil
    }

    /// A quotient rounded once: 64 bits of it, of which 53 stay, and whether anything is left.
    private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
        let (shift, divisorShift) = (dividend.leadingZeroBitCount, divisor.leadingZeroBitCount)
        let (upper, lower) = (dividend << UInt64(shift), divisor << UInt64(divisorShift))
        let isAbove = upper >= lower
        let (bits, rest) = lower.dividingFullWidth(isAbove ? (upper >> 1, upper << 63) : (upper, 0))
        let tail = bits & 0x7FF
        var mantissa = bits >> 11
        if tail > 0x400 || tail == 0x400 && (rest > 0 || mantissa & 1 == 1) { mantissa += 1 }
        let exponent = divisorShift - shift - (isAbove ? 63 : 64) + 11
        return Double(sign: .plus, exponent: exponent, significand: Double(mantissa))
    }

    private static func longValue(_ range: Range<Int>, of bytes: UnsafeRawBufferPointer, mark: UInt8) -> Double? {
        Double(String(decoding: bytes[range].map { $0 == mark ? 0x2E : $0 }, as: UTF8.self))
    }
}
