import Testing
@testable import TerritoryGeometry

@Suite("Forged indexes of shapes")
struct LocatorForgeryTests {
    /// An index of one square whose only cell lists its four edges, to be spoilt.
    private struct Parts {
        var shapeCount = 1
        var firstCell = 0
        var cells: [UInt32] = [LocatorCell.listMark]
        var lists: [UInt32] = [LocatorSlab.lastMark]
        var slabs: [UInt32] = [0, LocatorRun.packed(firstVertex: 0, edgeCount: 4) | LocatorRun.lastMark]
        var stretch = EdgeTree.Stretch(owner: 0, firstVertex: 0, edgeCount: 4)

        var vertices = BoundingBox(west: 0, south: 0, east: 1, north: 1).ring

        func bytes() throws -> [UInt8] {
            let box = BoundingBox(west: 0, south: 0, east: 1, north: 1)
            let grid = try #require(LocatorGrid(box: box, columns: 1, rows: 1, firstCell: firstCell))
            return PointLocator(
                shapeCount: shapeCount, grids: [grid], cells: cells, lists: lists, slabs: slabs, vertices: vertices,
                tree: EdgeTree(stretches: [stretch], leafBoxes: [box])
            ).bytes
        }
    }

    @Test("the index that is spoilt below is a good one")
    func sound() throws {
        let locator = try PointLocator(bytes: Parts().bytes())
        #expect(locator.index(containing: Position(longitude: 0.5, latitude: 0.5)) == 0)
        #expect(locator.nearest(to: Position(longitude: 2, latitude: 0.5))?.index == 0)
    }

    @Test("a number that leads nowhere is damage", arguments: 0..<12)
    func damage(number: Int) throws {
        var parts = Parts()
        let full = LocatorSlab.fullMark
        switch number {
        case 0: parts.slabs[1] = LocatorRun.packed(firstVertex: 1, edgeCount: 4) | LocatorRun.lastMark
        case 1: parts.slabs[1] = LocatorRun.packed(firstVertex: 4, edgeCount: 1) | LocatorRun.lastMark
        case 2: parts.slabs[1] &= ~LocatorRun.lastMark
        case 3: parts.slabs[0] = 1
        case 4: parts.slabs = [full | 1]
        case 5: parts.lists[0] = LocatorSlab.lastMark | 1
        case 6: parts.lists[0] = LocatorSlab.lastMark | 2
        case 7: parts.lists[0] = 0
        case 8: parts.cells[0] = LocatorCell.listMark | 1
        case 9: parts.cells[0] = 2
        case 10: parts.firstCell = 1
        default: parts.stretch = EdgeTree.Stretch(owner: 0, firstVertex: 1, edgeCount: 4)
        }
        let bytes = try parts.bytes()
        #expect(throws: LocatorBytesError.damaged) { try PointLocator(bytes: bytes) }
    }

    @Test("a position off the globe is damage", arguments: [180.5, -1e300, .infinity, .nan])
    func positions(number: Double) throws {
        var parts = Parts()
        parts.vertices[1].longitude = number
        let bytes = try parts.bytes()
        #expect(throws: LocatorBytesError.damaged) { try PointLocator(bytes: bytes) }
    }

    @Test("and so are steps of a size that we do not write", arguments: [1.0, -1e6, 1e-300, .nan, .infinity])
    func steps(scale: Double) throws {
        var bytes = try Parts().bytes()
        // After the header and one grid; the checksum is made to agree.
        bytes.withUnsafeMutableBytes { buffer in
            buffer.storeBytes(of: scale.bitPattern.littleEndian, toByteOffset: 80 + 24 + 32, as: UInt64.self)
            let checksum = LocatorChecksum.of(UnsafeRawBufferPointer(rebasing: buffer[16...]))
            buffer.storeBytes(of: checksum.littleEndian, toByteOffset: 8, as: UInt64.self)
        }
        #expect(throws: LocatorBytesError.damaged) { try PointLocator(bytes: bytes) }
    }

    @Test("a stretch of nobody’s is damage, and counts beyond all bounds are too much")
    func counts() throws {
        var parts = Parts()
        parts.stretch.owner = 1
        let bytes = try parts.bytes()
        #expect(throws: LocatorBytesError.damaged) { try PointLocator(bytes: bytes) }
        // Seven counts follow the magic, the checksum and the version.
        for count in 1..<7 {
            var forged = try Parts().bytes()
            for byte in 0..<8 { forged[24 + 8 * count + byte] = byte == 7 ? 0x7F : 0xFF }
            #expect(throws: LocatorBytesError.self) { try PointLocator(bytes: forged) }
        }
    }
}
