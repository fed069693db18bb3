import TerritoryTestSupport
import TerritoryKit

extension FixtureCountry {
    /// Runs `territory` in the folder of the country, where it finds `territory.sqlite` by itself.
    func territory(_ arguments: String..., environment: [String: String] = ["LC_ALL": "en_US.UTF-8"]) throws
        -> Command.Outcome
    {
        try Command.territory(
            arguments, environment: environment.merging(["COLUMNS": "80"]) { given, _ in given },
            directory: directory.path
        ).run()
    }
}

extension FixtureDatabase {
    /// Overwrites a text of the database file with another of the same length, as a bad disk would.
    func tamper(replacing old: String, with new: String) throws {
        var bytes = try [UInt8](contentsOfFile: path)
        let (old, new) = (Array(old.utf8), Array(new.utf8))
        guard old.count == new.count else { throw FixtureError(message: "not of the same length") }
        var places = 0
        for start in 0..<(bytes.count - old.count) where bytes[start] == old[0] {
            guard bytes[start..<start + old.count].elementsEqual(old) else { continue }
            bytes.replaceSubrange(start..<start + old.count, with: new)
            places += 1
        }
        guard places > 0 else { throw FixtureError(message: "not in the file") }
        try bytes.write(toFile: path)
    }
}
