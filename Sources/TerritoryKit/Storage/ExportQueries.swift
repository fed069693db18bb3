internal import Foundation
internal import GRDB

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
    /// Code of a territory: only what shares a commune with it is exported.
    public var parent: String?
    /// A zoning, or a zoning and a class such as `frr=frr_plus`: only communes in it are exported.
    public var zoning: String?
    /// Borders move by about this much at most; `nil` for the boundaries as they are.
    ///
    /// Shared borders stay shared.
    public var simplificationInMeters: Double?
    /// Whether the outside members of EPCIs are exported too.
    public var includesOutside: Bool

    public init(
        layer: ExportLayer, properties: [String]? = nil, parent: String? = nil, zoning: String? = nil,
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
public enum ExportError: Error, Hashable, Sendable {
    case unknownProperty(String, known: [String])
    case unknownZoning(String, known: [String])
    case unknownParent(String)

    public var isUnknownTerritory: Bool {
        if case .unknownParent = self { true } else { false }
    }

    public func sentence(in language: Language) -> String {
        switch self {
        case .unknownProperty(let name, let known):
            Phrase(
                fr: "«\u{202F}\(name)\u{202F}» n’est pas une propriété de cette couche\u{202F}; propriétés\u{202F}: "
                    + known.joined(separator: ", "),
                en: "“\(name)” is not a property of this layer; properties: \(known.joined(separator: ", "))")(language)
        case .unknownZoning(let name, let known):
            Phrase(
                fr: "«\u{202F}\(name)\u{202F}» n’est pas un zonage de cette base\u{202F}; zonages et classes\u{202F}: "
                    + known.joined(separator: ", "),
                en: "“\(name)” is not a zoning of this database; zonings and classes: \(known.joined(separator: ", "))")(
                    language)
        case .unknownParent(let code):
            Phrase(
                fr: "«\u{202F}\(code)\u{202F}» n’est le code d’aucun territoire de cette base",
                en: "“\(code)” is the code of no territory in this database")(language)
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
    ///   - sink: Receives the bytes, piece by piece.
    /// - Throws: ``ExportError`` before anything is written.
    public func export(_ request: ExportRequest, to sink: (([UInt8]) throws -> Void)) throws {
        if request.isPlain { return try exportRows(request, to: sink) }
        let features = try read { try ExportFeatures(db: $0, request: request).all() }
        let boxes = features.compactMap { feature -> BoundingBox? in
            guard case .multiPolygon(let shape) = feature.geometry else { return nil }
            return shape.boundingBox
        }
        var writer = GeoJSONWriter(
            members: try members(of: request), boundingBox: boxes.dropFirst().reduce(boxes.first) { $0?.union($1) })
        for feature in features {
            writer.write(feature)
            if writer.byteCount > 1 << 16 { try sink(writer.takeBytes()) }
        }
        writer.finish()
        try sink(writer.takeBytes())
    }

    /// Shapes that go out as they are stored need not be read.
    private func exportRows(_ request: ExportRequest, to sink: ([UInt8]) throws -> Void) throws {
        let (parts, wanted) = try read { db in
            let features = ExportFeatures(db: db, request: request)
            return (try features.parts(BulkLocate.coreCount), try features.wantedTerritories())
        }
        let texts = try readBeside(parts) { try ExportFeatures(db: $0, request: request).text($1, wanted: wanted) }
        let boxes = texts.compactMap(\.boundingBox)
        var writer = GeoJSONWriter(
            members: try members(of: request), boundingBox: boxes.dropFirst().reduce(boxes.first) { $0?.union($1) })
        try sink(writer.takeBytes())
        let pieces = texts.flatMap { $0.pieces + [$0.bytes] }.filter { !$0.isEmpty }
        for (place, piece) in pieces.enumerated() {
            // No comma comes before the first feature.
            try sink(place == 0 ? Array(piece.dropFirst()) : piece)
        }
        writer.finish(afterFeatures: !pieces.isEmpty)
        try sink(writer.takeBytes())
    }

    private func members(of request: ExportRequest) throws -> [JSONMember] {
        let simplification = request.simplificationInMeters.map { JSONValue.number($0, decimals: 3) } ?? .null
        return [JSONMember("name", .string(request.layer.rawValue))] + (try stampMembers()) + [
            JSONMember("simplification_m", simplification)
        ]
    }

    /// What every GeoJSON collection says of its data; the licence asks for the publishers to be named.
    func stampMembers() throws -> [JSONMember] {
        let publishers = try read { db in
            try String.fetchAll(db, sql: "SELECT DISTINCT publisher FROM source ORDER BY publisher")
        }
        return [
            JSONMember("scope", .string(stamp.scope)), JSONMember("vintage", .string(stamp.vintage)),
            JSONMember("license", .string(stamp.license)),
            JSONMember("attribution", .string(publishers.joined(separator: ", "))),
            JSONMember("content_hash", .string(stamp.contentHash)),
        ]
    }
}
