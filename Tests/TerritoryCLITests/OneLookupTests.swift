import Foundation
import TerritoryTestSupport
import Testing

/// Every command reads a territory, a position and a day in the same ways.
@Suite("The same territory, whatever the command and the word for it")
struct OneLookupTests {
    /// What a command answers, without the words that it was asked with.
    private func answer(_ arguments: [String]) throws -> NSDictionary {
        let run = try CommittedDatabase.territory(arguments + ["--format", "json"])
        #expect(run.status == 0, "\(arguments): \(run.messages)")
        let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        var answer = json as? [String: Any] ?? ["rows": json]
        for echo in ["asked", "query", "subjects", "over", "what", "from", "former_commune"] { answer[echo] = nil }
        return answer as NSDictionary
    }

    private static let commands = [
        ["show", "?"], ["sheet", "?"], ["compare", "?", "48095"], ["nearest", "qpv", "?"], ["nearest", "frr", "?"],
        ["eligible", "cantine", "?", "--on", "2024-11-15"], ["eligible", "--all", "?", "--on", "2024-11-15"],
        ["eligible", "cantine", "--communes", "?,48095", "--on", "2024-11-15"],
        ["eligible", "cantine", "--in", "?", "--on", "2024-11-15"],
        ["eligible", "cantine", "48095", "--assume", "?:dsr_cible=yes", "--on", "2024-11-15"],
        ["eligible", "cantine", "200069151", "--without", "?", "--on", "2024-11-15"],
        ["aggregate", "population", "--level", "epci", "--in", "?"], ["figures", "--in", "?"],
    ]

    @Test("a code, a former code and a name", arguments: commands)
    func commune(command: [String]) throws {
        func answer(_ word: String) throws -> NSDictionary {
            try self.answer(command.map { $0.replacing("?", with: word) })
        }
        // A commune of the EPCI that it is to leave, and one whose code has changed.
        let isLeaving = command.contains("--without")
        let words =
            isLeaving
            ? ["48061", "Florac Trois Rivières", "commune:48061"]
            : ["12218", "12076", "Conques-en-Rouergue", "conques en rouergue", "commune:12218", "commune:12076"]
        let first = try answer(words[0])
        for word in words.dropFirst() where !command.contains("--assume") || !word.hasPrefix("commune:") {
            #expect(try answer(word) == first, "\(command): \(word)")
        }
    }

    @Test(
        "a name of the past, or one with its département",
        arguments: [
            ("48146", ["Sainte-Enimie", "sainte enimie"]), ("31522", ["Salerm"]),
            ("12208", ["Saint-Affrique (12)", "st affrique aveyron", "commune:Saint-Affrique (Aveyron)"]),
        ])
    func names(code: String, words: [String]) throws {
        let first = try answer(["show", code])
        for word in words { #expect(try answer(["show", word]) == first, "\(word)") }
    }

    @Test(
        "in expressions too",
        arguments: [
            ["coverage", "?", "--over", "frr"], ["coverage", "contracts", "--over", "?"], ["coverage", "?"],
            ["query", "contracts covering ?"], ["query", "communes in touching ?"], ["nearest", "?", "48095"],
        ])
    func expressions(command: [String]) throws {
        func answer(_ word: String) throws -> NSDictionary {
            try self.answer(command.map { $0.replacing("?", with: word) })
        }
        let first = try answer("commune:12218")
        for word in ["commune:12076", "(commune:12218)"] {
            #expect(try answer(word) == first, "\(command): \(word)")
        }
    }

    @Test("a layer of the communes of a territory")
    func export() throws {
        func layer(_ word: String) throws -> String {
            let run = try CommittedDatabase.territory(["export", "commune", "--in", word, "--properties", "code,name"])
            #expect(run.status == 0, "\(run.messages)")
            return run.output
        }
        let first = try layer("epci:243400017")
        #expect(first.contains("34172"))
        for word in ["243400017", "metropole:243400017", "Montpellier Méditerranée Métropole"] {
            #expect(try layer(word) == first, "\(word)")
        }
    }

    @Test(
        "a position, with a sign, a point or a comma",
        arguments: [("-0.0457", "43.0947", "65286"), ("3.0785", "44.0996", "12145")])
    func positions(longitude: String, latitude: String, commune: String) throws {
        let comma = [longitude, latitude].map { $0.replacing(".", with: ",") }
        let forms = [
            [longitude, latitude], [comma[0], comma[1]], ["\(longitude) \(latitude)"], ["\(comma[0]) \(comma[1])"],
            ["\(longitude),\(latitude)"], ["\(longitude);\(latitude)"],
        ]
        let place = try answer(["locate"] + forms[0])
        #expect((place["commune"] as? [String: Any])?["code"] as? String == commune)
        let nearest = try answer(["nearest", "qpv"] + forms[0])
        let eligible = try answer(["eligible", "qpv", "--at", forms[2][0], "--on", "2024-11-15"])
        for form in forms.dropFirst() {
            #expect(try answer(["locate"] + form) == place, "\(form)")
            let other = try answer(["nearest", "qpv"] + form)
            #expect(other["rows"] as? NSArray == nearest["rows"] as? NSArray, "\(form)")
            guard form.count == 1 else { continue }
            #expect(try answer(["eligible", "qpv", "--at", form[0], "--on", "2024-11-15"]) == eligible, "\(form)")
        }
    }

    @Test(
        "a day in one form only",
        arguments: [
            ["coverage", "contracts", "--over", "frr"], ["query", "frr"], ["nearest", "frr", "48095"],
            ["eligible", "cantine", "48095"],
        ])
    func day(command: [String]) throws {
        #expect(try CommittedDatabase.territory(command + ["--on", "2024-11-15"]).status == 0)
        for day in ["15/11/2024", "2024-2-1", "2024-02-30", "2024", ""] {
            let run = try CommittedDatabase.territory(command + ["--on", day])
            #expect(run.status != 0 && run.messages.contains("2024-11-15"), "\(day): \(run.messages)")
        }
    }

    @Test("a set, in brackets or under another name")
    func sets() throws {
        for over in ["qpv", "rural", "frr"] {
            let plain = try answer(["coverage", "epci:243400017", "--over", over])
            for (subject, over) in [
                ("epci:243400017", "(\(over))"), ("metropole:243400017", over),
                ("(epci:243400017)", "\(over) or \(over)"),
            ] {
                #expect(try answer(["coverage", subject, "--over", over]) == plain, "\(subject) over \(over)")
            }
        }
    }

    @Test(
        "an option that a figure of the report cannot follow is refused, not dropped",
        arguments: [["--communes", "48095"], ["--level", "epci", "--in", "48"]])
    func figures(options: [String]) throws {
        let run = try CommittedDatabase.territory(["aggregate", "m20.seuil-pop"] + options)
        #expect(run.status == 64 && run.output.isEmpty, "\(run.messages)")
    }
}
