extension PointLocator {
    /// “PTLOCATE”, read as a little-endian number.
    private static let magic: UInt64 = 0x4554_4143_4F4C_5450
    private static let version: UInt32 = 1
    /// Magic, checksum of all that follows, version with padding, then seven counts.
    private static let headerLength = 80

    /// The locator as bytes, the same on every machine, for ``init(bytes:)-([UInt8])``.
    public var bytes: [UInt8] {
        var body = LocatorWriter(capacity: byteCountBound)
        // The checksum is known once the rest is written.
        body.append([Self.magic, 0])
        body.append([Self.version])
        body.append(
            [
                shapeCount, grids.count, cells.count, lists.count, slabs.count, vertices.count, tree.stretches.count,
            ].map(UInt64.init))
        body.append(grids.flatMap { [UInt64($0.columns), UInt64($0.rows), UInt64($0.firstCell)] })
        body.append(grids.flatMap { [$0.box.west, $0.box.south, $0.box.east, $0.box.north] })
        VertexCoding.append(vertices, to: &body)
        body.append(tree.boxes[..<tree.stretches.count].flatMap { [$0.west, $0.south, $0.east, $0.north] })
        body.append(cells)
        body.append(lists)
        body.append(slabs)
        body.append(tree.stretches.flatMap { [$0.owner, $0.firstVertex, $0.edgeCount] })
        var bytes = body.bytes
        bytes.withUnsafeMutableBytes { buffer in
            let checksum = LocatorChecksum.of(UnsafeRawBufferPointer(rebasing: buffer[16...]))
            buffer.storeBytes(of: checksum.littleEndian, toByteOffset: 8, as: UInt64.self)
        }
        return bytes
    }

    /// No fewer bytes than ``bytes`` has, as a rule.
    private var byteCountBound: Int {
        4 * (cells.count + lists.count + slabs.count) + 16 * vertices.count + 44 * tree.stretches.count
            + 56 * grids.count + 1024
    }

    /// The locator that these bytes were made from, without a look at any shape.
    ///
    /// - Throws: ``LocatorBytesError`` if they are not what ``bytes`` gave.
    public init(bytes: [UInt8]) throws(LocatorBytesError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(LocatorBytesError) in try PointLocator(bytes: buffer) }
        }
        self = try result.get()
    }

    /// The locator that these bytes were made from; they may go away afterwards.
    ///
    /// Any bytes are either refused or safe to use: every number that leads to another place is checked.
    ///
    /// - Throws: ``LocatorBytesError`` if they are not what ``bytes`` gave.
    public init(bytes: UnsafeRawBufferPointer) throws(LocatorBytesError) {
        var reader = LocatorReader(bytes)
        guard bytes.count >= Self.headerLength else {
            throw bytes.isEmpty ? .notALocator : .wrongLength(found: bytes.count)
        }
        let head = try reader.integers(2, as: UInt64.self)
        guard head[0] == Self.magic else { throw .notALocator }
        let version = try reader.integers(1, as: UInt32.self)[0]
        guard version == Self.version else { throw .unknownVersion(version) }
        let counts = try reader.integers(7, as: UInt64.self).map { Int(clamping: $0) }
        let grids = try Self.grids(counts[1], from: &reader)
        let vertices = try VertexCoding.positions(counts[5], from: &reader)
        let boxes = try reader.doubles(Self.times(4, counts[6]))
        let cells = try reader.integers(counts[2], as: UInt32.self)
        let lists = try reader.integers(counts[3], as: UInt32.self)
        let slabs = try reader.integers(counts[4], as: UInt32.self)
        let stretches = try reader.integers(Self.times(3, counts[6]), as: UInt32.self)
        guard reader.isAtEnd else { throw .wrongLength(found: bytes.count) }
        guard LocatorChecksum.of(UnsafeRawBufferPointer(rebasing: bytes[16...])) == head[1] else { throw .damaged }
        self.init(
            shapeCount: counts[0], grids: grids, cells: cells, lists: lists, slabs: slabs, vertices: vertices,
            tree: EdgeTree(stretches: Self.stretches(stretches), leafBoxes: Self.boxes(boxes)))
        guard isSound else { throw .damaged }
    }

    private static func times(_ factor: Int, _ count: Int) -> Int {
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }

    private static func grids(
        _ count: Int, from reader: inout LocatorReader
    ) throws(LocatorBytesError) -> [LocatorGrid] {
        let sides = try reader.integers(times(3, count), as: UInt64.self).map { Int(clamping: $0) }
        let boxes = boxes(try reader.doubles(times(4, count)))
        var grids: [LocatorGrid] = []
        for (index, box) in boxes.enumerated() {
            guard
                let grid = LocatorGrid(
                    box: box, columns: sides[3 * index], rows: sides[3 * index + 1], firstCell: sides[3 * index + 2])
            else { throw .damaged }
            grids.append(grid)
        }
        return grids
    }

    private static func boxes(_ numbers: [Double]) -> [BoundingBox] {
        stride(from: 0, to: numbers.count, by: 4).map {
            BoundingBox(west: numbers[$0], south: numbers[$0 + 1], east: numbers[$0 + 2], north: numbers[$0 + 3])
        }
    }

    private static func stretches(_ numbers: [UInt32]) -> [EdgeTree.Stretch] {
        stride(from: 0, to: numbers.count, by: 3).map {
            EdgeTree.Stretch(owner: numbers[$0], firstVertex: numbers[$0 + 1], edgeCount: numbers[$0 + 2])
        }
    }
}

extension PointLocator {
    /// Whether no question can lead outside the arrays.
    private var isSound: Bool {
        guard shapeCount < LocatorCell.listMark - 1,
            grids.allSatisfy({ $0.firstCell + $0.cellCount <= cells.count }),
            lists.last ?? LocatorSlab.lastMark >= LocatorSlab.lastMark, let heads = slabHeads
        else { return false }
        return cells.allSatisfy { cell in
            cell < LocatorCell.listMark
                ? cell <= shapeCount : Int(cell & ~LocatorCell.listMark) < lists.count
        }
            && lists.allSatisfy { entry in
                let slab = Int(entry & ~LocatorSlab.lastMark)
                return slab < heads.count && heads[slab]
            }
            && tree.stretches.allSatisfy { stretch in
                stretch.owner < shapeCount
                    && Int(stretch.firstVertex) + Int(stretch.edgeCount) < vertices.count
            }
    }

    /// Which words of the slabs are heads.
    ///
    /// - Returns: `nil` where a slab names no owner, leads outside the vertices or does not end.
    private var slabHeads: [Bool]? {
        var heads = [Bool](repeating: false, count: slabs.count)
        var isHead = true
        for (index, word) in slabs.enumerated() {
            if isHead {
                guard word & ~LocatorSlab.fullMark < shapeCount else { return nil }
                heads[index] = true
                isHead = word >= LocatorSlab.fullMark
            } else {
                let last = LocatorRun.firstVertex(of: word) + LocatorRun.edgeCount(of: word)
                guard last < vertices.count else { return nil }
                isHead = LocatorRun.isLast(word)
            }
        }
        return isHead ? heads : nil
    }
}
