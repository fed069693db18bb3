internal import Foundation
public import TerritoryFormats

/// How the service runs: one table of flags, variables, defaults and meanings.
public struct ServerSettings: Sendable {
    public var host = "127.0.0.1"
    public var port = 8080
    /// The address that links begin with; `nil` takes the one that was asked.
    public var baseURL: String?
    /// Whether the fields of a proxy in front are believed.
    public var trustsProxy = false
    /// Where measures and health are told; `nil` for nowhere.
    public var adminPort: Int?
    public var logsAccess = false
    /// Seconds between the order to stop and the last connection that is accepted.
    public var drainSeconds = 0
    public var connectionLimit = 1024

    public init() {}

    /// One line of the table.
    public struct Entry: Sendable {
        public var flag: String
        public var variable: String
        public var initial: String
        public var meaning: LocalizedText
    }

    /// Every setting, in the order in which they are told.
    public static let entries = [
        Entry(
            flag: "--host", variable: "TERRITORY_HOST", initial: "127.0.0.1",
            meaning: LocalizedText(fr: "Adresse d’écoute", en: "Address to listen on")),
        Entry(
            flag: "--port", variable: "TERRITORY_PORT", initial: "8080",
            meaning: LocalizedText(
                fr: "Port d’écoute\u{202F}; 0 en prend un libre", en: "Port to listen on; 0 takes a free one")),
        Entry(
            flag: "--base-url", variable: "TERRITORY_BASE_URL", initial: "",
            meaning: LocalizedText(
                fr: "Début des liens (par défaut, l’adresse demandée)",
                en: "What links begin with (default: the address that was asked)")),
        Entry(
            flag: "--trust-proxy", variable: "TERRITORY_TRUST_PROXY", initial: "false",
            meaning: LocalizedText(
                fr: "Croire les en-têtes Forwarded et X-Forwarded-* du mandataire",
                en: "Believe the fields Forwarded and X-Forwarded-* of the proxy")),
        Entry(
            flag: "--admin-port", variable: "TERRITORY_ADMIN_PORT", initial: "",
            meaning: LocalizedText(
                fr: "Port local des mesures et de la santé", en: "Local port of the measures and the health")),
        Entry(
            flag: "--access-log", variable: "TERRITORY_ACCESS_LOG", initial: "false",
            meaning: LocalizedText(
                fr: "Une ligne par requête, sans ce qui est demandé", en: "A line a request, without what is asked")),
        Entry(
            flag: "--drain", variable: "TERRITORY_DRAIN", initial: "0",
            meaning: LocalizedText(
                fr: "Secondes entre l’ordre d’arrêt et l’arrêt", en: "Seconds between the order to stop and the stop")),
    ]
}

extension LocalizedText {
    /// Why an address cannot be listened on (`errno`), to stand after a colon.
    static func cannotListen(_ code: CInt) -> LocalizedText {
        switch code {
        case EADDRINUSE:
            LocalizedText(fr: "un autre programme écoute déjà là", en: "another program listens there already")
        case EACCES:
            LocalizedText(
                fr: "les ports au-dessous de 1024 demandent des droits particuliers",
                en: "ports below 1024 ask for special rights")
        case EADDRNOTAVAIL:
            LocalizedText(
                fr: "ce n’est pas une adresse de cette machine", en: "it is no address of this machine")
        default: SystemError(code).message
        }
    }
}

/// Why the service cannot run.
public enum ServerError: TerritoryError, Hashable {
    case cannotListen(host: String, port: Int, reason: LocalizedText)

    public var cause: ErrorCause { .unavailable }

    public var message: LocalizedText {
        switch self {
        case .cannotListen(let host, let port, let reason):
            LocalizedText(
                fr: "impossible d’écouter sur \(host), port \(port)\u{202F}: \(reason.fr)",
                en: "cannot listen on \(host), port \(port): \(reason.en)")
        }
    }
}
