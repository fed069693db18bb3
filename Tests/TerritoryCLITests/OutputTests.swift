import Foundation
import TerritoryTestSupport
import Testing

@Suite("What a command writes, and where it cannot")
struct OutputTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    private var folder: String { fixture.country.directory.path }

    /// Runs a command through a shell, which alone can close a stream.
    private func shell(_ script: String, _ words: String...) throws -> Command.Outcome {
        let territory = try Command.territory([], directory: folder)
        return try Command(
            "/bin/bash", ["-c", script, "bash", territory.executable] + words,
            directory: folder
        ).run()
    }

    @Test(
        "an output that is closed or full is a sentence and exit code 74",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "/dev/full is not there"),
        arguments: ["show 20001", "sources --format json", "export communes", "search orme", "verify", "--help"])
    func full(words: String) throws {
        let full = try shell("\"$1\" \(words) > /dev/full")
        #expect(full.status == 74 && full.messages.contains(words == "--help" ? "no room" : "plus de place"), "\(full)")
        let closed = try shell("\"$1\" \(words) >&-")
        #expect(
            closed.status == 74 && closed.messages.contains(words == "--help" ? "is closed" : "est fermée"), "\(closed)"
        )
    }

    @Test("where the reader of a pipe goes away, a command ends quietly", arguments: ["show 20001", "export communes"])
    func pipe(words: String) throws {
        // The writer waits until the reader is gone; SIGPIPE is ignored, as services start programs.
        let run = try shell("trap '' PIPE; { sleep 0.2; \"$1\" \(words); echo $? >&2; } | true")
        #expect(run.messages == "0\n", "\(run)")
    }

    @Test("the first three streams are not files of the program, even where they are closed")
    func streams() throws {
        let run = try shell("exec <&- >&- 2>&-; \"$1\" build --data package -d territory.sqlite")
        #expect(run.status == 74)
        #expect(try fixture.country.territory("verify").status == 0)
    }

    @Test("-o follows a link, keeps the mode, writes to a FIFO, and refuses folders and the database")
    func outputFile() throws {
        try Array("old".utf8).write(toFile: folder + "/out.geojson")
        #expect(chmod(folder + "/out.geojson", 0o640) == 0)
        #expect(symlink("out.geojson", folder + "/link.geojson") == 0)
        let expected = try fixture.country.territory("export", "qpv").output
        #expect(try fixture.country.territory("export", "qpv", "-o", "link.geojson").status == 0)
        #expect(try [UInt8](contentsOfFile: folder + "/out.geojson").text == expected)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/out.geojson")
        #expect(attributes[.posixPermissions] as? Int == 0o640)
        #expect(mkfifo(folder + "/fifo", 0o600) == 0)
        let fifo = try shell("cat fifo > read & \"$1\" export qpv -o fifo; wait")
        #expect(try fifo.status == 0 && [UInt8](contentsOfFile: folder + "/read").text == expected)
        #expect(try fixture.country.territory("export", "qpv", "-o", "raw").status == 74)
        let before = try [UInt8](contentsOfFile: fixture.path)
        #expect(symlink("territory.sqlite", folder + "/alias.sqlite") == 0)
        for name in ["territory.sqlite", "./territory.sqlite", "alias.sqlite"] {
            let run = try fixture.country.territory("export", "qpv", "-o", name)
            #expect(run.status == 64 && run.messages.contains("this is the database itself"), "\(run)")
        }
        #expect(try [UInt8](contentsOfFile: fixture.path) == before)
    }

    @Test(
        "no control or direction character of an argument reaches the terminal",
        arguments: [
            ["show"], ["search"], ["locate"], ["query"], ["eligible"], ["export"], ["sheet"], ["compare"],
            ["nearest", "qpv"],
            ["aggregate"], ["verify", "-d"], ["import", "--from"], ["load"], [], ["show", "20001", "--format"],
        ])
    func controls(words: [String]) throws {
        let text = "\u{1B}[31m\u{7}\u{202E}x"
        let run = try Command.territory(words + [text], directory: folder).run()
        for scalar in (run.output + run.messages).unicodeScalars {
            #expect(![0x1B, 0x07, 0x202E].contains(scalar.value), "\(words)")
        }
        #expect(run.status != 0 || run.messages.isEmpty)
    }

    @Test("words without end are refused at once")
    func words() throws {
        let run = try Command.territory(
            ["compare"] + Array(repeating: "20001", count: 20_000), directory: folder
        ).run()
        #expect(run.status == 64 && run.messages.contains("1000 au plus"), "\(run)")
        let long = try Command.territory(["show", String(repeating: "é", count: 10_000)], directory: folder).run()
        #expect(long.status == 64 && long.messages.contains("20000 octets") && long.messages.utf8.count < 1_000)
    }
}
