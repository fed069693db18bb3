/// Which way three positions turn in the plane of longitude and latitude, never wrong.
///
/// A floating-point determinant decides nearly always; where its rounding could hide the sign, the products are summed
/// without rounding, after Shewchuk, *Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
/// Predicates*, 1997.
enum Turn {
    /// Twice the area of the triangle, in square degrees: positive when `a`, `b`, `c` turn left, 0 only when aligned.
    ///
    /// The sign is exact, the magnitude is approximate.
    @inline(__always)
    static func value(_ a: Position, _ b: Position, _ c: Position) -> Double {
        let left = (a.longitude - c.longitude) * (b.latitude - c.latitude)
        let right = (a.latitude - c.latitude) * (b.longitude - c.longitude)
        let difference = left - right
        let magnitude = abs(left) + abs(right)
        // Also the way of vertices in common, where both products are exactly 0.
        if abs(difference) > errorBound * magnitude || magnitude == 0 { return difference }
        return exactValue(a, b, c)
    }

    /// Shewchuk's bound for the determinant: (3 + 16 ε) ε with ε = 2⁻⁵³.
    private static let errorBound = (3 + 16 * 0x1p-53) * 0x1p-53

    /// The same as ``value(_:_:_:)`` from the six products of coordinates, without any rounding.
    @inline(never)
    static func exactValue(_ a: Position, _ b: Position, _ c: Position) -> Double {
        var sum = ExactSum()
        sum.addProduct(a.longitude, b.latitude)
        sum.addProduct(-a.longitude, c.latitude)
        sum.addProduct(-c.longitude, b.latitude)
        sum.addProduct(-a.latitude, b.longitude)
        sum.addProduct(a.latitude, c.longitude)
        sum.addProduct(c.latitude, b.longitude)
        return sum.value
    }
}

/// A sum without rounding: doubles whose digits do not overlap, the smallest first.
private struct ExactSum {
    private var components: [Double] = []

    /// The nearest sign and about the size of the sum: its last component outweighs all others together.
    var value: Double { components.last { $0 != 0 } ?? 0 }

    mutating func addProduct(_ left: Double, _ right: Double) {
        let product = left * right
        add((-product).addingProduct(left, right))
        add(product)
    }

    private mutating func add(_ term: Double) {
        var carried = term
        for index in components.indices {
            let component = components[index]
            let sum = carried + component
            let shadow = sum - carried
            components[index] = (carried - (sum - shadow)) + (component - shadow)
            carried = sum
        }
        components.append(carried)
    }
}
