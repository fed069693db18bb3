import Foundation
import FoundationXML
@testable import TerritoryServer
import HTTPTypes
import TerritoryKit
import TerritoryTestSupport
import Testing

/// What holds of every route, walked over the table.
@Suite("Routes")
struct RouteTests {
    let served: Served
    let targets: [(String, Route)]

    init() throws {
        let served = try Served.shared.get()
        targets = served.store.current.routes.routes.map { route in
            let layer = route.path.split(separator: "/").dropFirst().first.flatMap {
                served.store.current.layer(String($0))
            }
            return (route.path.replacing("{featureId}", with: layer?.layer.codes.first ?? ""), route)
        }
        self.served = served
    }

    @Test("every route answers in each of its forms, with the exact type")
    func forms() throws {
        for (target, route) in targets {
            for form in route.representations {
                let byWord = served.ask("\(target)?f=\(form.word)")
                #expect(byWord.status == 200, "\(target) \(form)")
                #expect(byWord.field("Content-Type") == form.contentType, "\(target) \(form)")
                let byAccept = served.ask(target, ["Accept": form.mediaType])
                #expect(
                    byAccept.status == 200 && byAccept.field("Content-Type") == form.contentType, "\(target) \(form)")
            }
        }
    }

    @Test("an unknown parameter, one given twice and one in the wrong case are 400 on every route")
    func unknownParameters() throws {
        for (target, route) in targets {
            for query in [
                "nosuch=1", "F=json", "f=\(route.representations[0].word)&f=\(route.representations[0].word)", "f=",
            ] {
                let reply = served.ask("\(target)?\(query)")
                #expect(reply.status == 400, "\(target)?\(query)")
                #expect(reply.field("Content-Type") == "application/problem+json")
                #expect(try reply.json()["errors"]?.items.count == 1, "\(target)?\(query)")
            }
        }
    }

    @Test("a method that is not offered is 405 with those that are, TRACE and unknown ones too")
    func methods() throws {
        for (target, _) in targets {
            for method in ["DELETE", "TRACE", "POST", "PUT", "PATCH", "BREW"] {
                let reply = served.ask(target, method: .init(rawValue: method)!)
                #expect(reply.status == 405 && reply.field("Allow") == "GET, HEAD, OPTIONS", "\(method) \(target)")
                #expect(try reply.json()["status"]?.number == 405)
            }
            let options = served.ask(target, method: .options)
            #expect(options.status == 204 && options.field("Allow") == "GET, HEAD, OPTIONS")
            #expect(options.field("Access-Control-Allow-Methods") != nil)
        }
    }

    @Test("nothing acceptable is 406")
    func notAcceptable() throws {
        for (target, _) in targets {
            let reply = served.ask(target, ["Accept": "image/png"])
            #expect(reply.status == 406, "\(target)")
            #expect(try reply.json()["type"]?.string == "\(Served.base)/problems/not-acceptable")
        }
    }

    @Test("HEAD says what GET does, but for the body")
    func head() throws {
        for (target, route) in targets {
            for form in route.representations {
                let get = served.ask("\(target)?f=\(form.word)")
                let head = served.ask("\(target)?f=\(form.word)", method: .head)
                #expect(
                    head.status == get.status && head.bytes.isEmpty && head.fields == get.fields, "\(target) \(form)")
                #expect(head.field("Content-Length") == String(get.bytes.count))
            }
        }
    }

    @Test("a tag follows the form, its compression and the content; a match is 304 before any work")
    func entityTags() throws {
        var tags: Set<String> = []
        for (target, route) in targets where route.isCacheable {
            for form in route.representations {
                let reply = served.ask("\(target)?f=\(form.word)")
                let tag = try #require(reply.field("ETag"))
                #expect(tags.insert(tag).inserted, "\(target) \(form)")
                for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                    let again = served.ask("\(target)?f=\(form.word)", ["If-None-Match": known])
                    #expect(
                        again.status == 304 && again.bytes.isEmpty && again.field("ETag") == tag, "\(target) \(known)")
                }
                #expect(served.ask("\(target)?f=\(form.word)", ["If-None-Match": "\"other\""]).status == 200)
                let packed = served.ask("\(target)?f=\(form.word)", ["Accept-Encoding": "gzip"])
                #expect(packed.field("ETag") == tag.dropLast() + "-gz\"")
            }
        }
    }

    @Test("what nothing is at is 404 with the nearest path; what cannot be read is 400")
    func paths() throws {
        for (target, status) in [
            ("/nosuch", 404), ("/collections/", 404), ("/collections/commune", 404),
            ("/collections/communes/items/", 404),
            ("/collections/communes/items/nosuch", 404), ("/collections/communes/items/%2F", 404), ("//", 400),
            ("/collections//items", 400), ("/collections/../api", 400), ("/%00", 400), ("/%FF", 400), ("/%zz", 400),
            ("/?a=%FF", 400), ("/collections%2Fcommunes", 404), ("/?" + String(repeating: "zz&", count: 300), 400),
            ("/" + String(repeating: "a", count: 20_000), 414),
        ] {
            let reply = served.ask(target)
            #expect(reply.status == status, "\(target.prefix(40))")
            #expect(try reply.json()["detail"]?.string?.isEmpty == false)
        }
        #expect(served.ask("/collections/commune").text.contains("/collections/communes"))
        // Nothing is there to be unchanged.
        #expect(served.ask("/collections/communes/items/nosuch", ["If-None-Match": "*"]).status == 404)
    }

    @Test("a host that is none is 400, and nobody but a trusted proxy says another")
    func hosts() throws {
        #expect(served.ask("/", ["Host": "a<b"]).status == 400)
        let forwarded = ["Forwarded": "for=1.2.3.4;host=a.example, host=b.example;proto=https"]
        #expect(served.ask("/", forwarded).text.contains("\"\(Served.base)/\""))
        var settings = ServerSettings()
        settings.trustsProxy = true
        let behind = try Served(settings: settings)
        #expect(behind.ask("/", forwarded).text.contains("\"https://b.example/\""))
        let plain = ["X-Forwarded-Proto": "https", "X-Forwarded-Host": "c.example"]
        #expect(behind.ask("/", plain).text.contains("\"https://c.example/\""))
        #expect(behind.ask("/", ["X-Forwarded-Proto": "javascript"]).status == 400)
    }

    @Test("every answer has the fields that keep browsers careful, and the identifier that was sent")
    func fields() throws {
        for (target, _) in targets + [("/nosuch", targets[0].1)] {
            let reply = served.ask(target, ["X-Request-Id": "abc-1", "Accept": "text/html"])
            #expect(
                reply.field("X-Content-Type-Options") == "nosniff" && reply.field("Referrer-Policy") == "no-referrer")
            #expect(reply.field("Access-Control-Allow-Origin") == "*" && reply.field("X-Request-Id") == "abc-1")
            #expect(reply.field("Content-Security-Policy")?.contains("default-src 'none'") == true)
            #expect(reply.field("Vary")?.contains("Accept-Language") == true)
        }
        #expect(served.ask("/", ["X-Request-Id": "a\u{7F}b"]).field("X-Request-Id") == nil)
        #expect(served.ask("/nosuch").field("X-Request-Id") != nil)
    }

    @Test("pages are well formed, without a script, and each of their links leads somewhere")
    func pages() throws {
        for (target, _) in targets + [("/nosuch", targets[0].1), ("/collections/communes/items?bbox=x", targets[0].1)] {
            for language in ["fr", "en"] {
                let reply = served.ask(target, ["Accept": "text/html", "Accept-Language": language])
                #expect(
                    reply.text.hasPrefix("<!DOCTYPE html>") && reply.text.contains("lang=\"\(language)\""), "\(target)")
                #expect(!reply.text.contains("<script"))
                let parser = XMLParser(data: Data(reply.text.replacing("<!DOCTYPE html>", with: "").utf8))
                #expect(
                    parser.parse(), "\(target): \(String(describing: parser.parserError)) line \(parser.lineNumber)")
                for match in reply.text.matches(of: /href="([^"]+)"/) {
                    let address = String(match.1).replacing("&amp;", with: "&")
                    guard address.hasPrefix(Served.base) else { continue }
                    #expect(served.ask(address.target).status == 200, "\(target) → \(address)")
                }
            }
        }
    }

    @Test("too many fields, and too large ones, are 431")
    func tooManyFields() {
        var fields: [String: String] = [:]
        for index in 0..<120 { fields["X-\(index)"] = "1" }
        #expect(served.ask("/", fields).status == 431)
        #expect(served.ask("/", ["X-Long": String(repeating: "a", count: 17_000)]).status == 431)
    }

    @Test("problems speak the language that was asked for, and list all that is wrong")
    func languages() throws {
        let target = "/collections/communes/items?limit=0&bbox=1,2,3&foo=1&crs=EPSG:2154&sortby=nme&datetime=2025-02-30"
        for (language, word) in [("fr", "attendu"), ("en", "expected")] {
            let reply = try served.ask(target + "&lang=\(language)").json()
            #expect(reply["errors"]?.items.count == 6)
            #expect(reply["errors"]?.items[0]["detail"]?.string?.contains(word) == true)
        }
        let names = try served.ask(target).json()["errors"]?.items.compactMap { $0["parameter"]?.string }
        #expect(names == ["limit", "bbox", "foo", "crs", "sortby", "datetime"])
    }
}
