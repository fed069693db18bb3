/// Établissement public de coopération intercommunale à fiscalité propre.
public enum EPCI {
    /// The legal nature of an EPCI (code général des collectivités territoriales, fifth part, book II).
    public enum Nature: String, CaseIterable, Codable, Sendable {
        case metropole = "ME"
        case metropoleDeLyon = "MET69"
        case communauteUrbaine = "CU"
        case communauteDAgglomeration = "CA"
        case communauteDeCommunes = "CC"

        /// The official name: French in both languages, as there is no English one.
        public var label: String {
            switch self {
            case .metropole: "métropole"
            case .metropoleDeLyon: "métropole de Lyon (collectivité à statut particulier)"
            case .communauteUrbaine: "communauté urbaine"
            case .communauteDAgglomeration: "communauté d’agglomération"
            case .communauteDeCommunes: "communauté de communes"
            }
        }
    }
}
