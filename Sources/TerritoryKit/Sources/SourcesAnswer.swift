public import TerritoryFormats

/// A source of the database.
public struct DataSource: Hashable, Codable, Sendable {
    /// The file of the data package that was made from it.
    public var path: String
    /// What it is to the package; several lists may have one role.
    public var role: String
    public var title: String
    public var publisher: String
    public var license: String
    public var licenseURL: String
    public var vintage: String
    public var date: String
    /// The year of the code officiel géographique that its codes follow; `null` where it was not looked for.
    @ExplicitNull public var codeVintage: Int?
    /// First day for which its facts hold; `null` for a source whose facts decide nothing.
    @ExplicitNull public var validFrom: CivilDate?
    /// Last day; `null` where they hold until the next list, or no end is known.
    @ExplicitNull public var validUntil: CivilDate?
    /// How long before and after they may stand in for those of another day; beyond, these are unknown.
    public var standInMonths: Int
    /// How far its shapes may lie from the ground; `null` for a source without shapes, and where nobody has said.
    @ExplicitNull public var precision: ShapePrecision?
    public var rawFile: String
    public var rawSHA256: String

    public init(
        path: String, role: String, title: String, publisher: String, license: String, licenseURL: String,
        vintage: String,
        date: String, codeVintage: Int? = nil, validFrom: CivilDate? = nil, validUntil: CivilDate? = nil,
        standInMonths: Int = 0, precision: ShapePrecision? = nil, rawFile: String, rawSHA256: String
    ) {
        self.path = path
        self.role = role
        self.title = title
        self.publisher = publisher
        self.license = license
        self.licenseURL = licenseURL
        self.vintage = vintage
        self.date = date
        self.codeVintage = codeVintage
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.standInMonths = standInMonths
        self.precision = precision
        self.rawFile = rawFile
        self.rawSHA256 = rawSHA256
    }

    enum CodingKeys: String, CodingKey {
        case path, role, title, publisher, license, vintage, date, precision
        case validFrom = "valid_from"
        case validUntil = "valid_until"
        case standInMonths = "stand_in_months"
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
    public var use: LocalizedText
    public var rawFile: String
    public var rawSHA256: String

    public init(
        code: String, title: String, publisher: String, vintage: String, use: LocalizedText, rawFile: String,
        rawSHA256: String
    ) {
        self.code = code
        self.title = title
        self.publisher = publisher
        self.vintage = vintage
        self.use = use
        self.rawFile = rawFile
        self.rawSHA256 = rawSHA256
    }

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
    /// The local pacts; `null` where no register of them was loaded.
    @ExplicitNull public var register: PactCounts?
    public var buildDate: CivilDate
    /// Files of the package that were edited after the import.
    public var editedFiles: [String]
    public var data: DataStamp

    public init(
        sources: [DataSource], documents: [SourceDocument], register: PactCounts? = nil, buildDate: CivilDate,
        editedFiles: [String], data: DataStamp
    ) {
        self.sources = sources
        self.documents = documents
        self.register = register
        self.buildDate = buildDate
        self.editedFiles = editedFiles
        self.data = data
    }

    enum CodingKeys: String, CodingKey {
        case sources, documents, register, data
        case buildDate = "build_date"
        case editedFiles = "edited_files"
    }
}
