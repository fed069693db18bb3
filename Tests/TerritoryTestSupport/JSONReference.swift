import Foundation
import TerritoryKit

/// What `docs/json.md` says of the answers: a section for each answer, and a table for each kind of object.
///
/// A table has the columns member, type and meaning. It describes the object that its heading names, or the answer of
/// its section.
public struct JSONReference: Sendable {
    /// What a value may be.
    indirect enum Shape: Hashable, Sendable {
        case value(Value)
        case object(String)
        case list(Shape)
        case nullable(Shape)

        enum Value: String, Sendable { case text, integer, number, boolean, date, any }

        init(_ text: Substring) {
            if text.hasSuffix("?") {
                self = .nullable(Shape(text.dropLast()))
            } else if text.hasPrefix("["), text.hasSuffix("]") {
                self = .list(Shape(text.dropFirst().dropLast()))
            } else if let value = Value(rawValue: String(text)) {
                self = .value(value)
            } else {
                self = .object(String(text))
            }
        }

        /// The object that it is, or is a list of.
        var object: String? {
            switch self {
            case .value: nil
            case .object(let name): name
            case .list(let shape), .nullable(let shape): shape.object
            }
        }
    }

    struct Member: Hashable, Sendable {
        var shape: Shape
        var isOptional: Bool
    }

    /// A member of a table, which two answers may share.
    public struct Place: Hashable, Comparable, CustomStringConvertible, Sendable {
        public var table: String
        public var member: String

        public init(table: String, member: String) {
            self.table = table
            self.member = member
        }

        public var description: String { "`\(member)` of “\(table)”" }

        public static func < (left: Self, right: Self) -> Bool {
            (left.table, left.member) < (right.table, right.member)
        }
    }

    private(set) var tables: [String: [String: Member]] = [:]
    private(set) var answers: [String: Shape] = [:]

    /// The headings of the answers.
    public var sections: Set<String> { Set(answers.keys) }

    /// Every member of every table.
    public var places: Set<Place> {
        Set(tables.flatMap { table, members in members.keys.map { Place(table: table, member: $0) } })
    }
}

extension JSONReference {
    /// The member whose name stands for those that are data.
    private static let anyName = "*"
    private static let geoJSON = "GeoJSON"

