public import TerritoryFormats
public import TerritoryKit

/// What a new package has that the one before had not, and the other way round.
public struct PackageChanges: Sendable, Equatable {
    public struct Commune: Sendable, Equatable {
        public var code: CommuneCode
        public var name: String

        package init(code: CommuneCode, name: String) {
            self.code = code
            self.name = name
        }
    }

    public struct Renaming: Sendable, Equatable {
        public var code: CommuneCode
        public var before: String
        public var after: String

        package init(code: CommuneCode, before: String, after: String) {
            self.code = code
            self.before = before
            self.after = after
        }
    }

    /// That a commune went from one class, or one EPCI, to another; `nil` stands for none.
    public struct Move: Sendable, Equatable {
        public var commune: CommuneCode
        /// The zoning, or `epci`.
        public var zoning: String
        public var before: String?
        public var after: String?

        package init(commune: CommuneCode, zoning: String, before: String? = nil, after: String? = nil) {
            self.commune = commune
            self.zoning = zoning
            self.before = before
            self.after = after
        }
    }

    /// That a list of a source was not there before, is there no more, or has other rows.
    public struct List: Sendable, Hashable {
        public enum Change: Sendable { case added, removed, renewed }

        public var change: Change
        /// The role of the source, such as `dsr`.
        public var role: String
        public var label: LocalizedText
        public var vintage: String

        package init(_ change: Change, role: String, label: LocalizedText, vintage: String) {
            (self.change, self.role, self.label, self.vintage) = (change, role, label, vintage)
        }
    }

    /// Whether there was a package before.
    public var hasBefore: Bool
    public var added: [Commune] = []
    public var removed: [Commune] = []
    public var renamed: [Renaming] = []
    public var moves: [Move] = []
    public var lists: [List] = []

    public var isEmpty: Bool {
        added.isEmpty && removed.isEmpty && renamed.isEmpty && moves.isEmpty && lists.isEmpty
    }

    init(from before: DataPackage?, to after: DataPackage) {
        hasBefore = before != nil
        guard let before else { return }
        let (old, new) = (Self.names(before), Self.names(after))
        added = Self.sorted(new.filter { old[$0.key] == nil })
        removed = Self.sorted(old.filter { new[$0.key] == nil })
        renamed = new.compactMap { code, name in
            guard let former = old[code], former != name else { return nil }
            return Renaming(code: code, before: former, after: name)
        }
        .sorted { $0.code < $1.code }
        moves = Self.moves(from: Self.classes(before), to: Self.classes(after))
            .filter { old[$0.commune] != nil && new[$0.commune] != nil }
        lists = Self.lists(from: Self.sources(before), to: Self.sources(after))
    }

    private struct ListKey: Hashable {
        var role: String
        var vintage: String
    }

    private static func sources(_ package: DataPackage) -> [ListKey: Descriptor.Source] {
        package.sources.flatMap(\.sources).reduce(into: [:]) {
            $0[ListKey(role: $1.role, vintage: $1.vintage)] = $1
        }
    }

    private static func lists(
        from old: [ListKey: Descriptor.Source], to new: [ListKey: Descriptor.Source]
    ) -> [List] {
        Set(old.keys).union(new.keys).sorted { ($0.role, $0.vintage) < ($1.role, $1.vintage) }.compactMap { key in
            guard let source = new[key] ?? old[key], old[key]?.sha256 != new[key]?.sha256 else { return nil }
            let change: List.Change = old[key] == nil ? .added : new[key] == nil ? .removed : .renewed
            let label = LocalizedText(fr: source.label.fr, en: source.label.en)
            return List(change, role: key.role, label: label, vintage: key.vintage)
        }
    }

    private static func names(_ package: DataPackage) -> [CommuneCode: String] {
        package.rows(Tables.commune).reduce(into: [:]) { $0[CommuneCode(unchecked: $1.values[0])] = $1.values[1] }
    }

    private static func sorted(_ communes: [CommuneCode: String]) -> [Commune] {
        communes.map { Commune(code: $0.key, name: $0.value) }.sorted { $0.code < $1.code }
    }

    private struct Place: Hashable {
        var commune: CommuneCode
        var zoning: String
    }

    private static func classes(_ package: DataPackage) -> [Place: String] {
        var classes = package.latestClasses.reduce(into: [Place: String]()) {
            $0[Place(commune: CommuneCode(unchecked: $1.values[0]), zoning: $1.values[1])] = $1.values[3]
        }
        for row in package.rows(Tables.epciMember) {
            classes[Place(commune: CommuneCode(unchecked: row.values[1]), zoning: "epci")] = row.values[0]
        }
        return classes
    }

    private static func moves(from old: [Place: String], to new: [Place: String]) -> [Move] {
        Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
            .map { Move(commune: $0.commune, zoning: $0.zoning, before: old[$0], after: new[$0]) }
            .sorted { ($0.zoning, $0.commune) < ($1.zoning, $1.commune) }
    }
}
