/// Writes positions as whole millionths or ten millionths of a degree where all of them are such, which halves them.
enum VertexCoding {
    private static let scales = [1e6, 1e7]

    static func append(_ positions: [Position], to writer: inout LocatorWriter) {
        for scale in scales {
            if let steps = steps(of: positions, scale: scale) {
                writer.append([scale])
                writer.append(steps)
                return
            }
        }
        writer.append([0.0])
        writer.append(positions.flatMap { [$0.longitude, $0.latitude] })
    }

    /// - Throws: ``LocatorBytesError/damaged`` for a position off the globe, and for steps of another size.
    static func positions(_ count: Int, from reader: inout LocatorReader) throws(LocatorBytesError) -> [Position] {
        guard let scale = try reader.doubles(1).first else { return [] }
        let (numberCount, overflow) = count.multipliedReportingOverflow(by: 2)
        guard !overflow, scale == 0 || scales.contains(scale) else { throw .damaged }
        var isOnGlobe = true
        let positions: [Position]
        if scale == 0 {
            let numbers = try reader.doubles(numberCount)
            positions = (0..<count).map { Position(longitude: numbers[2 * $0], latitude: numbers[2 * $0 + 1]) }
            isOnGlobe = positions.allSatisfy(Self.isOnGlobe)
        } else {
            let steps = try reader.take(numberCount, size: MemoryLayout<Int32>.size)
            positions = [Position](unsafeUninitializedCapacity: count) { positions, initializedCount in
                for index in 0..<count {
                    let position = Position(
                        longitude: degrees(steps, at: 2 * index, scale: scale),
                        latitude: degrees(steps, at: 2 * index + 1, scale: scale))
                    isOnGlobe = isOnGlobe && Self.isOnGlobe(position)
                    positions.initializeElement(at: index, to: position)
                }
                initializedCount = count
            }
        }
        guard isOnGlobe else { throw .damaged }
        return positions
    }

    /// A comparison with NaN is false.
    @inline(__always)
    private static func isOnGlobe(_ position: Position) -> Bool {
        position.longitude.magnitude <= 180 && position.latitude.magnitude <= 90
    }

    @inline(__always)
    private static func degrees(_ steps: UnsafeRawBufferPointer, at index: Int, scale: Double) -> Double {
        Double(Int32(littleEndian: steps.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self))) / scale
    }

    /// - Returns: `nil` where a position would not come back bit for bit.
    private static func steps(of positions: [Position], scale: Double) -> [Int32]? {
        var steps: [Int32] = []
        steps.reserveCapacity(2 * positions.count)
        for position in positions {
            for value in [position.longitude, position.latitude] {
                guard let step = Int32(exactly: (value * scale).rounded()),
                    (Double(step) / scale).bitPattern == value.bitPattern
                else { return nil }
                steps.append(step)
            }
        }
        return steps
    }
}
