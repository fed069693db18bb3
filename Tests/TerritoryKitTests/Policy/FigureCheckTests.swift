import Foundation
import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats
@testable import TerritoryKit

/// The declarations that totals rest on are checked before a database is built.
@Suite("Checks of the figures")
struct FigureCheckTests {
    /// The problems of the committed figures, of which one row reads otherwise.
    private func problems(_ code: String = "m20.communes", replacing old: String = "", with new: String = "") throws
        -> [String]
    {
        let text = try String(contentsOfFile: Repository.root + "/data/policy/figures.csv", encoding: .utf8)
        let lines = text.split(separator: "\n").map { line in
            line.hasPrefix(code + ",") && !old.isEmpty ? String(line).replacing(old, with: new) : String(line)
        }
        #expect(old.isEmpty || lines.joined(separator: "\n") + "\n" != text)
        var (problems, table) = ([SourceProblem](), Table(Tables.figure))
        let bytes = [UInt8](lines.joined(separator: "\n").utf8)
        table.append(CSVTable(file: "figures.csv", bytes: bytes, problems: &problems), problems: &problems)
        var package = DataPackage(directory: "", scope: .france)
        package.tables[Tables.figure.name] = table
        #expect(problems.isEmpty)
        return PackageChecks(package: package).problems().map { $0.sentence(in: .english) }
    }

    @Test("the committed figures are sound")
    func sound() throws {
        #expect(try problems() == [])
    }

    @Test("a part names the figure that contains it, and is no larger")
    func parts() throws {
        let unknown = try problems("m20.egalim", replacing: ",m20.communes,", with: ",m20.none,")
        #expect(unknown.count == 1 && unknown[0].contains("“m20.none” (column “aggregation_target”)"))
        let large = try problems("m20.egalim", replacing: ",22,", with: ",828,")
        #expect(large.count == 1 && large[0].contains("“828” in column “value”; expected: at most 827"), "\(large)")
    }

    @Test("no figure is a part of itself, and a set that overlaps names with what")
    func targets() throws {
        #expect(try problems("mn-pl.ruraux", replacing: ",mn-pl.pactes,", with: ",,").count == 1)
        #expect(try problems("mn-mm.projets", replacing: ",m16.projets,", with: ",mn-mm.projets,").count == 1)
    }
}
