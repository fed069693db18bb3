public import TerritoryFormats

// The codes of the territories. INSEE's for the administrative ones (code officiel géographique, 2026-01-01), the SIREN
// register's for EPCIs, ANCT's for QPV.

/// The INSEE code of a commune: five characters, such as 12145 or 2A004.
public struct CommuneCode: OfficialCode {
    public let rawValue: String

    public init(unchecked rawValue: String) { self.rawValue = rawValue }

    public static let expectation = LocalizedText(
        fr: "un code INSEE de commune\u{202F}: cinq caractères attendus, par exemple 12145 ou 2A004",
        en: "the INSEE code of a commune: five characters expected, such as 12145 or 2A004")

    public static func isWellFormed(_ characters: [UInt8]) -> Bool {
        characters.count == 5 && DepartementCode.beginsWell(characters) && characters[2...].allSatisfy(\.isDigit)
    }
}

/// The INSEE code of a département: two characters (2A and 2B for Corsica), three overseas.
public struct DepartementCode: OfficialCode {
    public let rawValue: String

    public init(unchecked rawValue: String) { self.rawValue = rawValue }

    public static let expectation = LocalizedText(
        fr: "un code de département\u{202F}: deux ou trois caractères attendus, par exemple 09, 2A ou 974",
        en: "the code of a département: two or three characters expected, such as 09, 2A or 974")

    public static func isWellFormed(_ characters: [UInt8]) -> Bool {
        let isOverseas = characters.starts(with: [0x39, 0x37]) || characters.starts(with: [0x39, 0x38])
        return characters.count == (isOverseas ? 3 : 2) && beginsWell(characters)
            && characters.dropFirst(2).allSatisfy(\.isDigit)
    }

    static func beginsWell(_ characters: [UInt8]) -> Bool {
        guard characters.count >= 2, characters[0].isDigit else { return false }
        let isCorsica = characters[0] == 0x32 && (characters[1] == 0x41 || characters[1] == 0x42)
        return characters[1].isDigit || isCorsica
    }
}

/// The INSEE code of a région since 2016: two digits, such as 76 for Occitanie.
public struct RegionCode: OfficialCode {
    public let rawValue: String

    public init(unchecked rawValue: String) { self.rawValue = rawValue }

    public static let expectation = LocalizedText(
        fr: "un code de région\u{202F}: deux chiffres attendus, par exemple 76",
        en: "the code of a région: two digits expected, such as 76")

    public static func isWellFormed(_ characters: [UInt8]) -> Bool {
        characters.count == 2 && characters.allSatisfy(\.isDigit)
    }
}

/// The INSEE code of an arrondissement: that of its département and one digit, such as 121 or 2A1.
public struct ArrondissementCode: OfficialCode {
    public let rawValue: String

    public init(unchecked rawValue: String) { self.rawValue = rawValue }

    public static let expectation = LocalizedText(
        fr: "un code d’arrondissement\u{202F}: celui du département suivi d’un chiffre, par exemple 121 ou 2A1",
        en: "the code of an arrondissement: that of its département and one digit expected, such as 121 or 2A1")

    public static func isWellFormed(_ characters: [UInt8]) -> Bool {
        guard let last = characters.last, last.isDigit else { return false }
        return DepartementCode.isWellFormed(Array(characters.dropLast()))
    }
}

/// The SIREN of an EPCI à fiscalité propre: nine digits, such as 243100518 for Toulouse Métropole.
public struct EPCICode: OfficialCode {
    public let rawValue: String

    public init(unchecked rawValue: String) { self.rawValue = rawValue }

    public static let expectation = LocalizedText(
        fr: "le SIREN d’un EPCI\u{202F}: neuf chiffres attendus, par exemple 243100518",
        en: "the SIREN of an EPCI: nine digits expected, such as 243100518")

    public static func isWellFormed(_ characters: [UInt8]) -> Bool {
        characters.count == 9 && characters.allSatisfy(\.isDigit)
    }
}

/// The ANCT code of a quartier prioritaire of the 2024 generation: QN, five characters, a letter, such as QN03016M.
public struct QPVCode: OfficialCode {
    public let rawValue: String

    public init(unchecked rawValue: String) { self.rawValue = rawValue }

    public static let expectation = LocalizedText(
        fr:
            "un code de QPV\u{202F}: «\u{202F}QN\u{202F}», cinq caractères et une lettre attendus, par exemple QN03016M",
        en: "the code of a QPV: “QN”, five characters and a letter expected, such as QN03016M")

    public static func isWellFormed(_ characters: [UInt8]) -> Bool {
        guard characters.count == 8, characters.starts(with: [0x51, 0x4E]) else { return false }
        return characters[2...6].allSatisfy { $0.isDigit || $0.isUppercaseLetter } && characters[7].isUppercaseLetter
    }
}

/// A postcode of La Poste: five digits, such as 48000.
///
/// It looks like the code of a commune and is none: 34080 is Colombières-sur-Orb, and the postcode of a part of
/// Montpellier.
public struct Postcode: OfficialCode {
    public let rawValue: String

    public init(unchecked rawValue: String) { self.rawValue = rawValue }

    public static let expectation = LocalizedText(
        fr: "un code postal\u{202F}: cinq chiffres attendus, par exemple 48000",
        en: "a postcode: five digits expected, such as 48000")

    public static func isWellFormed(_ characters: [UInt8]) -> Bool {
        characters.count == 5 && characters.allSatisfy(\.isDigit)
    }
}
