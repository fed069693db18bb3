/// Where the shapes are that a coverage is to be cut by.
///
/// Only an edge that meets the box of a shape can be crossed by it, or lie in it: the others need neither index nor
/// measure.
package struct Vicinity: Sendable {
    private let all: [BoundingBox]
    private let grid: BoxGrid

    package init(_ boxes: [BoundingBox]) {
        all = boxes
        grid = BoxGrid(count: boxes.count) { boxes[$0] }
    }

    /// The boxes of the shapes that meet a box.
    package func boxes(meeting box: BoundingBox) -> [BoundingBox] {
        var found: [BoundingBox] = []
        grid.forEachItem(touching: box, boxOf: { all[$0] }) { found.append(all[$0]) }
        return found
    }
}
