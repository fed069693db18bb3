import TerritoryTestSupport
import Testing

@Suite("territory --help")
struct HelpTests {
    @Test(
        "the help of every command is the one that was reviewed",
        arguments: [
            nil, "show", "search", "locate", "export", "coverage", "query", "nearest",
            "eligible", "overlay", "rollup", "aggregate", "indicators", "figures", "measures",
            "contracts",
            "sheet", "compare", "reconcile", "sources", "build", "verify", "import", "load", "serve",
        ])
    func help(command: String?) throws {
        let folder = try TemporaryDirectory()
        let run = try Command.territory(
            [command, "--help"].compactMap { $0 }, environment: ["COLUMNS": "80"], directory: folder.path
        ).run()
        #expect(run.status == 0 && run.messages.isEmpty)
        try Golden.expect(run.output, matches: "help-\(command ?? "territory").txt")
    }

    @Test("every command of the overview has its help reviewed here")
    func complete() throws {
        let folder = try TemporaryDirectory()
        let output = try Command.territory(["--help"], environment: ["COLUMNS": "80"], directory: folder.path).run()
            .output
        let commands = output.split(separator: "SUBCOMMANDS:\n")[1].split(separator: "\n").compactMap {
            line -> String? in
            guard line.hasPrefix("  "), !line.hasPrefix("   "), !line.hasPrefix("  See") else { return nil }
            return line.split(separator: " ").first.map(String.init)
        }
        let golden = try FileTree(of: Repository.root + "/Tests/TerritoryCLITests/Golden").files.keys
            .filter { $0.hasPrefix("help-") }
        #expect(Set(commands.map { "help-\($0).txt" }) == Set(golden).subtracting(["help-territory.txt"]))
    }
}
