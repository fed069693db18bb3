import Foundation
import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryKit

/// Titles are those that their authors print, and what is cited can be found in the document.
@Suite("Official words")
struct OfficialWordsTests {
    /// The headings of the report, but for the typography of its extracted text.
    private static let headings = [
        "m01": "Le Fonds d'innovation pour la petite enfance",
        "m02": "Le plan d'urgence \"enfants sans domicile\"",
        "m03": "Relever le défi de la malnutrition infantile",
        "m04": "Favoriser l'accès de tous les enfants à des loisirs de qualité",
        "m05": "Approfondir la politique de soutien à la parentalité",
        "m06": "Prime \"reprise d'activité\"",
        "m07": "Accompagner les personnes en insertion vers la santé",
        "m08": "Développer une offre d'accompagnement simultané emploi-logement",
        "m09": "Lever les freins à la garde d'enfant",
        "m10": "Accompagner les personnes très éloignées de l'emploi",
        "m11": "Pérenniser et poursuivre le déploiement du Contrat d'Engagement Jeunes - en rupture",
        "m12": "Plan \"100% d'accès aux droits\"",
        "m13": "Plan femmes précaires et vulnérables",
        "m14": "Déployer des équipes de prévention des expulsions",
        "m15": "Soigner les personnes malades à la rue",
        "m16": "Déploiement du programme « Mieux manger pour tous »",
        "m17": "Renforcer le ciblage et étendre l'usage du chèque énergie",
        "m18": "Soutenir le déploiement d'une politique sociale de l'eau",
        "m19": "Renforcer les aides à l'achat de vélo",
        "m20": "Renforcer la tarification sociale des cantines pour une alimentation saine",
        "m21": "Création d'un institut national du travail social",
        "m22": "Une action adaptée aux spécificités des Outre-Mer",
        "m23": "De nouveaux contrats avec les Conseils départementaux",
        "m24": "Une nouvelle ambition pour le partenariat avec les Métropoles",
        "m25": "Mobiliser les entreprises",
        "mn-aide-alimentaire-etudiants": "l'aide alimentaire aux étudiants",
        "mn-mieux-manger": "Mieux manger pour tous",
        "mn-pactes-locaux": "les pactes locaux des solidarités",
        "mn-sante-mentale": "La santé mentale, grande cause nationale 2025",
        "ctx-pacte": "Avant-propos du préfet de région",
        "ctx-petite-enfance":
            "La garantie d'accueil de la petite enfance est qualifiée de grand chantier du quinquennat",
        "ctx-plein-emploi": "La réforme plein emploi - France Travail est qualifiée de grand chantier du quinquennat",
        "ctx-solidarite-source": "La solidarité à la source, grand chantier du quinquennat",
        "ctx-transition": "La transition écologique, grand chantier du quinquennat",
        "axe-1": "PRÉVENIR LA PAUVRETÉ ET LUTTER CONTRE LES INÉGALITÉS DÈS LE PLUS JEUNE ÂGE",
        "axe-2": "AMPLIFIER LA POLITIQUE D'ACCÈS À L'EMPLOI",
        "axe-3": "L'ACCÈS AUX DROITS POUR PRÉVENIR LA BASCULE DANS LA GRANDE PAUVRETÉ",
        "axe-4": "LA TRANSITION ÉCOLOGIQUE SOLIDAIRE",
    ]

    /// The paragraph that the report prints without a heading of its own, under measure 22.
    private static let withoutHeading = "ctx-contrats-locaux"

