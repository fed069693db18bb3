import Testing
@testable import TerritoryGeometry

@Suite("Shapes whose bytes are wrong")
struct ForgedShapeTests {
    private static let square = MultiPolygon([.box(BoundingBox(west: 1, south: 43, east: 2, north: 44))])

    /// The bytes of a square with one number replaced.
    private func forged(at offset: Int, _ number: Double) throws -> [UInt8] {
        var bytes = try #require(SpatialiteBlob.encode(.multiPolygon(Self.square)))
        bytes.withUnsafeMutableBytes {
            $0.storeBytes(of: number.bitPattern.littleEndian, toByteOffset: offset, as: UInt64.self)
        }
        return bytes
    }

    private func isReadInPlace(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { BlobShape($0) != nil } }

    @Test("the square that is spoilt below is a good one")
    func sound() throws {
        let bytes = try forged(at: 6, 1)
        #expect(isReadInPlace(bytes) && SpatialiteBlob.decode(bytes) == .multiPolygon(Self.square))
    }

    @Test(
        "a position off the globe is no shape",
        arguments: [180.000_1, -1e9, 1e300, .infinity, -.infinity, .nan, .signalingNaN], 0..<10)
    func positions(number: Double, place: Int) throws {
        // After the header, the counts of polygons, rings and positions: ten numbers.
        let bytes = try forged(at: 60 + 8 * place, number)
        #expect(!isReadInPlace(bytes) && SpatialiteBlob.decode(bytes) == nil)
    }

    @Test("nor is a ring that is open", arguments: [0, 9])
    func open(place: Int) throws {
        let bytes = try forged(at: 60 + 8 * place, 43.5)
        #expect(!isReadInPlace(bytes) && SpatialiteBlob.decode(bytes) == nil)
    }

    @Test("a box off the globe, or the wrong way round, is not read in place", arguments: [6, 14, 22, 30])
    func boxes(offset: Int) throws {
        for number in [1e300, Double.nan, offset < 22 ? 90 : -90] {
            #expect(try !isReadInPlace(forged(at: offset, number)))
        }
    }

    @Test("a compressed ring that leaves the globe is no shape")
    func compressed() {
        let start = "0001E6100000000000000000F03F0000000000804540000000000000F83F0000000000A045407C43420F0001000000"
        let ends = "000000000000F03F0000000000804540"
        for step in ["0000FA43", "0000807F", "0000C07F"] {
            let text =
                start + "05000000" + ends + step + "00000000" + "000000000000803E" + "000000BF00000000" + ends + "FE"
            #expect(SpatialiteBlob.decode([UInt8](hexadecimal: text)) == nil)
        }
    }
}