    /// Reads the sections and tables of a document.
    ///
    /// - Throws: ``FixtureError`` for a row that cannot be read, a member or heading that comes twice, and an object
    ///   without a table.
    public init(markdown: String) throws {
        var (section, table, isTable) = ("", "", false)
        var headings: Set<String> = []
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            if let heading = line.firstMatch(of: /^(##|###) (.+)$/) {
                table = String(heading.2)
                if heading.1 == "##" { section = table }
                guard headings.insert(table).inserted else { throw FixtureError(message: "“\(table)” comes twice") }
            } else if let answer = line.firstMatch(of: /^The answer is (?:an?|that of) (list of )?`([^`]+)`/) {
                let object = Shape.object(String(answer.2))
                answers[section] = answer.1 == nil ? object : .list(object)
                table = String(answer.2)
            } else if line.hasPrefix("|") {
                if line == "| member | type | meaning |" {
                    isTable = true
                    if table == section { answers[section] = .object(section) }
                } else if isTable {
                    try add(line, to: table)
                }
                continue
            }
            isTable = false
        }
        answers[Self.geoJSON] = nil
        composeCollections()
        try checkObjects()
    }

    private mutating func add(_ line: Substring, to table: String) throws {
        if line.hasPrefix("| ---") { return }
        guard let row = line.wholeMatch(of: /\| `([^`?]+)(\?)?` \| `([^`]+)` \| .*\|/) else {
            throw FixtureError(message: "“\(table)”: \(line) is not a row of member, type and meaning")
        }
        let member = Member(shape: Shape(row.3), isOptional: row.2 != nil)
        guard tables[table, default: [:]].updateValue(member, forKey: String(row.1)) == nil else {
            throw FixtureError(message: "“\(table)”: `\(row.1)` comes twice")
        }
    }

    /// Gives each GeoJSON answer the members of all collections and features beside its own.
    private mutating func composeCollections() {
        let prefix = "properties."
        for section in sections where section.hasSuffix(" as \(Self.geoJSON)") {
            guard let own = tables[section] else { continue }
            let (features, properties) = (section + ": feature", section + ": properties")
            tables[properties] = Dictionary(
                uniqueKeysWithValues: own.filter { $0.key.hasPrefix(prefix) }.map {
                    (String($0.key.dropFirst(prefix.count)), $0.value)
                })
            tables[features] = tables["Feature"]
            tables[features]?["properties"]?.shape = .object(properties)
            var collection = tables[Self.geoJSON] ?? [:]
            collection["features"]?.shape = .list(.object(features))
            tables[section] = collection.merging(own.filter { !$0.key.hasPrefix(prefix) }) { $1 }
        }
        for table in [Self.geoJSON, "Feature"] { tables[table] = nil }
    }

    private func checkObjects() throws {
        let shapes = Array(answers.values) + tables.values.flatMap { $0.values.map(\.shape) }
        for object in shapes.compactMap(\.object) where tables[object] == nil {
            throw FixtureError(message: "“\(object)” has no table")
        }
    }
}

extension JSONReference {
    /// What comes out where answers are compared with their tables.
    public struct Comparison: Sendable {
        /// What an answer and its table do not share.
        public var problems: Set<String> = []
        /// The members that held something: neither `null` nor an empty list.
        public var filled: Set<Place> = []

        public init() {}
    }

    /// Compares an answer with the tables of its section.
    public func compare(_ answer: JSONTree, with section: String, in comparison: inout Comparison) {
        guard let shape = answers[section] else {
            comparison.problems.insert("“\(section)” is no section")
            return
        }
        _ = check(answer, shape, "\(section): ", &comparison)
    }

    /// - Returns: Whether the value holds something.
    private func check(_ value: JSONTree, _ shape: Shape, _ path: String, _ comparison: inout Comparison) -> Bool {
        switch (shape, value) {
        case (.nullable, .null): return false
        case (.nullable(let shape), _): return check(value, shape, path, &comparison)
        case (.list(let shape), .list(let items)):
            for item in items { _ = check(item, shape, path + "[]", &comparison) }
            return !items.isEmpty
        case (.object(let table), .object(let members)): check(members, table, path, &comparison)
        case (.value(let type), _) where type.fits(value): break
        default: comparison.problems.insert("\(path) is not \(shape.text): \(value.summary)")
        }
        return true
    }

    private func check(
        _ members: [String: JSONTree], _ table: String, _ path: String, _ comparison: inout Comparison
    ) {
        let rows = tables[table] ?? [:]
        for (name, value) in members {
            let row = rows[name] == nil ? Self.anyName : name
            guard let member = rows[row] else {
                comparison.problems.insert("\(path).\(name) is in the answer and not in the table “\(table)”")
                continue
            }
            if check(value, member.shape, "\(path).\(name)", &comparison) {
                comparison.filled.insert(Place(table: table, member: row))
            }
        }
        for (name, member) in rows where !member.isOptional && name != Self.anyName && members[name] == nil {
            comparison.problems.insert("\(path).\(name) is in the table “\(table)” and not in the answer")
        }
    }
}

extension JSONReference.Shape {
    /// The type as the tables write it.
    fileprivate var text: String {
        switch self {
        case .value(let value): value.rawValue
        case .object(let name): name
        case .list(let shape): "[\(shape.text)]"
        case .nullable(let shape): shape.text + "?"
        }
    }
}

extension JSONReference.Shape.Value {
    fileprivate func fits(_ value: JSONTree) -> Bool {
        switch (self, value) {
        case (.text, .text), (.number, .number), (.boolean, .boolean), (.any, _): true
        case (.integer, .number(let number)): number == number.rounded()
        case (.date, .text(let text)): CivilDate(text) != nil
        default: false
        }
    }
}

extension JSONTree {
    /// The value, or what kind of value it is.
    fileprivate var summary: String {
        switch self {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .number(let value): "\(value)"
        case .text(let value): "“\(value)”"
        case .list: "a list"
        case .object: "an object"
        }
    }
}
