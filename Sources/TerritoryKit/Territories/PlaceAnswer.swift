/// What a position lies in.
public struct PlaceAnswer: Hashable, Codable, Sendable {
    /// The quartier prioritaire whose edge is nearest.
    public struct NearestQPV: Hashable, Codable, Sendable {
        public var code: QPVCode
        public var name: String
        /// Metres on the ground to the nearest point of its edge, to a decimetre; the perimeters here are simplified.
        public var distanceInMeters: Double
        public var isInside: Bool

        enum CodingKeys: String, CodingKey {
            case code, name
            case distanceInMeters = "distance_m"
            case isInside = "is_inside"
        }
    }

    public var longitude: Double
    public var latitude: Double
    /// `null` outside the ground of the file.
    ///
    /// A position on a border belongs to the commune to the east or, along a parallel, to the north.
    @ExplicitNull public var commune: TerritoryName?
    @ExplicitNull public var epci: TerritoryName?
    @ExplicitNull public var arrondissement: TerritoryName?
    @ExplicitNull public var departement: TerritoryName?
    @ExplicitNull public var region: TerritoryName?
    @ExplicitNull public var qpv: TerritoryName?
    /// False outside the scope, of which the file does not know the QPV.
    public var areQPVsKnown: Bool
    /// `null` where the QPV are unknown, or the file has none.
    @ExplicitNull public var nearestQPV: NearestQPV?
    public var data: DataStamp

    enum CodingKeys: String, CodingKey {
        case longitude, latitude, commune, epci, arrondissement, departement, region, qpv, data
        case areQPVsKnown = "are_qpvs_known"
        case nearestQPV = "nearest_qpv"
    }
}

/// Territories found by name.
public struct SearchAnswer: Hashable, Codable, Sendable {
    public struct Match: Hashable, Codable, Sendable {
        public var kind: TerritoryKind
        public var code: String
        public var name: String
        /// The département, which tells homonyms apart; `null` for territories that are not in one.
        @ExplicitNull public var departement: TerritoryName?
        @ExplicitNull public var municipalPopulation: Int?
        /// The name of a commune of the past that led here; `null` otherwise.
        @ExplicitNull public var formerName: String?

        enum CodingKeys: String, CodingKey {
            case kind, code, name, departement
            case municipalPopulation = "municipal_population"
            case formerName = "former_name"
        }
    }

    public var asked: String
    public var matches: [Match]
    /// Whether there were more than the limit.
    public var isCut: Bool
    public var data: DataStamp

    enum CodingKeys: String, CodingKey {
        case asked, matches, data
        case isCut = "is_cut"
    }
}

/// A source of the database.
public struct DataSource: Hashable, Codable, Sendable {
    /// The file of the data package that was made from it.
    public var path: String
    public var title: String
    public var publisher: String
    public var license: String
    public var licenseURL: String
    public var vintage: String
    public var date: String
    /// The year of the code officiel géographique that its codes follow; `null` where it was not looked for.
    @ExplicitNull public var codeVintage: Int?
    public var rawFile: String
    public var rawSHA256: String

    enum CodingKeys: String, CodingKey {
        case path, title, publisher, license, vintage, date
        case licenseURL = "license_url"
        case codeVintage = "code_vintage"
        case rawFile = "raw_file"
        case rawSHA256 = "raw_sha256"
    }
}

/// A document from which facts were taken, in our own words.
public struct SourceDocument: Hashable, Codable, Sendable {
    public var code: String
    public var title: String
    public var publisher: String
    public var vintage: String
    public var use: Label
    public var rawFile: String
    public var rawSHA256: String

    enum CodingKeys: String, CodingKey {
        case code, title, publisher, vintage, use
        case rawFile = "raw_file"
        case rawSHA256 = "raw_sha256"
    }
}

/// What a database is made of.
public struct SourcesAnswer: Hashable, Codable, Sendable {
    public var sources: [DataSource]
    public var documents: [SourceDocument]
    public var buildDate: CivilDate
    /// Files of the package that were edited after the import.
    public var editedFiles: [String]
    public var data: DataStamp

    enum CodingKeys: String, CodingKey {
        case sources, documents, data
        case buildDate = "build_date"
        case editedFiles = "edited_files"
    }
}
