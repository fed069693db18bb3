internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// A layer as it is served: with its texts, each made once.
final class ServedLayer: Sendable {
    let layer: Layer
    let foldedNames: [String]
    private let planes = Guarded<[ReferenceSystem: PlanarShapes]>([:])
    private let geometries = Guarded<[ReferenceSystem: ByteTexts]>([:])
    private let propertyTexts = Guarded<ByteTexts?>(nil)

    init(_ layer: Layer) {
        self.layer = layer
        foldedNames = layer.names.map(NameFolding.fold)
    }

    var id: String { layer.id }

    /// The row of a code.
    func row(of code: String) -> Int? {
        var (low, high) = (0, layer.count)
        while low < high {
            let middle = (low + high) / 2
            if layer.codes[middle].utf8.lexicographicallyPrecedes(code.utf8) { low = middle + 1 } else { high = middle }
        }
        return low < layer.count && layer.codes[low] == code ? low : nil
    }

    /// West, south, east and north of everything; `nil` where nothing has a shape.
    var box: PlanarBox? {
        layer.shapes.boxes.compactMap { $0 }.reduce(nil) { $0?.union($1) ?? $1 }
    }

    /// First and last day of everything; `nil` for what has no time.
    var period: LayerPeriod? {
        guard let periods = layer.periods, !periods.isEmpty else { return nil }
        let (starts, ends) = (periods.map(\.from), periods.map(\.until))
        return LayerPeriod(
            from: starts.contains(nil) ? nil : starts.compactMap { $0 }.min(),
            until: ends.contains(nil) ? nil : ends.compactMap { $0 }.max())
    }

    func shapes(in system: ReferenceSystem) -> PlanarShapes {
        guard !system.isInDegrees else { return layer.shapes }
        return planes.withLock { planes in
            if let known = planes[system] { return known }
            let made = layer.shapes.projected(to: system)
            planes[system] = made
            return made
        }
    }

    /// The text of each row’s geometry.
    func geometries(in system: ReferenceSystem) -> ByteTexts {
        geometries.withLock { texts in
            if let known = texts[system] { return known }
            let made = GeometryText(shapes: shapes(in: system), system: system).texts(layer.geometry)
            texts[system] = made
            return made
        }
    }

    /// The text of each row’s properties, all of them.
    var properties: ByteTexts {
        propertyTexts.withLock { texts in
            if let texts { return texts }
            let columns = Array(layer.columns.indices)
            let made = ByteTexts((0..<layer.count).map { propertyText($0, columns) })
            texts = made
            return made
        }
    }

    func propertyText(_ row: Int, _ columns: [Int]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(.object(members(row, columns)))
        return bytes
    }

    private func members(_ row: Int, _ columns: [Int]) -> [JSONMember] {
        columns.map { JSONMember(layer.columns[$0].name, layer.columns[$0].json(row)) }
    }

    /// The same as people read it: columns by their titles, words by what they mean.
    func readable(_ row: Int, _ columns: [Int], in language: Language) -> [JSONMember] {
        columns.map { layer.columns[$0] }.map { column in
            var value = column.json(row)
            if case .string(let word) = value, let label = column.choices?.first(where: { $0.word == word })?.label {
                value = .string(label(language))
            }
            let unit = column.unit.map { " (\($0(language)))" } ?? ""
            return JSONMember(column.title(language) + unit, value)
        }
    }
}

/// Geometries as GeoJSON tells them, in any system: degrees to six decimals, metres to two.
private struct GeometryText {
    var shapes: PlanarShapes
    var system: ReferenceSystem

    func texts(_ kind: Layer.GeometryKind) -> ByteTexts {
        var buffer = ByteBuffer(capacity: 1 << 16)
        var texts = ByteTexts()
        for row in 0..<shapes.count {
            buffer.removeAll()
            append(row, kind, to: &buffer)
            texts.append(Array(buffer.bytes))
        }
        return texts
    }

    private func append(_ row: Int, _ kind: Layer.GeometryKind, to text: inout ByteBuffer) {
        let polygons = shapes.polygons(of: row)
        guard let first = polygons.first?.first?.first else { return text.append(text: "null") }
        if kind == .point {
            text.append(text: #"{"type":"Point","coordinates":"#)
            append(shapes.points[first], to: &text)
            return text.append(0x7D)
        }
        text.append(text: #"{"type":"MultiPolygon","coordinates":["#)
        for (index, rings) in polygons.enumerated() {
            text.append(text: index == 0 ? "[" : ",[")
            for (place, ring) in rings.enumerated() {
                text.append(text: place == 0 ? "[" : ",[")
                for point in ring {
                    if point > ring.lowerBound { text.append(0x2C) }
                    append(shapes.points[point], to: &text)
                }
                text.append(0x5D)
            }
            text.append(0x5D)
        }
        text.append(text: "]}")
    }

    private func append(_ point: SIMD2<Double>, to text: inout ByteBuffer) {
        let told = system.tellsNorthFirst ? SIMD2(point.y, point.x) : point
        text.append(0x5B)
        append(told.x, to: &text)
        text.append(0x2C)
        append(told.y, to: &text)
        text.append(0x5D)
    }

    private func append(_ number: Double, to text: inout ByteBuffer) {
        text.append(json: system.isInDegrees ? number : (number * 100).rounded() / 100)
    }
}
