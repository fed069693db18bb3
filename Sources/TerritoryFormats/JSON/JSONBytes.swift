extension [UInt8] {
    /// Appends text that needs no escape.
    @inline(__always)
    package mutating func append(text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    package mutating func append(_ value: JSONValue) {
        switch value {
        case .string(let text): append(jsonString: text)
        case .integer(let number): append(contentsOf: String(number).utf8)
        case .number(let number, let decimals): append(number, decimals: decimals)
        case .real(let number, let decimals):
            let start = count
            append(number, decimals: decimals)
            if self[start...].allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2D }) { append(text: ".0") }
        case .bool(let isTrue): append(text: isTrue ? "true" : "false")
        case .null: append(text: "null")
        case .array(let values):
            append(0x5B)
            for (index, value) in values.enumerated() {
                if index > 0 { append(0x2C) }
                append(value)
            }
            append(0x5D)
        case .object(let members):
            append(0x7B)
            for (index, member) in members.enumerated() {
                if index > 0 { append(0x2C) }
                append(member)
            }
            append(0x7D)
        }
    }

    package mutating func append(_ member: JSONMember) {
        append(jsonString: member.name)
        append(0x3A)
        append(member.value)
    }

    /// Appends a string in quotation marks, with the escapes that RFC 8259 requires and no others.
    package mutating func append(jsonString text: String) {
        append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22: append(text: #"\""#)
            case 0x5C: append(text: #"\\"#)
            case 0x0A: append(text: #"\n"#)
            case 0x0D: append(text: #"\r"#)
            case 0x09: append(text: #"\t"#)
            case ..<0x20:
                append(text: byte < 0x10 ? #"\u000"# : #"\u001"#)
                append(contentsOf: String(byte & 0xF, radix: 16, uppercase: true).utf8)
            default: append(byte)
            }
        }
        append(0x22)
    }

    /// Appends a number rounded to `decimals`, without trailing zeros nor “-0”; `null` if it is not finite.
    ///
    /// From 2⁶³ on, where a `Double` has no decimals left, the shortest digits that give it back, with an exponent.
    package mutating func append(_ value: Double, decimals: Int) {
        precondition((0...15).contains(decimals), "0 to 15 decimals")
        guard value.isFinite else { return append(text: "null") }
        guard value.magnitude < 0x1p63 else { return append(contentsOf: value.description.utf8) }
        let unit = (0..<decimals).reduce(UInt64(1)) { unit, _ in unit * 10 }
        // The two parts of a Double are exact: only the decimals are rounded.
        var whole = UInt64(value.magnitude)
        var fraction = UInt64(((value.magnitude - Double(whole)) * Double(unit)).rounded())
        if fraction == unit { (whole, fraction) = (whole + 1, 0) }
        if value < 0, whole > 0 || fraction > 0 { append(0x2D) }
        append(contentsOf: String(whole).utf8)
        guard fraction > 0 else { return }
        let digits = String(unit + fraction).utf8.dropFirst()
        append(0x2E)
        append(contentsOf: digits[...(digits.lastIndex { $0 != 0x30 } ?? digits.startIndex)])
    }
}

extension ByteBuffer {
    /// Appends a number rounded to six decimals, as `append(_:decimals:)` does.
    package mutating func append(json number: Double) {
        guard number.magnitude < 0x1p63 else {
            var bytes: [UInt8] = []
            bytes.append(number, decimals: 6)
            return append(bytes)
        }
        append(upTo: CoordinateText.room) { CoordinateText.put(number: number, in: $0, at: 0) }
    }

    /// Appends UTF-8 as `append(jsonString:)` does.
    @inline(__always)
    package mutating func append(jsonUTF8 text: UnsafeRawBufferPointer) {
        guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) else {
            var bytes: [UInt8] = []
            bytes.append(jsonString: String(decoding: text, as: UTF8.self))
            return append(bytes)
        }
        append(0x22)
        append(text)
        append(0x22)
    }
}
