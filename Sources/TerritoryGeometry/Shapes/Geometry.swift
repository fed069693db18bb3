/// A shape of one of the kinds this library draws: degrees, WGS 84 (EPSG:4326), longitude first.
public enum Geometry: Hashable, Sendable {
    case point(Position)
    case multiPolygon(MultiPolygon)
}
