internal import TerritoryFormats

/// The ground that shapes share with the communes.
public struct OverlayAnswer: TableAnswer, Codable, Hashable {
    /// The ground that a shape shares with a commune.
    public struct Piece: Hashable, Codable, Sendable {
        /// What identifies the shape.
        public var shape: String
        public var commune: CommuneCode
        /// On the ellipsoid (WGS 84).
        public var areaInSquareMeters: Double
        /// Of the shape, from 0 to 1.
        public var shareOfShape: Double
        /// Of the commune, from 0 to 1; exactly 1 where the shape holds it whole.
        public var shareOfCommune: Double

        public init(
            shape: String, commune: CommuneCode, areaInSquareMeters: Double, shareOfShape: Double,
            shareOfCommune: Double
        ) {
            self.shape = shape
            self.commune = commune
            self.areaInSquareMeters = areaInSquareMeters
            self.shareOfShape = shareOfShape
            self.shareOfCommune = shareOfCommune
        }

        enum CodingKeys: String, CodingKey {
            case shape, commune
            case areaInSquareMeters = "area_m2"
            case shareOfShape = "share_of_shape"
            case shareOfCommune = "share_of_commune"
        }
    }

    /// By shape in the order asked, then by commune.
    public var pieces: [Piece]
    public var data: DataStamp

    public init(pieces: [Piece], data: DataStamp) {
        self.pieces = pieces
        self.data = data
    }

    public func csv() -> [UInt8] {
        var bytes: [UInt8] = []
        CSVWriter.append(["shape", "commune", "area_m2", "share_of_shape", "share_of_commune"], to: &bytes)
        for piece in pieces {
            CSVWriter.append(piece.shape, to: &bytes)
            bytes.append(UInt8(ascii: ","))
            bytes.append(contentsOf: piece.commune.rawValue.utf8)
            for (number, decimals) in [
                (piece.areaInSquareMeters, 1), (piece.shareOfShape, 6), (piece.shareOfCommune, 6),
            ] {
                bytes.append(UInt8(ascii: ","))
                bytes.append(number, decimals: decimals)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
