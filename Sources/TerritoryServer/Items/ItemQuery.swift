internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// Which rows of a layer a question asks for, and how they are told.
struct ItemQuery: Sendable {
    let layer: ServedLayer
    var system = ReferenceSystem.crs84
    /// In the plane of its system; two where the box crosses the antimeridian.
    var boxes: [PlanarBox]?
    var boxSystem = ReferenceSystem.crs84
    var interval: DayInterval?
    /// Folded; a row passes that has one of them in its name.
    var terms: [String]?
    var equalities: [(column: Int, value: ParameterValue)] = []
    var order: [(column: Int, isDescending: Bool)] = []
    /// By place among the columns.
    var columns: [Int]
    var skipsGeometry = false
    var limit = ItemQuery.initialLimit
    var offset = 0

    static let initialLimit = 100
    static let limits = 1...10_000

    /// What a request says of a list beside its columns.
    private static let reserved: Set = [
        "limit", "offset", "bbox", "bbox-crs", "datetime", "crs", "properties", "skipGeometry", "sortby", "q", "data",
        "dialect", "f", "lang",
    ]

    /// The columns that can be filtered by, by their places: an indicator of one’s own may have the name of a parameter.
    static func filterable(_ layer: Layer) -> [Int] {
        layer.columns.indices.filter { !reserved.contains(layer.columns[$0].name) }
    }

    /// - Throws: A ``Problem`` with everything that does not go together.
    init(_ question: Question, of layer: ServedLayer) throws(Problem) {
        self.layer = layer
        columns = Array(layer.layer.columns.indices)
        var problems: [ParameterProblem] = []
        if case .system(let system)? = question.values["crs"] { self.system = system }
        if case .system(let system)? = question.values["bbox-crs"] {
            boxSystem = system
            if question.values["bbox"] == nil {
                problems.append(
                    ParameterProblem(
                        parameter: "bbox-crs", value: system.uri,
                        detail: LocalizedText(fr: "bbox est attendu avec lui", en: "bbox is expected with it")))
            }
        }
        if case .numbers(let numbers)? = question.values["bbox"] {
            switch Self.boxes(numbers, boxSystem) {
            case .success(let boxes): self.boxes = boxes
            case .failure(let problem): problems.append(problem)
            }
        }
        if case .interval(let interval)? = question.values["datetime"] { self.interval = interval }
        if let text = question.text("q") {
            terms = text.split(separator: ",").map { NameFolding.fold(String($0)) }.filter { !$0.isEmpty }.uniqued()
        }
        if let names = question.names("properties") {
            columns = names.compactMap { name in layer.layer.columns.firstIndex { $0.name == name } }
        }
        if case .order(let keys)? = question.values["sortby"] {
            order = keys.compactMap { key in
                layer.layer.columns.firstIndex { $0.name == key.name }.map { ($0, key.isDescending) }
            }
        }
        for index in Self.filterable(layer.layer) {
            if let value = question.values[layer.layer.columns[index].name] { equalities.append((index, value)) }
        }
        skipsGeometry = question.flag("skipGeometry")
        limit = question.integer("limit") ?? Self.initialLimit
        offset = question.integer("offset") ?? 0
        guard problems.isEmpty else { throw Problem(.badParameter, errors: problems) }
    }

