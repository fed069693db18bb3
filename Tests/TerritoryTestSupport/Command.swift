public import Foundation
import TerritoryKit

/// A program run as a person runs it.
public struct Command: Sendable {
    public var executable: String
    public var arguments: [String]
    /// The whole environment; none of the test’s own gets through but the search path.
    public var environment: [String: String]
    public var directory: String
    /// What the program reads on its standard input.
    public var input = ""

    public init(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:], directory: String
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
    }

    /// What a program left: its exit code and all that it wrote.
    public struct Outcome: Hashable, Sendable {
        public var status: Int32
        public var output: String
        public var messages: String
    }

    /// Runs the program to its end.
    public func run() throws -> Outcome {
        let folder = try TemporaryDirectory()
        let process = try start(output: folder.path + "/output", messages: folder.path + "/messages")
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try [UInt8](contentsOfFile: folder.path + "/output").text,
            messages: try [UInt8](contentsOfFile: folder.path + "/messages").text)
    }

    /// Starts the program and returns at once.
    public func start(output: String = "/dev/null", messages: String = "/dev/null") throws -> Process {
        for path in [output, messages] where path != "/dev/null" { try [UInt8]().write(toFile: path) }
        let folder = try TemporaryDirectory()
        try [UInt8](input.utf8).write(toFile: folder.path + "/input")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        process.environment = environment.merging(["PATH": path]) { given, _ in given }
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.path + "/input"))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: messages))
        try process.run()
        return process
    }
}

extension Command {
    /// The `territory` that was built with the tests.
    public static func territory(
        _ arguments: [String], environment: [String: String] = [:], directory: String
    ) throws -> Command {
        try built("territory", arguments, environment: environment, directory: directory)
    }

    /// A program that was built with the tests; it lies beside them.
    public static func built(
        _ name: String, _ arguments: [String], environment: [String: String] = [:], directory: String
    ) throws -> Command {
        let folders = [
            URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path,
            Bundle.main.bundleURL.path, Repository.root + "/.build/debug",
        ]
        guard let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") })
        else { throw FixtureError(message: "no \(name) in \(folders.joined(separator: ", "))") }
        return Command("\(folder)/\(name)", arguments, environment: environment, directory: directory)
    }

    /// Where a program of the machine lies.
    ///
    /// - Returns: `nil` if it has none of that name.
    public static func path(of name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.lazy.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
