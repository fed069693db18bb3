extension Sequence where Element: Hashable {
    /// The elements, each once, in the order of their first appearance.
    package func uniqued() -> [Element] {
        let elements = Array(self)
        guard elements.count > 1 else { return elements }
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }
}
