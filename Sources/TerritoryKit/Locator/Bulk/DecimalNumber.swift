/// Reads decimal numbers as the nearest `Double`, ties to even: what `strtod` gives, bit for bit.
enum DecimalNumber {
    /// 10⁰ to 10²², which are exact in binary.
    private static let powers: [Double] = (0...22).map { exponent in
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
    /// 10⁰ to 10¹⁹, which fit in 64 bits.
    private static let integerPowers: [UInt64] = (0...19).map { exponent in
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    /// The number that fills a range of bytes: a sign, digits with a decimal mark among them, an exponent.
    ///
    /// - Parameters:
    ///   - range: Where the number is, without white space.
    ///   - bytes: Some text.
    ///   - mark: A decimal mark that is read besides the point.
    /// - Returns: `nil` for anything else, such as “nan” or a hexadecimal number; infinite beyond what a `Double` holds.
    @inline(__always)
    static func value(_ range: Range<Int>, of bytes: UnsafeRawBufferPointer, mark: UInt8 = 0x2E) -> Double? {
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
