extension String {
    /// The number that a text is in plain decimal notation: a minus sign, digits, a point, an exponent.
    ///
    /// - Returns: `nil` for what else Swift takes for one: a plus sign, hexadecimal digits, “inf”, “nan”.
    package var plainNumber: Double? {
        let isPlain = utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x2D, 0x2E, 0x65: true
            default: false
            }
        }
        guard isPlain, let first = utf8.first, first != 0x65, let last = utf8.last, last != 0x2E, first != 0x2E else {
            return nil
        }
        return Double(self)
    }
}
