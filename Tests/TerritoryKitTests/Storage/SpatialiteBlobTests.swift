import TerritoryTestSupport
import Testing
import TerritoryGeometry

@Suite("SpatiaLite blobs")
struct SpatialiteBlobTests {
    // Written by SpatiaLite 5.0.1 with hex(GeomFromText(…, 4326)), the last two through CompressGeometry, 2026-11-22.
    private static let point =
        "0001E6100000B4C876BE9F1AF73F4C37894160CD4540B4C876BE9F1AF73F4C37894160CD45407C01000000B4C876BE9F"
        + "1AF73F4C37894160CD4540FE"
    private static let polygon =
        "0001E610000000000000000000000000000000000000000000000000104000000000000010407C030000000200000005"
        + "000000000000000000000000000000000000000000000000001040000000000000000000000000000010400000000000"
        + "001040000000000000000000000000000010400000000000000000000000000000000005000000000000000000F03F00"
        + "0000000000F03F000000000000F03F000000000000004000000000000000400000000000000040000000000000004000"
        + "0000000000F03F000000000000F03F000000000000F03FFE"
    private static let multiPolygon =
        "0001E610000000000000000000000000000000000000000000000000184000000000000018407C060000000200000069"
        + "03000000010000000400000000000000000000000000000000000000000000000000F03F000000000000000000000000"
        + "0000F03F000000000000F03F000000000000000000000000000000006903000000010000000400000000000000000014"
        + "400000000000001440000000000000184000000000000014400000000000001840000000000000184000000000000014"
        + "400000000000001440FE"
    private static let compressedPolygon =
        "0001E6100000000000000000F03F0000000000804540000000000000F83F0000000000A045407C43420F000100000005"
        + "000000000000000000F03F00000000008045400000003F00000000000000000000803E000000BF000000000000000000"
        + "00F03F0000000000804540FE"
    private static let compressedMultiPolygon =
        "0001E6100000000000000000F03F0000000000804540000000000000F83F0000000000A045407C060000000100000069"
        + "43420F000100000005000000000000000000F03F00000000008045400000003F00000000000000000000803E000000BF"
        + "00000000000000000000F03F0000000000804540FE"

    @Test("the blobs of SpatiaLite are understood")
    func decodesSpatialite() {
        let compressed = BoundingBox(west: 1, south: 43, east: 1.5, north: 43.25)
        #expect(decode(Self.point) == .point(Position(longitude: 1.444, latitude: 43.604_5)))
        #expect(
            decode(Self.polygon)
                == .multiPolygon(
                    MultiPolygon([
                        .box(
                            BoundingBox(west: 0, south: 0, east: 4, north: 4),
                            holes: [BoundingBox(west: 1, south: 1, east: 2, north: 2)])
                    ])))
        #expect(decode(Self.multiPolygon) == .multiPolygon(Self.triangles))
        #expect(decode(Self.compressedPolygon) == .multiPolygon(MultiPolygon([.box(compressed)])))
        #expect(decode(Self.compressedMultiPolygon) == .multiPolygon(MultiPolygon([.box(compressed)])))
    }

    @Test("the bytes are those that SpatiaLite writes")
    func encodesLikeSpatialite() {
        #expect(
            SpatialiteBlob.encode(Position(longitude: 1.444, latitude: 43.604_5)) == [UInt8](hexadecimal: Self.point))
        #expect(SpatialiteBlob.encode(Self.triangles) == [UInt8](hexadecimal: Self.multiPolygon))
    }

    @Test("an empty shape has no blob")
    func empty() {
        #expect(SpatialiteBlob.encode(MultiPolygon()) == nil)
    }

    @Test("a shape comes back from its blob to the last bit", arguments: 0..<100)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let shape = Geometry.multiPolygon(.random(using: &random))
        let place = Geometry.point(.random(using: &random))
        #expect(SpatialiteBlob.decode(try #require(SpatialiteBlob.encode(shape))) == shape)
        #expect(SpatialiteBlob.decode(try #require(SpatialiteBlob.encode(place))) == place)
    }

    @Test("big-endian blobs are understood")
    func bigEndian() {
        let blob =
            [0x00, 0x00] + bigEndian(UInt32(4326)) + Array(repeating: 0, count: 32) + [0x7C] + bigEndian(UInt32(1))
            + bigEndian((2.5).bitPattern) + bigEndian((48.5).bitPattern) + [0xFE]
        #expect(SpatialiteBlob.decode(blob) == .point(Position(longitude: 2.5, latitude: 48.5)))
    }

    @Test(
        "other geometries and other systems are refused",
        arguments: [
            // LINESTRING(0 0, 1 1); POINT Z(1 2 3); POINT(1 2) in Lambert-93.
            "0001E610000000000000000000000000000000000000000000000000F03F000000000000F03F7C020000000200000000"
                + "000000000000000000000000000000000000000000F03F000000000000F03FFE",
            "0001E6100000000000000000F03F0000000000000040000000000000F03F00000000000000407CE90300000000000000"
                + "00F03F00000000000000400000000000000840FE",
            "00016A080000000000000000F03F0000000000000040000000000000F03F00000000000000407C010000000000000000"
                + "00F03F0000000000000040FE",
        ])
    func refused(blob: String) {
        #expect(decode(blob) == nil)
    }

    @Test("a blob cut anywhere, or with a byte too many, is refused")
    func truncations() {
        for blob in [Self.point, Self.polygon, Self.multiPolygon, Self.compressedMultiPolygon] {
            let bytes = [UInt8](hexadecimal: blob)
            for length in bytes.indices { #expect(SpatialiteBlob.decode(Array(bytes[..<length])) == nil) }
            #expect(SpatialiteBlob.decode(bytes + [0xFE]) == nil)
        }
    }

    @Test("changed bytes give closed, finite rings or nothing, never a crash", arguments: 0..<50)
    func mutations(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for blob in [Self.point, Self.polygon, Self.multiPolygon, Self.compressedMultiPolygon] {
            for _ in 0..<100 {
                var bytes = [UInt8](hexadecimal: blob)
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    bytes[.random(in: bytes.indices, using: &random)] = .random(in: .min ... .max, using: &random)
                }
                guard case .multiPolygon(let shape) = SpatialiteBlob.decode(bytes) else { continue }
                #expect(shape.polygons.allSatisfy { $0.rings.allSatisfy { $0.count >= 4 && $0.first == $0.last } })
            }
        }
    }

    private static let triangles = MultiPolygon([
        Polygon(exterior: triangle(at: 0)), Polygon(exterior: triangle(at: 5)),
    ])

    private static func triangle(at start: Double) -> [Position] {
        [(0.0, 0.0), (1, 0), (1, 1), (0, 0)].map { Position(longitude: start + $0.0, latitude: start + $0.1) }
    }

    private func decode(_ hexadecimal: String) -> Geometry? {
        SpatialiteBlob.decode([UInt8](hexadecimal: hexadecimal))
    }

    private func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
