import TerritoryTestSupport
import Testing
@testable import TerritoryGeometry

@Suite("Indexes of shapes as bytes")
struct LocatorBytesTests {
    private let patchwork: Patchwork
    private let locator: PointLocator

    init() {
        var random = SplitMix64(seed: 9)
        patchwork = Patchwork(side: 4, using: &random)
        locator = PointLocator(patchwork.shapes)
    }

    @Test("what was written is read again: the same bytes, the same answers")
    func roundTrip() throws {
        let again = try PointLocator(bytes: locator.bytes)
        #expect(again.bytes == locator.bytes)
        #expect(again.shapeCount == patchwork.shapes.count)
        for position in patchwork.borders.jostled {
            #expect(again.indices(containing: position) == locator.indices(containing: position))
            #expect(again.index(containing: position) == locator.index(containing: position))
        }
        let outside = Position(longitude: -1, latitude: 44)
        #expect(again.nearest(to: outside)?.distanceInMeters == locator.nearest(to: outside)?.distanceInMeters)
    }

    @Test("coordinates with six or seven decimals take half the place, and come back bit for bit")
    func decimals() throws {
        for scale in [1e6, 1e7] {
            let side = (1...400).map { Position(longitude: Double($0) / scale, latitude: 44 + Double($0 * $0) / scale) }
            let ring = side + [Position(longitude: 1, latitude: 44), side[0]]
            let shape = MultiPolygon([Polygon(exterior: ring)])
            let short = PointLocator([shape]).bytes
            #expect(try PointLocator(bytes: short).vertices == ring)
            let odd = MultiPolygon([
                Polygon(exterior: ring.map { Position(longitude: $0.longitude / 3, latitude: $0.latitude) })
            ])
            let long = PointLocator([odd]).bytes
            #expect(try PointLocator(bytes: long).vertices == odd.polygons[0].exterior)
            #expect(short.count + 7 * ring.count < long.count)
        }
    }

    @Test("no shapes at all are a locator too")
    func empty() throws {
        #expect(
            try PointLocator(bytes: PointLocator([]).bytes).index(containing: Position(longitude: 1, latitude: 1))
                == nil)
    }

    @Test("bytes cut anywhere, with more at the end or of another kind are refused")
    func lengths() {
        let bytes = PointLocator(Array(patchwork.shapes.prefix(2))).bytes
        for length in bytes.indices {
            #expect(throws: LocatorBytesError.self) { try PointLocator(bytes: Array(bytes[..<length])) }
        }
        #expect(throws: LocatorBytesError.wrongLength(found: bytes.count + 8)) {
            try PointLocator(bytes: bytes + [UInt8](repeating: 0, count: 8))
        }
        #expect(throws: LocatorBytesError.notALocator) { try PointLocator(bytes: [UInt8](repeating: 65, count: 400)) }
        var other = bytes
        other[16] = 9
        #expect(throws: LocatorBytesError.unknownVersion(9)) { try PointLocator(bytes: other) }
    }

    @Test("no changed bit goes unnoticed", arguments: 0..<4)
    func changes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = PointLocator(Array(patchwork.shapes.prefix(3)), cellsPerVertex: 2).bytes
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            #expect(throws: LocatorBytesError.self) { try PointLocator(bytes: changed) }
        }
    }

    @Test("forged bytes are refused or safe to ask", arguments: 0..<30)
    func forgeries(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = PointLocator(Array(patchwork.shapes.prefix(3)), cellsPerVertex: 4).bytes
        var accepted = 0
        for _ in 0..<200 {
            var forged = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: 16..<forged.count, using: &random)
                forged[index] =
                    [0, 1, 0x7F, 0x80, 0xFF, .random(in: .min ... .max, using: &random)]
                    .randomElement(using: &random) ?? 0
            }
            let sum = forged.withUnsafeBytes { LocatorChecksum.of(UnsafeRawBufferPointer(rebasing: $0[16...])) }
            withUnsafeBytes(of: sum.littleEndian) { forged.replaceSubrange(8..<16, with: $0) }
            guard let locator = try? PointLocator(bytes: forged) else { continue }
            accepted += 1
            for _ in 0..<50 {
                let position = Position(
                    longitude: .random(in: -1...5, using: &random), latitude: .random(in: 42...48, using: &random))
                _ = locator.index(containing: position)
                _ = locator.indices(containing: position)
                _ = locator.nearest(to: position, within: 10_000)
            }
        }
        #expect(accepted > 0)
    }
}