    /// Letters and digits alone: apostrophes, quotation marks, spaces and capitals are typography.
    private func folded(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    @Test("measures, chapters and axes have the titles that the report prints")
    func titles() throws {
        let rows = try ["measures", "axes"].flatMap { try PackageTable("policy/\($0).csv").rows }
        #expect(Set(rows.compactMap { $0["code"] }) == Set(Self.headings.keys).union([Self.withoutHeading]))
        for row in rows {
            guard let code = row["code"], let heading = Self.headings[code] else { continue }
            #expect(folded(row["label_fr"] ?? "") == folded(heading), "\(code)")
        }
    }

    @Test(
        "schemes have their official names, and money of the State is not called regional",
        arguments: [
            ("figures", "m05.asf", "allocation de soutien familial"),
            ("figures", "mn-etu.assos", "habilitées"), ("figures", "mn-etu.habilitation", "habilitation"),
            ("figures", "m15.act", "appartements de coordination thérapeutique (ACT)"),
            ("figures", "m15.act-hlm", "(ACT)"), ("figures", "mn-etu.credits", "Crédits de l’État"),
            ("statements", "t.mille-jours", "Fonds de l’État"),
            ("milestones", "ms.lfss-2023", "Loi de financement de la sécurité sociale de 2023"),
            ("milestones", "ms.cop1-linkee", "Habilitation"),
        ])
    func schemes(table: String, code: String, words: String) throws {
        let rows = try PackageTable("policy/\(table).csv").values("label_fr") { $0["code"] == code }
        #expect(rows.count == 1 && rows.allSatisfy { $0.contains(words) }, "\(rows)")
    }

    @Test("one document has one name", arguments: ["figures", "findings", "control_totals", "measures", "statements"])
    func oneName(table: String) throws {
        let texts = try PackageTable("policy/\(table).csv").rows.flatMap {
            $0.filter { $0.key.hasSuffix("_fr") }.values
        }
        #expect(texts.filter { $0.lowercased().contains("fascicule") } == [])
    }

    @Test("no text that people read cites a line of a text they do not have")
    func noLines() throws {
        for table in ["figures", "findings", "control_totals", "measures", "statements", "contracts", "milestones"] {
            for row in try PackageTable("policy/\(table).csv").rows {
                let text = row.filter { !["line", "lines"].contains($0.key) }.values.joined(separator: " ")
                #expect(!text.contains(/\b(ligne|line|l\.)s? ?\d/), "\(table) \(row["code"] ?? "")")
            }
        }
    }

    @Test("every figure, statement, milestone and fact is cited by the heading under which the report prints it")
    func citations() throws {
        let database = try DefaultDatabase.open()
        for figure in try database.figures().figures {
            #expect(figure.citation?.heading == figure.measure, "\(figure.code)")
        }
        for measure in try database.measures().measures {
            let sheet = try database.measureSheet(of: measure.code)
            #expect(sheet.statements.allSatisfy { $0.citation?.heading == measure.code }, "\(measure.code)")
            // The signing of the contracts is told in the foreword.
            let places = sheet.milestones.filter { $0.code != "ms.contrats-signature" }.map { $0.citation?.heading }
            #expect(places.allSatisfy { $0 == measure.code }, "\(measure.code)")
        }
        #expect(try database.contracts().facts.allSatisfy { $0.citation != nil })
        #expect(
            try database.reconciliation().rows.allSatisfy { $0.lines.allSatisfy { $0 < 68 } != !$0.citations.isEmpty })
    }

    @Test(
        "a citation has the measure, its title and its pages",
        arguments: [
            (
                "m20.communes",
                "mesure 20, Renforcer la tarification sociale des cantines pour une alimentation saine, p.\u{A0}12"
            ),
            (
                "m16.projets",
                "mesure 16, Déploiement du programme «\u{202F}Mieux manger pour tous\u{202F}», p.\u{A0}11-12"
            ),
            ("mn-pl.pactes", "mesure nouvelle, Les pactes locaux des solidarités, p.\u{A0}14"),
            ("m25.clubs", "mesure 25, Mobiliser les entreprises, à partir de la p.\u{A0}14"),
            ("ctx.credits-snlp", "Avant-propos du préfet de région, p.\u{A0}4-5"),
        ])
    func text(code: String, citation: String) throws {
        let figure = try #require(try DefaultDatabase.open().figures().figures.first { $0.code == code })
        #expect(figure.citation?.text.fr == citation)
    }
}

/// The same against the text of the report, which lies beside the repository on some machines only.
@Suite("Titles and pages against the report", .enabled(if: Repository.hasReport, "../shared/policy is not there"))
struct ReportTitleTests {
    private struct Entry {
        let title: String
        let page: String
    }

    private func folded(_ text: some StringProtocol) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// The table of contents: title, dots or a tab, page.
    private func contents(of text: String) -> [Entry] {
        text.split(separator: "\n").prefix(60).compactMap { line in
            line.firstMatch(of: /^(?:\d\. |Mesure (?:\d+|nouvelle) : )?(.+?)[.\s]*\s(\d+)$/).map {
                Entry(title: folded($0.1), page: String($0.2))
            }
        }
    }

    @Test("each title stands in the report, and its page in the table of contents")
    func titles() throws {
        let text = try String(contentsOf: URL(fileURLWithPath: Repository.report), encoding: .utf8)
        let contents = contents(of: text)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { folded($0) }
        let rows = try ["measures", "axes"].flatMap { try PackageTable("policy/\($0).csv").rows }
        // One has no heading; the entry of the other is a broken bookmark, between two headings of one page.
        let special = ["ctx-contrats-locaux", "ctx-solidarite-source"]
        #expect(contents.count >= 36)
        for row in rows where !special.contains(row["code"] ?? "") {
            let title = folded(row["label_fr"] ?? "")
            #expect(contents.contains { $0.title == title && $0.page == row["page"] }, "\(row)")
            let place = try #require(row["line"].flatMap(Int.init))
            #expect(lines[(place - 3)..<place].contains { $0.hasSuffix(title) }, "\(row)")
        }
    }

    @Test("the pages of a heading end where the next begins")
    func pages() throws {
        let rows = try ["measures", "axes"].flatMap { try PackageTable("policy/\($0).csv").rows }
            .sorted { (Int($0["line"] ?? "") ?? 0) < (Int($1["line"] ?? "") ?? 0) }
        for (row, next) in zip(rows, rows.dropFirst()) { #expect(row["last_page"] == next["page"], "\(row)") }
        #expect(rows.last?["last_page"] == "")
    }
}
