/// The curve of Hilbert, which passes near positions one after the other.
enum HilbertCurve {
    /// How far along the curve a point lies, in a square of 2¹⁶ by 2¹⁶.
    static func distance(x: UInt32, y: UInt32) -> UInt32 {
        var (x, y) = (x & 0xFFFF, y & 0xFFFF)
        var distance: UInt32 = 0
        var side: UInt32 = 1 << 15
        while side > 0 {
            let isEast = x & side > 0
            let isNorth = y & side > 0
            distance += side * side * (isEast ? (isNorth ? 2 : 3) : (isNorth ? 1 : 0))
            if !isNorth {
                if isEast { (x, y) = (0xFFFF - x, 0xFFFF - y) }
                (x, y) = (y, x)
            }
            side >>= 1
        }
        return distance
    }
}
