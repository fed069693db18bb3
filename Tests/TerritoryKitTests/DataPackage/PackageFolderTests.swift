import Foundation
import TerritoryFormats
import TerritoryKit
import TerritoryTestSupport
import Testing

@testable import TerritoryBuild

@Suite("A package that is written to")
struct PackageFolderTests {
    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try PackageFolder(folder.path, for: .writing).replace([file("data/a.csv", "1"), file("geo/b.csv", "1")])
    }

    private func file(_ path: String, _ text: String) -> (path: String, bytes: [UInt8]) { (path, Array(text.utf8)) }

    private func texts() throws -> [String: String] { try FileTree(of: folder.path).files.mapValues(\.text) }

    @Test("files are replaced, and nothing is left beside them")
    func replaced() throws {
        try PackageFolder(folder.path, for: .writing).replace([file("data/a.csv", "2"), file("data/own/c.csv", "2")])
        #expect(try texts() == ["data/a.csv": "2", "geo/b.csv": "1", "data/own/c.csv": "2"])
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder.path)) == ["data", "geo"])
    }

    @Test("what a dead program left unaccepted goes, what it left half moved is moved", arguments: [true, false])
    func dead(reading: Bool) throws {
        try Array("3".utf8).write(toFile: folder.path + "/.territory-draft-0123456789abcdef/data/a.csv")
        _ = try PackageFolder(folder.path, for: reading ? .reading : .writing)
        #expect(try texts() == ["data/a.csv": "1", "geo/b.csv": "1"])
        try Array("4".utf8).write(toFile: folder.path + "/.territory-due/geo/b.csv")
        try Array("4".utf8).write(toFile: folder.path + "/.territory-due/data/own/c.csv")
        _ = try PackageFolder(folder.path, for: reading ? .reading : .writing)
        #expect(try texts() == ["data/a.csv": "1", "geo/b.csv": "4", "data/own/c.csv": "4"])
    }

    @Test("several readers move what is due at once, and each reads the whole", .timeLimit(.minutes(1)))
    func manyReaders() throws {
        for round in 0..<20 {
            try Array("\(round)".utf8).write(toFile: folder.path + "/.territory-due/geo/b.csv")
            try Array("\(round)".utf8).write(toFile: folder.path + "/.territory-due/data/a.csv")
            let found = Array(0..<6).parallelMap { [path = folder.path] _ in
                Result {
                    try withExtendedLifetime(PackageFolder(path, for: .reading)) {
                        try ["/geo/b.csv", "/data/a.csv"].map { try [UInt8](contentsOfFile: path + $0).text }
                    }
                }
            }
            for texts in found { #expect(try texts.get() == ["\(round)", "\(round)"]) }
        }
    }

    @Test("a folder that is not there is not made by a load, nor by an import that is refused")
    func noFolder() throws {
        let missing = folder.path + "/missing"
        #expect(throws: (any Error).self) { try OwnData(package: missing).loadPacts(from: folder.path + "/none.csv") }
        let country = try FixtureCountry()
        let refused = PackageImport(
            sources: folder.path + "/none", package: missing, referencePackage: country.package,
            scope: .region(FixtureCountry.region))
        #expect(throws: ImportError.self) { try refused.run() }
        #expect(!FileManager.default.fileExists(atPath: missing))
    }

    @Test("nothing is written through a link within the package")
    func links() throws {
        let victim = try TemporaryDirectory()
        try Array("kept".utf8).write(toFile: victim.path + "/a.csv")
        #expect(symlink(victim.path, folder.path + "/data/own") == 0)
        #expect(symlink(victim.path + "/a.csv", folder.path + "/data/d.csv") == 0)
        let held = try PackageFolder(folder.path, for: .writing)
        let error = try #require(throws: FileError.self) {
            try held.replace([file("data/a.csv", "5"), file("data/own/a.csv", "5")])
        }
        #expect(error.message.en == folder.path + "/data/own: cannot write here: it is a symbolic link")
        try held.replace([file("data/d.csv", "6")])
        #expect(try [UInt8](contentsOfFile: victim.path + "/a.csv").text == "kept")
        #expect(try [UInt8](contentsOfFile: folder.path + "/data/a.csv").text == "1")
        #expect(try [UInt8](contentsOfFile: folder.path + "/data/d.csv").text == "6")
    }

    @Test("two programs that load at once are both heard")
    func twoLoads() throws {
        let country = try FixtureCountry()
        try country.runImport()
        let first = try country.load("premier")
        let second = try country.load("second")
        for process in [first, second] {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        let codes = try country.readPackage().tables["indicator"]?.values(of: "code") ?? []
        #expect(Set(codes).isSuperset(of: ["premier", "second"]))
    }

    @Test("a package is not read while it is written to", .timeLimit(.minutes(1)))
    func waits() throws {
        var held: PackageFolder? = try PackageFolder(folder.path, for: .writing)
        let reader = Deferred { [path = folder.path] in
            Result {
                try withExtendedLifetime(PackageFolder(path, for: .reading)) {
                    try [UInt8](contentsOfFile: path + "/geo/b.csv").text
                }
            }
        }
        Thread.sleep(forTimeInterval: 0.2)
        try Array("8".utf8).write(toFile: folder.path + "/geo/b.csv")
        withExtendedLifetime(held) {}
        held = nil
        #expect(try reader.value.get() == "8")
    }
}

extension FixtureCountry {
    fileprivate func load(_ code: String) throws -> Process {
        let table = directory.path + "/\(code).csv"
        try Array("code,value\n20001,1\n".utf8).write(toFile: table)
        return try Command.territory(
            [
                "load", "indicator", table, "--data", package, "--code", code, "--label-fr", "x", "--unit", "y",
                "--period", "2024", "--aggregation", "sum",
            ], directory: directory.path
        ).start()
    }
}
