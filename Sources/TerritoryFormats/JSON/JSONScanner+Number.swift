extension JSONScanner {
    /// The number that comes next, as the nearest `Double`.
    ///
    /// - Returns: An infinity for a number beyond what a `Double` holds.
    @inline(__always)
    package mutating func number() throws(JSONSyntaxError) -> Double {
        _ = next()
        let start = offset
        let isNegative = offset < bytes.count && bytes[offset] == 0x2D
        if isNegative { offset += 1 }
        var mantissa: UInt64 = 0
        let integerStart = offset
        digits(into: &mantissa)
        var digitCount = offset - integerStart
        guard digitCount > 0, digitCount == 1 || bytes[integerStart] != 0x30 else { throw notANumber(from: start) }
        var decimals = 0
        if offset < bytes.count, bytes[offset] == 0x2E {
            offset += 1
            let fractionStart = offset
            digits(into: &mantissa)
            decimals = offset - fractionStart
            guard decimals > 0 else { throw notANumber(from: start) }
            digitCount += decimals
        }
        if offset < bytes.count, bytes[offset] | 0x20 == 0x65 { return try numberWithExponent(from: start) }
        // Both are exact in binary, so the one rounding of the division gives the nearest Double.
        guard digitCount <= 19, mantissa <= 1 << 53, decimals < powersOfTen.count else {
            return try correctlyRounded(from: start)
        }
        let magnitude = Double(mantissa) / powersOfTen[decimals]
        return isNegative ? -magnitude : magnitude
    }

    /// Consumes digits; beyond 19 of them the mantissa wraps around and is not used.
    @inline(__always)
    private mutating func digits(into mantissa: inout UInt64) {
        while offset < bytes.count {
            let digit = bytes[offset] &- 0x30
            guard digit < 10 else { return }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            offset += 1
        }
    }

    private mutating func numberWithExponent(from start: Int) throws(JSONSyntaxError) -> Double {
        offset += 1
        if offset < bytes.count, bytes[offset] == 0x2B || bytes[offset] == 0x2D { offset += 1 }
        let exponentStart = offset
        var unused: UInt64 = 0
        digits(into: &unused)
        guard offset > exponentStart else { throw notANumber(from: start) }
        return try correctlyRounded(from: start)
    }

    private mutating func correctlyRounded(from start: Int) throws(JSONSyntaxError) -> Double {
        guard let value = Double(String(decoding: bytes[start..<offset], as: UTF8.self)) else {
            throw notANumber(from: start)
        }
        return value
    }

    private mutating func notANumber(from start: Int) -> JSONSyntaxError {
        offset = start
        return unexpected(LocalizedText(fr: "une valeur JSON", en: "a JSON value"))
    }
}
