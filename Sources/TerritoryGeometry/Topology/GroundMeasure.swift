import Foundation

/// Meters on the ground from grid units, on a sphere of the Earth's mean radius: good to 0.5 %, enough for a tolerance.
enum GroundMeasure {
    /// Meters in a millionth of a degree of latitude.
    static let metersPerUnit = 6_371_008.8 * Double.pi / 180e6

    /// How much shorter a degree of longitude is at latitude `y` (millionths of a degree).
    static func longitudeScale(at y: Int32) -> Double {
        cos(Double(y) / 1e6 * Double.pi / 180)
    }

    /// Square meters in `twiceArea`, which is in square grid units, near latitude `y`.
    static func squareMeters(twiceArea: Int64, at y: Int32) -> Double {
        Double(twiceArea) / 2 * metersPerUnit * metersPerUnit * longitudeScale(at: y)
    }

    static func meters(from start: Vertex, to end: Vertex) -> Double {
        let step = Displacement(from: start, to: end)
        let east = Double(step.dx) * longitudeScale(at: start.y)
        let north = Double(step.dy)
        return (east * east + north * north).squareRoot() * metersPerUnit
    }
}
