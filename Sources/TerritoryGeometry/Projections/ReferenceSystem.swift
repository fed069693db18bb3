/// A coordinate reference system in which positions are told.
///
/// The data are in degrees of RGF93, which stands for WGS 84 here: the two agree to a metre, and EPSG gives a null
/// transformation between them (EPSG:1671).
public enum ReferenceSystem: String, CaseIterable, Sendable {
    /// Degrees, longitude first (OGC:CRS84).
    case crs84
    /// Degrees, latitude first (EPSG:4326).
    case wgs84
    /// Metres, easting first (EPSG:2154, RGF93 v1 / Lambert-93).
    case lambert93
    /// Metres, easting first (EPSG:3857, WGS 84 / Pseudo-Mercator).
    case webMercator

    /// Its address in the register of the OGC.
    public var uri: String {
        switch self {
        case .crs84: "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
        case .wgs84: "http://www.opengis.net/def/crs/EPSG/0/4326"
        case .lambert93: "http://www.opengis.net/def/crs/EPSG/0/2154"
        case .webMercator: "http://www.opengis.net/def/crs/EPSG/0/3857"
        }
    }

    public var isInDegrees: Bool { self == .crs84 || self == .wgs84 }

    /// Whether the second axis of the plane is told first.
    public var tellsNorthFirst: Bool { self == .wgs84 }

    /// A position in the plane, east and north: degrees or metres, whichever axis is told first.
    ///
    /// - Returns: For a pole, what lies beyond every box in ``webMercator``, which has no place for it.
    public func point(of position: Position) -> SIMD2<Double> {
        switch self {
        case .crs84, .wgs84: SIMD2(position.longitude, position.latitude)
        case .lambert93: LambertConformalConic.lambert93.point(of: position)
        case .webMercator: WebMercator.point(of: position)
        }
    }
}
