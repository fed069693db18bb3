@testable import TerritoryKit
import TerritoryTestSupport

extension SetExpression {
    /// The expression as a person would write it, with no more parentheses than it needs.
    var printed: String { printed(within: .set) }

    private enum Level: Int { case set, chain, term }

    private func printed(within level: Level) -> String {
        func binary(_ left: SetExpression, _ word: String, _ right: SetExpression, _ own: Level, _ next: Level)
            -> String
        {
            let text = "\(left.printed(within: own)) \(word) \(right.printed(within: next))"
            return level.rawValue > own.rawValue ? "(\(text))" : text
        }
        switch self {
        case .atom(let name, let argument, _): return name + (argument.map { ":" + $0 } ?? "")
        case .list(let codes): return "{" + codes.map(\.text).joined(separator: " ") + "}"
        case .or(let left, let right): return binary(left, "or", right, .set, .chain)
        case .and(let left, let right): return binary(left, "and", right, .chain, .term)
        case .minus(let left, let right): return binary(left, "minus", right, .chain, .term)
        case .not(let part): return "not " + part.printed(within: .term)
        case .touching(let part): return "touching " + part.printed(within: .term)
        case .within(let meters, let part): return "within \(meters)m of " + part.printed(within: .term)
        }
    }

    /// The expression without the places of its words.
    var unplaced: SetExpression {
        switch self {
        case .atom(let name, let argument, _): .atom(name: name, argument: argument, position: 0)
        case .list(let codes): .list(codes.map(\.text))
        case .or(let left, let right): .or(left.unplaced, right.unplaced)
        case .and(let left, let right): .and(left.unplaced, right.unplaced)
        case .minus(let left, let right): .minus(left.unplaced, right.unplaced)
        case .not(let part): .not(part.unplaced)
        case .touching(let part): .touching(part.unplaced)
        case .within(let meters, let part): .within(meters: meters, part.unplaced)
        }
    }

    /// Codes without places.
    static func list(_ codes: [String]) -> SetExpression { .list(codes.map { Code(text: $0, position: 0) }) }

    /// An expression over some sets, without places.
    static func random(
        of atoms: [SetExpression], depth: Int, hasDistances: Bool = true, using random: inout SplitMix64
    ) -> SetExpression {
        guard depth > 0, Int.random(in: 0..<5, using: &random) > 0, let atom = atoms.randomElement(using: &random)
        else { return atoms.randomElement(using: &random) ?? .list([String]()) }
        func part() -> SetExpression {
            Self.random(of: atoms, depth: depth - 1, hasDistances: hasDistances, using: &random)
        }
        switch Int.random(in: 0..<(hasDistances ? 7 : 6), using: &random) {
        case 0: return .and(part(), part())
        case 1: return .or(part(), part())
        case 2: return .minus(part(), part())
        case 3: return .not(part())
        case 4: return .touching(part())
        case 5: return atom
        default: return .within(meters: Double(Int.random(in: 0...40, using: &random)) * 250, part())
        }
    }
}
