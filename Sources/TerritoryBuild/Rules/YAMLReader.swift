internal import Yams
internal import TerritoryFormats

/// Turns what Yams composed into values, and puts the aliases back within the limits.
struct YAMLReader {
    /// A value, and what it costs to use it: the levels and the values under it, aliases replaced.
    private struct Measured {
        var node: DocumentNode
        var height: Int
        var count: Int
    }

    private let file: String
    private var anchors: [String: Measured] = [:]
    private var problems: [SourceProblem] = []
    private var count = 0

    private init(file: String) {
        self.file = file
    }

    static func read(_ top: Node, file: String) throws(ImportError) -> DocumentNode {
        var reader = YAMLReader(file: file)
        let root = try reader.read(top, depth: 0)
        guard reader.problems.isEmpty else { throw ImportError(reader.problems) }
        return root.node
    }

    // MARK: Nodes

    private mutating func read(_ node: Node, depth: Int) throws(ImportError) -> Measured {
        let place = Self.place(of: node)
        if let alias = alias(node) { return try resolve(alias, at: place, depth: depth) }
        try admit(1, depth: depth, line: place.line)
        if let tag = Self.explicitTag(of: node) { report(YAMLProblem.tag(tag), place) }
        let before = count
        let (content, height) = try content(of: node, depth: depth)
        let measured = Measured(
            node: DocumentNode(place: place, content: content), height: height, count: count - before + 1)
        register(measured, as: node.anchor, at: place)
        return measured
    }

    private mutating func content(
        of node: Node, depth: Int
    ) throws(ImportError) -> (content: DocumentNode.Content, height: Int) {
        switch node {
        case .scalar(let scalar): return (scalarContent(scalar, at: Self.place(of: node)), 0)
        case .sequence(let sequence): return try array(sequence, depth: depth)
        case .mapping(let mapping): return try object(mapping, depth: depth)
        // The mask leaves Yams no alias to make.
        case .alias: return (.null, 0)
        }
    }

    private mutating func array(
        _ sequence: Node.Sequence, depth: Int
    ) throws(ImportError) -> (content: DocumentNode.Content, height: Int) {
        var elements: [DocumentNode] = []
        var height = 0
        for node in sequence {
            let element = try read(node, depth: depth + 1)
            elements.append(element.node)
            height = max(height, element.height + 1)
        }
        return (.array(elements), height)
    }

    private mutating func object(
        _ mapping: Node.Mapping, depth: Int
    ) throws(ImportError) -> (content: DocumentNode.Content, height: Int) {
        var members: [DocumentNode.Member] = []
        var height = 0
        if mapping.count > YAMLDocument.maximumMembers {
            let line = mapping.mark?.line
            throw ImportError([SourceProblem(file: file, line: line, YAMLProblem.tooManyMembers)])
        }
        for (key, node) in mapping {
            let name = name(key)
            let value = try read(node, depth: depth + 1)
            height = max(height, value.height + 1)
            guard let name else { continue }
            members.append(DocumentNode.Member(name: name, place: Self.place(of: key), value: value.node))
        }
        return (.object(members), height)
    }

    /// The name of a member: its text, even where YAML would take it for a boolean, as with “on”.
    ///
    /// - Returns: `nil` for a name that is refused, whose problem is reported.
    private mutating func name(_ key: Node) -> String? {
        let place = Self.place(of: key)
        guard case .scalar(let scalar) = key, alias(key) == nil else {
            report(YAMLProblem.nameNotText, place)
            return nil
        }
        let name = YAMLMask.unmask(scalar.string)
        guard name != "<<" || scalar.style != .plain else {
            report(YAMLProblem.mergeKey, place)
            return nil
        }
        let node = DocumentNode(place: place, content: scalarContent(scalar, at: place))
        register(Measured(node: node, height: 0, count: 1), as: key.anchor, at: place)
        return name
    }

    private mutating func scalarContent(
        _ scalar: Node.Scalar, at place: DocumentNode.Place
    ) -> DocumentNode.Content {
        let text = YAMLMask.unmask(scalar.string)
        guard scalar.style == .plain else { return .string(text) }
        if YAMLMask.isKey(scalar.string) { report(YAMLProblem.explicitKey, place) }
        return YAMLScalar.content(of: text)
    }

    // MARK: Anchors

    private func alias(_ node: Node) -> String? {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return nil }
        return YAMLMask.alias(in: scalar.string)
    }

    private mutating func resolve(
        _ name: String, at place: DocumentNode.Place, depth: Int
    ) throws(ImportError) -> Measured {
        guard let target = anchors[name] else {
            report(YAMLProblem.undefinedAlias(name, known: anchors.keys.sorted()), place)
            return Measured(node: DocumentNode(place: place, content: .null), height: 0, count: 1)
        }
        try admit(target.count, depth: depth + target.height, line: place.line)
        return target
    }

    private mutating func register(_ measured: Measured, as anchor: Anchor?, at place: DocumentNode.Place) {
        guard let name = anchor?.rawValue else { return }
        if let first = anchors[name] {
            report(YAMLProblem.duplicateAnchor(name, firstLine: first.node.place.line), place)
        } else {
            anchors[name] = measured
        }
    }

    // MARK: Limits and problems

    private mutating func admit(_ nodes: Int, depth: Int, line: Int) throws(ImportError) {
        count += nodes
        if depth > YAMLDocument.maximumDepth {
            throw ImportError([SourceProblem(file: file, line: line, YAMLProblem.tooDeep)])
        }
        if count > YAMLDocument.maximumNodes {
            throw ImportError([SourceProblem(file: file, line: line, YAMLProblem.tooManyNodes)])
        }
    }

    private mutating func report(_ message: LocalizedText, _ place: DocumentNode.Place) {
        problems.append(SourceProblem(file: file, line: place.line, message))
    }

    private static func place(of node: Node) -> DocumentNode.Place {
        DocumentNode.Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    /// The tag that the author wrote.
    ///
    /// Yams gives a quoted text the tag of texts, which cannot be told from one that is written.
    private static func explicitTag(of node: Node) -> String? {
        let tag: String
        switch node {
        case .scalar(let scalar):
            tag = scalar.tag.rawValue
            if scalar.style != .plain, tag == Tag.Name.str.rawValue { return nil }
        case .sequence(let sequence): tag = sequence.tag.rawValue
        case .mapping(let mapping): tag = mapping.tag.rawValue
        case .alias: return nil
        }
        return tag == Tag.Name.implicit.rawValue ? nil : tag
    }
}
