extension GeoJSONReader {
    /// The text that comes next; anything else is reported and skipped.
    package mutating func text() throws(JSONSyntaxError) -> String? {
        guard scanner.next() == 0x22 else {
            try skip(insteadOf: .text)
            return nil
        }
        return try scanner.string()
    }

    /// Calls `read` before each value of the object that comes next; `null` counts as an empty object.
    package mutating func eachMember(
        _ read: (inout GeoJSONReader, String) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        switch scanner.next() {
        case 0x7B:
            scanner.offset += 1
            var isFirst = true
            while let name = try scanner.nextMember(isFirst: isFirst) {
                isFirst = false
                try read(&self, name)
            }
        case 0x6E:
            try scanner.literal("null")
        default:
            try skip(insteadOf: .object)
        }
    }

    /// Calls `read` before each element of the list that comes next.
    @inline(__always)
    package mutating func eachElement(
        _ read: (inout GeoJSONReader) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        guard scanner.next() == 0x5B else { return try skip(insteadOf: .list) }
        scanner.offset += 1
        var isFirst = true
        while try scanner.nextElement(isFirst: isFirst) {
            isFirst = false
            try read(&self)
        }
    }

    /// Reports the value that comes next and steps over it.
    mutating func skip(insteadOf expected: GeoJSONProblem.Expected) throws(JSONSyntaxError) {
        let found = scanner.excerpt
        report(GeoJSONProblem.found(found, insteadOf: expected))
        try scanner.skipValue()
    }
}