    /// The boxes that four numbers stand for, in the order in which the system tells its axes.
    private static func boxes(
        _ numbers: [Double], _ system: ReferenceSystem
    ) -> Result<[PlanarBox], ParameterProblem> {
        let ordered = system.tellsNorthFirst ? [numbers[1], numbers[0], numbers[3], numbers[2]] : numbers
        let (low, high) = (SIMD2(ordered[0], ordered[1]), SIMD2(ordered[2], ordered[3]))
        func wrong(_ french: String, _ english: String) -> Result<[PlanarBox], ParameterProblem> {
            .failure(
                ParameterProblem(
                    parameter: "bbox", value: numbers.map { Decimals.short($0) }.joined(separator: ","),
                    detail: LocalizedText(fr: french, en: english)))
        }
        // Metres beyond the ends of the plane of EPSG:3857 are none.
        let (east, north) = system.isInDegrees ? (180.0, 90.0) : (20_048_967.0, 20_048_967.0)
        guard abs(low.x) <= east, abs(high.x) <= east, abs(low.y) <= north, abs(high.y) <= north else {
            return system.isInDegrees
                ? wrong(
                    "des degrés de −180 à 180 et de −90 à 90 sont attendus",
                    "degrees from −180 to 180 and from −90 to 90 are expected")
                : wrong("des mètres de ce système sont attendus", "metres of this system are expected")
        }
        guard low.y <= high.y else {
            return wrong("le sud est au nord du nord", "the south is north of the north")
        }
        guard low.x > high.x else { return .success([PlanarBox(low: low, high: high)]) }
        guard system.isInDegrees else {
            return wrong("l’ouest est à l’est de l’est", "the west is east of the east")
        }
        return .success([
            PlanarBox(low: low, high: SIMD2(180, high.y)), PlanarBox(low: SIMD2(-180, low.y), high: high),
        ])
    }

    /// The rows that pass, in their order.
    func rows() -> [Int] {
        var rows = Array(0..<layer.layer.count)
        if let interval, let periods = layer.layer.periods { rows.removeAll { !interval.meets(periods[$0]) } }
        if let terms { rows.removeAll { row in !terms.contains { layer.foldedNames[row].contains($0) } } }
        for (column, value) in equalities {
            let values = layer.layer.columns[column].values
            rows.removeAll { !Self.holds(values, $0, value) }
        }
        if let boxes {
            let shapes = layer.shapes(in: boxSystem)
            rows.removeAll { row in
                shapes.boxes[row] != nil && !boxes.contains { shapes.intersects(row, $0) }
            }
        }
        guard !order.isEmpty else { return rows }
        // Rows are in the order of their codes, and ties stay so.
        return rows.sorted { left, right in
            for (column, isDescending) in order {
                switch Self.compare(layer.layer.columns[column].values, left, right, isDescending) {
                case 0: continue
                case let sign: return sign < 0
                }
            }
            return left < right
        }
    }

    private static func holds(_ values: LayerColumn.Values, _ row: Int, _ wanted: ParameterValue) -> Bool {
        switch (values, wanted) {
        case (.text(let values), .text(let text)): values[row] == text
        case (.integer(let values), .number(let number)): values[row].map { Double($0) == number } ?? false
        case (.number(let values), .number(let number)): values[row] == number
        case (.day(let values), .day(let day)): values[row] == day
        case (.list(let values), .text(let text)): values[row].contains(text)
        default: false
        }
    }

    /// Nothing comes last, either way.
    private static func compare(_ values: LayerColumn.Values, _ left: Int, _ right: Int, _ isDescending: Bool) -> Int {
        func order<Value: Comparable>(_ left: Value?, _ right: Value?) -> Int {
            guard let left, let right else { return left == nil ? (right == nil ? 0 : 1) : -1 }
            if left == right { return 0 }
            return (left < right) != isDescending ? -1 : 1
        }
        return switch values {
        case .text(let values): order(values[left].map(CodePoints.init), values[right].map(CodePoints.init))
        case .integer(let values): order(values[left], values[right])
        case .number(let values): order(values[left], values[right])
        case .day(let values): order(values[left], values[right])
        case .list(let values): order(values[left].joined(separator: " "), values[right].joined(separator: " "))
        }
    }
}

/// A text in the order of its code points, which is that of its bytes.
private struct CodePoints: Comparable {
    let text: String

    static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
    static func < (left: Self, right: Self) -> Bool { left.text.utf8.lexicographicallyPrecedes(right.text.utf8) }
}
