extension SetExpression {
    /// The same set in one way of writing it, so that decisions rest on what is meant: synonyms, brackets, letter case,
    /// places in the text, and parts that are repeated (`S or S`, `S and S`, `not not S`) make no difference.
    var canonical: SetExpression {
        switch self {
        case .atom(let name, let argument, _): return Self.canonicalAtom(name, argument)
        case .list(let codes):
            var known: Set<String> = []
            let distinct = codes.map { $0.text.uppercased() }.filter { known.insert($0).inserted }
            if distinct.count == 1 { return Self.canonicalAtom("commune", distinct[0]) }
            return .list(distinct.sorted().map { Code(text: $0, position: 0) })
        case .and(let left, let right):
            let (left, right) = (left.canonical, right.canonical)
            return left == right ? left : .and(left, right)
        case .or(let left, let right):
            let (left, right) = (left.canonical, right.canonical)
            return left == right ? left : .or(left, right)
        case .minus(let left, let right): return .minus(left.canonical, right.canonical)
        case .not(let part):
            let part = part.canonical
            if case .not(let inner) = part { return inner }
            return .not(part)
        case .touching(let part): return .touching(part.canonical)
        case .within(let meters, let part): return .within(meters: meters, part.canonical)
        }
    }

    private static func canonicalAtom(_ name: String, _ argument: String?) -> SetExpression {
        let name = argument == nil ? name.lowercased() : TerritoryKind(word: name)?.rawValue ?? name.lowercased()
        return .atom(name: name, argument: argument, position: 0)
    }

    /// The name of a set that is asked for as a whole, such as `qpv` or `rural`; `nil` for any other expression.
    var bareName: String? {
        guard case .atom(let name, nil, _) = canonical else { return nil }
        return name
    }

    /// The territory, contract or pact that the expression is, such as `epci:200067940`; `nil` for any other.
    var namedThing: (name: String, code: String)? {
        guard case .atom(let name, let code?, _) = canonical else { return nil }
        return (name, code)
    }
}
