internal import Foundation
internal import GRDB
internal import Synchronization
public import TerritoryFormats
internal import TerritoryGeometry

/// A layer that can be exported as GeoJSON.
public enum ExportLayer: String, CaseIterable, Sendable {
    case communes, epcis, arrondissements, departements, region, qpv
    /// The zones of France ruralités revitalisation: one feature for each class, dissolved.
    case frr

    var kind: TerritoryKind? {
        switch self {
        case .communes: .commune
        case .epcis: .epci
        case .arrondissements: .arrondissement
        case .departements: .departement
        case .region: .region
        case .qpv: .qpv
        case .frr: nil
        }
    }
}

/// What to export.
public struct ExportRequest: Sendable {
    public var layer: ExportLayer
    /// Names of the properties to write, in this order; `nil` for all but the zonings.
    public var properties: [String]?
    /// Only what shares a commune with this territory is exported.
    public var parent: TerritoryReference?
    /// A zoning, or a zoning and a class such as `frr=frr_plus`: only communes in it are exported.
    public var zoning: String?
    /// Borders move by about this much at most; `nil` for the boundaries as they are.
    ///
    /// Shared borders stay shared.
    public var simplificationInMeters: Double?
    /// Whether the outside members of EPCIs are exported too.
    public var includesOutside: Bool

    public init(
        layer: ExportLayer, properties: [String]? = nil, parent: TerritoryReference? = nil, zoning: String? = nil,
        simplificationInMeters: Double? = nil, includesOutside: Bool = false
    ) {
        self.layer = layer
        self.properties = properties
        self.parent = parent
        self.zoning = zoning
        self.simplificationInMeters = simplificationInMeters
        self.includesOutside = includesOutside
    }
}

extension ExportRequest {
    /// Whether shapes go out as they are stored.
    var isPlain: Bool { simplificationInMeters == nil && layer.kind != nil }

    /// Whether every commune passes the filters.
    var isWhole: Bool { layer == .communes && includesOutside && parent == nil && zoning == nil }
}

/// What is wrong with a request for an export.
public enum ExportError: TerritoryError, Hashable {
    case unknownProperty(String, known: [String])
    case unknownZoning(String, known: [String])

    public var cause: ErrorCause { .malformedQuestion }

    public var message: LocalizedText {
        switch self {
        case .unknownProperty(let name, let known):
            LocalizedText(
                fr: "\(name.inFrenchQuotes) n’est pas une propriété de cette couche\u{202F}; propriétés\u{202F}: "
                    + known.joined(separator: ", "),
                en: "\(name.inEnglishQuotes) is not a property of this layer; properties: "
                    + known.joined(separator: ", "))
        case .unknownZoning(let name, let known):
            LocalizedText(
                fr: "\(name.inFrenchQuotes) n’est pas un zonage de cette base\u{202F}; zonages et classes\u{202F}: "
                    + known.joined(separator: ", "),
                en: "\(name.inEnglishQuotes) is not a zoning of this database; zonings and classes: "
                    + known.joined(separator: ", "))
        }
    }
}

extension TerritoryDatabase {
    /// Writes a layer as GeoJSON (RFC 7946), in the order of the codes.
    ///
    /// Coordinates are degrees (EPSG:4326) with at most six decimals, rings follow the right-hand rule, and the
    /// collection tells vintage, licence and content hash in members of its own.
    ///
    /// - Parameters:
    ///   - request: What to export.
    ///   - sink: Receives the bytes, piece by piece, on one thread or another but never twice at once; they are gone when
    ///     it returns.
    /// - Throws: ``ExportError`` before anything is written; ``StorageError`` where reading stops before the end; what
    ///   the sink throws.
    public func export(_ request: ExportRequest, to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        var writer = GeoJSONWriter(members: try members(of: request))
        guard request.isPlain else {
            let features = try read { try ExportFeatures(db: $0, request: request).all() }
            var box: BoundingBox?
            for feature in features {
                if case .multiPolygon(let shape) = feature.geometry { box = box.union(shape.boundingBox) }
                writer.write(feature)
                if writer.byteCount > 1 << 16 { try writer.takeBytes().withUnsafeBytes(sink) }
            }
            writer.finish(boundingBox: box)
            return try writer.takeBytes().withUnsafeBytes(sink)
        }
        let features = try exportRows(request, after: writer.takeBytes(), to: sink)
        writer.finish(afterFeatures: features.hasAny, boundingBox: features.boundingBox)
        try writer.takeBytes().withUnsafeBytes(sink)
    }

    private struct Exported {
        var hasAny = false
        var boundingBox: BoundingBox?
    }

    /// Writes shapes that go out as they are stored, which need not be decoded: piece by piece on all cores.
    private func exportRows(
        _ request: ExportRequest, after beginning: [UInt8], to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Exported {
        let (count, wanted, zonings) = try read { db in
            let features = ExportFeatures(db: db, request: request)
            try features.checkProperties()
            let zonings = request.properties == nil ? [] : try ZoningColumn.all(in: db)
            return (try features.pieceCount(), try features.wantedTerritories(), zonings)
        }
        try beginning.withUnsafeBytes(sink)
        let threadCount = max(1, min(BulkLocate.coreCount, count))
        let pieces = OrderedPieces(count, threadCount: threadCount)
        let exported = Mutex(Exported())
        try withoutActuallyEscaping(sink) { sink in
            // Pieces are delivered one at a time.
            nonisolated(unsafe) let sink = sink
            _ = try readBeside(Array(0..<threadCount)) { db, _ in
                var rows = try ExportFeatures(db: db, request: request).rows(wanted: wanted, zonings: zonings)
                try pieces.take { piece in
                    try rows.read(piece: piece)
                } deliver: {
                    guard rows.text.count > 0 else { return }
                    let isFirst = exported.withLock { exported in
                        defer { exported.hasAny = true }
                        exported.boundingBox = exported.boundingBox.union(rows.boundingBox)
                        return !exported.hasAny
                    }
                    // No comma comes before the first feature.
                    try sink(UnsafeRawBufferPointer(rebasing: rows.text.bytes[(isFirst ? 1 : 0)...]))
                }
            }
        }
        return exported.withLock { $0 }
    }

    private func members(of request: ExportRequest) throws -> [JSONMember] {
        let simplification = request.simplificationInMeters.map { JSONValue.number($0, decimals: 3) } ?? .null
        return [JSONMember("name", .string(request.layer.rawValue))] + (try stampMembers()) + [
            JSONMember("simplification_m", simplification)
        ]
    }
}

extension BoundingBox? {
    fileprivate func union(_ other: BoundingBox?) -> BoundingBox? {
        guard let self, let other else { return self ?? other }
        return self.union(other)
    }
}
