import Foundation
import TerritoryKit
import TerritoryTestSupport
import Testing

/// The command itself, asked through a socket.
@Suite("territory serve", .serialized)
struct SocketTests {
    /// A service on a port of its own.
    private final class Service {
        let process: Process
        let port: Int
        private let folder: TemporaryDirectory

        init(_ database: String, _ arguments: [String] = []) throws {
            folder = try TemporaryDirectory()
            let log = folder.path + "/log"
            process = try Command.territory(
                ["serve", "--database", database, "--port", "0"] + arguments, directory: folder.path
            ).start(messages: log)
            let deadline = Date(timeIntervalSinceNow: 120)
            var found: Int?
            while found == nil, process.isRunning, Date() < deadline {
                let text = (try? [UInt8](contentsOfFile: log).text) ?? ""
                found = text.firstMatch(of: /url=http:\/\/127\.0\.0\.1:(\d+)\//).flatMap { Int($0.1) }
                if found == nil { usleep(20_000) }
            }
            guard let found else { throw FixtureError(message: (try? [UInt8](contentsOfFile: log).text) ?? "no log") }
            port = found
        }

        deinit { if process.isRunning { process.terminate() } }

        func log() throws -> String { try [UInt8](contentsOfFile: folder.path + "/log").text }

        /// Sends bytes and reads until the other end closes.
        func exchange(_ text: String) throws -> String {
            let descriptor = try connect()
            defer { close(descriptor) }
            var bytes = Array(text.utf8)[...]
            while !bytes.isEmpty {
                let sent = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard sent > 0 else { break }
                bytes = bytes.dropFirst(sent)
            }
            var answer: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = recv(descriptor, &chunk, chunk.count, 0), count > 0 { answer += chunk[..<count] }
            return String(decoding: answer, as: UTF8.self)
        }

        func connect() throws -> Int32 {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var timeout = timeval(tv_sec: 60, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 else { throw FixtureError(message: "no connection") }
            return descriptor
        }

        func get(_ target: String, _ fields: String = "") throws -> String {
            try exchange("GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\(fields)\r\n")
        }
    }

    @Test("it answers over a socket, one request after the other on a connection, and stops when it is told to")
    func life() throws {
        let fixture = try FixtureDatabase()
        let service = try Service(fixture.path)
        let landing = try service.get("/")
        #expect(
            landing.hasPrefix("HTTP/1.1 200 OK\r\n") && landing.contains("http://127.0.0.1:\(service.port)/collections")
        )
        let head = try service.exchange(
            "HEAD /collections HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        #expect(head.hasPrefix("HTTP/1.1 200") && head.hasSuffix("\r\n\r\n") && !head.contains("Content-Length: 0\r\n"))
        let three = try service.exchange(
            "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\nGET /conformance HTTP/1.1\r\nHost: a\r\n\r\n"
                + "GET /nosuch HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let statuses = three.matches(of: /HTTP\/1\.1 (\d+)/).map { String($0.1) }
        #expect(statuses == ["200", "200", "404"])
        service.process.terminate()
        service.process.waitUntilExit()
        #expect(service.process.terminationReason == .exit && service.process.terminationStatus == 0)
        #expect(!(try service.log()).contains("nosuch"))
    }

    @Test("what is no HTTP, and a body where none belongs, are refused")
    func malformed() throws {
        let fixture = try FixtureDatabase()
        let service = try Service(fixture.path)
        for text in [
            "nonsense\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
        ] {
            #expect(try service.exchange(text).hasPrefix("HTTP/1.1 400"), "\(text)")
        }
        #expect(try service.get("/" + String(repeating: "a", count: 20_000)).hasPrefix("HTTP/1.1 414"))
        #expect(try service.get("/", "X-Long: \(String(repeating: "a", count: 20_000))\r\n").hasPrefix("HTTP/1.1 431"))
        #expect(try service.get("/").hasPrefix("HTTP/1.1 200"))
    }

    @Test("a file in the place of another answers from then on, and SIGHUP does not wait")
    func swap() throws {
        let fixture = try FixtureDatabase()
        let service = try Service(fixture.path)
        let before = try service.get("/health/ready")
        try fixture.country.edit("package/data/communes.csv", replacing: "Belle-Rive", with: "Belle-Eau")
        _ = try fixture.country.build(acceptsEdits: true)
        kill(service.process.processIdentifier, SIGHUP)
        let deadline = Date(timeIntervalSinceNow: 30)
        var after = before
        while after.contains("content_hash") && body(after) == body(before), Date() < deadline {
            after = try service.get("/health/ready")
        }
        #expect(body(after) != body(before))
    }

    private func body(_ answer: String) -> String { answer.components(separatedBy: "\r\n\r\n").last ?? "" }

    @Test("a port in use is exit 69, a database that is none exit 2, before anything listens")
    func refusals() throws {
        let fixture = try FixtureDatabase()
        let service = try Service(fixture.path)
        let folder = try TemporaryDirectory()
        let again = try Command.territory(
            ["serve", "--database", fixture.path, "--port", "\(service.port)", "--lang", "en"], directory: folder.path
        ).run()
        #expect(
            again.status == 69
                && again.messages.contains(
                    "cannot listen on 127.0.0.1, port \(service.port): another program listens there already")
        )
        let missing = try Command.territory(
            ["serve", "--database", "nosuch.sqlite", "--port", "0"], directory: folder.path
        ).run()
        #expect(missing.status == 2)
        let misspelt = try Command.territory(["serve", "--port", "70000"], directory: folder.path).run()
        #expect(misspelt.status == 64)
        let variable = try Command.territory(
            ["serve", "--database", fixture.path], environment: ["TERRITORY_PORT": "a"], directory: folder.path
        ).run()
        #expect(variable.status == 64)
    }
}
