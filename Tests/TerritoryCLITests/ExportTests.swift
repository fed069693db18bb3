import Foundation
import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryKit

@Suite("territory export")
struct ExportTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    @Test(
        "standard output is the library’s export, and a file has the same bytes",
        arguments: ["commune", "epci", "arrondissement", "departement", "region", "qpv", "frr"].map {
            ExportLayer(word: $0)
        })
    func bytes(layer: ExportLayer) throws {
        var expected: [UInt8] = []
        try fixture.database.export(ExportRequest(layer: layer)) { expected += $0 }
        let run = try fixture.country.territory("export", layer.word)
        #expect(run.status == 0 && run.messages.isEmpty && run.output == expected.text)
        let written = try fixture.country.territory("export", layer.word, "-o", "out.geojson")
        #expect(written.status == 0 && written.output.isEmpty)
        #expect(try [UInt8](contentsOfFile: fixture.country.directory.path + "/out.geojson") == expected)
    }

    @Test(
        "a request that means nothing is told, with exit code 64",
        arguments: [
            (["communes", "--properties", "code,mayor"], "“mayor” is not a property of this layer"),
            (["communes", "--zoning", "frr=moins"], "“frr=moins” is not a zoning of this database"),
            (["communes", "--simplify", "0"], "--simplify takes metres"),
            (["communes", "--simplify", "many"], "--simplify"), (["roads"], "roads"),
        ] as [([String], String)])
    func errors(arguments: [String], message: String) throws {
        let run = try Command.territory(
            ["export"] + arguments, environment: ["LC_ALL": "en_US.UTF-8"], directory: fixture.country.directory.path
        ).run()
        #expect(run.status == 64 && run.output.isEmpty && run.messages.contains(message), "\(run.messages)")
    }

    @Test("a code of nothing is exit code 1, as everywhere")
    func unknownParent() throws {
        let run = try fixture.country.territory("export", "communes", "--in", "12145")
        #expect(run.status == 1 && run.output.isEmpty && run.messages.contains("12145"))
    }

    @Test("a file that cannot be written is exit code 74")
    func cannotWrite() throws {
        let run = try fixture.country.territory("export", "region", "-o", "none/out.geojson")
        #expect(run.status == 74 && run.messages.contains("cannot write here"), "\(run.messages)")
    }

    @Test(
        "GDAL reads every layer", .enabled(if: Command.path(of: "ogrinfo") != nil, "ogrinfo is not there"),
        arguments: [
            ("communes", 16, "(2.000000, 44.000000) - (2.400000, 44.400000)"),
            ("epcis", 4, "(2.000000, 44.000000) - (2.500000, 44.400000)"),
            ("departements", 2, "(2.000000, 44.000000) - (2.400000, 44.400000)"),
            ("region", 1, "(2.000000, 44.000000) - (2.400000, 44.400000)"),
            ("qpv", 3, "(2.010000, 44.050000) - (2.360000, 44.320000)"),
            ("frr", 5, "(2.000000, 44.000000) - (2.400000, 44.400000)"),
        ])
    func gdal(layer: String, features: Int, extent: String) throws {
        _ = try fixture.country.territory("export", layer, "-o", "out.geojson")
        let ogrinfo = try #require(Command.path(of: "ogrinfo"))
        let run = try Command(ogrinfo, ["-ro", "-so", "-al", "out.geojson"], directory: fixture.country.directory.path)
            .run()
        #expect(
            run.status == 0 && !run.messages.contains("ERROR") && !run.messages.contains("Warning"), "\(run.messages)")
        #expect(run.output.contains("Feature Count: \(features)\n"))
        #expect(run.output.contains("Extent: \(extent)\n"), "\(run.output)")
        #expect(run.output.contains("WGS 84"))
    }
}
