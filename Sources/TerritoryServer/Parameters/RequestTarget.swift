internal import TerritoryFormats

/// The path and the query of a request, decoded.
struct RequestTarget: Sendable {
    /// What keeps a path from being read.
    enum Defect: Error, Hashable {
        case path
        case query
        case tooLong
    }

    /// The decoded segments; none for `/`.
    var segments: [String]
    /// The path as one text, decoded.
    var path: String
    /// Names and values in their order, decoded.
    var query: [(name: String, value: String)]

    /// The bytes of a target at most.
    static let limit = 16 << 10
    /// The pairs of a query at most: more than the parameters of any route.
    static let mostPairs = 200

    // `text`: as it stands in the request line, a path, and perhaps a query.
    init(_ text: String) throws(Defect) {
        guard text.utf8.count <= Self.limit else { throw .tooLong }
        guard text.utf8.first == 0x2F else { throw .path }
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let raw = parts[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        segments = []
        if raw != [""] {
            for segment in raw {
                guard let decoded = Self.decoded(segment, plusIsSpace: false), decoded != "..", decoded != ".",
                    !decoded.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
                else { throw .path }
                segments.append(decoded)
            }
            // A slash at the end leads nowhere, one between two others is a slip.
            guard !segments.dropLast().contains("") else { throw .path }
        }
        path = "/" + segments.joined(separator: "/")
        query = []
        guard parts.count > 1, !parts[1].isEmpty else { return }
        for pair in parts[1].split(separator: "&", omittingEmptySubsequences: false) {
            // An ampersand at the end says nothing.
            guard !pair.isEmpty else { continue }
            guard query.count < Self.mostPairs else { throw .query }
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(sides[0], plusIsSpace: true),
                let value = Self.decoded(sides.count > 1 ? sides[1] : "", plusIsSpace: true),
                !value.utf8.contains(0)
            else { throw .query }
            query.append((name, value))
        }
    }

    /// - Returns: `nil` for a percent sign without two digits, and for what is not UTF-8.
    private static func decoded(_ text: Substring, plusIsSpace: Bool) -> String? {
        guard text.utf8.contains(where: { $0 == 0x25 || $0 == 0x2B || $0 >= 0x80 }) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case 0x25:
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            case 0x2B where plusIsSpace: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// A segment as it stands in a path.
    static func encoded(segment: String) -> String { encoded(segment).replacing("/", with: "%2F") }

    /// A value as it stands in a query.
    static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2C, 0x3A, 0x2F:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}
