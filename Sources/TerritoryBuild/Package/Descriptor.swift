/// A `datapackage.json` (Frictionless Data Package v1): what each file of the package holds and where it comes from.
///
/// Beside the standard's members, a source carries its publisher, vintage, date and the SHA-256 of the raw file.
struct Descriptor: Codable, Equatable {
    struct License: Codable, Hashable {
        var name: String
        var title: String
        var path: String
    }

    struct Source: Codable, Hashable {
        /// What it is called in a sentence.
        struct Label: Codable, Hashable {
            var fr: String
            var en: String
        }

        var label: Label
        var title: String
        var publisher: String
        var vintage: String
        var date: String
        var file: String
        var sha256: String
        var license: String
        var role: String
        /// The year of the code officiel géographique that the raw file’s codes were found to follow.
        var codeVintage: Int?
        /// The days for which its facts hold, and for how long they may stand in for those of others.
        var validFrom: String?
        var validUntil: String?
        var standInMonths: Int?
        var precision: Precision?

        /// How far its shapes may lie from the ground.
        struct Precision: Codable, Hashable {
            var meters: Int
            var fr: String
            var en: String
        }

        enum CodingKeys: String, CodingKey {
            case label, title, publisher, vintage, date, file, sha256, license, role, precision
            case codeVintage = "code_vintage"
            case validFrom = "valid_from"
            case validUntil = "valid_until"
            case standInMonths = "stand_in_months"
        }
    }

    struct Schema: Codable, Equatable {
        struct Field: Codable, Equatable {
            struct Constraints: Codable, Equatable {
                var required: Bool
                var `enum`: [String]?
                var minimum: Int?
            }

            var name: String
            var type: String
            var description: String
            var constraints: Constraints
        }

        struct ForeignKey: Codable, Equatable {
            struct Target: Codable, Equatable {
                var resource: String
                var fields: [String]
            }

            var fields: [String]
            var reference: Target
        }

        var fields: [Field]
        var primaryKey: [String]
        var foreignKeys: [ForeignKey]
        var missingValues: [String] = [""]
    }

    struct Resource: Codable, Equatable {
        var name: String
        var path: String
        var title: String
        var profile: String
        var format: String
        var mediatype: String
        var encoding: String = "utf-8"
        var bytes: Int?
        /// `nil` for a file that is kept by hand.
        var hash: String?
        var table: String?
        var schema: Schema?
        var sources: [Source]
        var licenses: [License]
        /// Metres around the scope within which every thing of the kind is in the file; `nil` where those of the scope
        /// are alone.
        var knownWithinMeters: Int?

        enum CodingKeys: String, CodingKey {
            case name, path, title, profile, format, mediatype, encoding, bytes, hash, table, schema, sources, licenses
            case knownWithinMeters = "known_within_m"
        }
    }

    var profile = "data-package"
    var name: String
    var title: String
    /// The territory that the package covers: `region:76`, or `france`.
    var scope: String
    var resources: [Resource]
}

extension Descriptor.License {
    static let known = [
        Self(
            name: "etalab-2.0", title: "Licence Ouverte / Open Licence 2.0",
            path: "https://www.etalab.gouv.fr/licence-ouverte-open-licence"),
        // The word of CKAN and of the Open Definition for data whose licence is not sure: not to be passed on.
        Self(name: "notspecified", title: "Licence not specified", path: ""),
    ]

    /// Those of the sources of a file; of one without a source, the project’s own.
    static func of(_ sources: [Descriptor.Source]) -> [Self] {
        let names = sources.isEmpty ? [known[0].name] : sources.map(\.license)
        return known.filter { names.contains($0.name) }
    }
}

extension Descriptor.Schema {
    init(_ table: TableSchema) {
        self.init(
            fields: table.fields.map(Field.init),
            primaryKey: table.primaryKey,
            foreignKeys: table.references.map {
                ForeignKey(fields: [$0.field], reference: .init(resource: $0.table, fields: [$0.target]))
            })
    }
}

extension Descriptor.Schema.Field {
    init(_ field: TableSchema.Field) {
        var constraints = Constraints(required: field.isRequired)
        let type: String
        switch field.kind {
        case .text, .code: type = "string"
        case .number: type = "number"
        case .flag: type = "boolean"
        case .date: type = "date"
        case .choice(let values):
            type = "string"
            constraints.enum = values
        case .integer(let bounds):
            type = "integer"
            constraints.minimum = bounds.lowerBound
        }
        self.init(name: field.name, type: type, description: field.description, constraints: constraints)
    }
}
