import Foundation
import GRDB
import Synchronization
import TerritoryTestSupport
import Testing
internal import TerritoryFormats
import TerritoryKit

/// `TORTURE_SWAPS` makes it longer: `make torture` asks for 2,000.
@Suite("A library that stays open while its file is replaced")
struct SwapTests {
    private static let swaps = ProcessInfo.processInfo.environment["TORTURE_SWAPS"].flatMap { Int($0) } ?? 40

    @Test("every answer is that of the database that was opened")
    func swaps() throws {
        let directory = try TemporaryDirectory()
        let place = directory.path + "/territory.sqlite"
        let (first, second) = (directory.path + "/first.sqlite", directory.path + "/second.sqlite")
        let original = try DefaultDatabase.open().path
        for path in [first, second] { try FileManager.default.copyItem(atPath: original, toPath: path) }
        try DatabaseQueue(path: second).write { try $0.execute(sql: "UPDATE commune SET name = name || ' B'") }
        try FileManager.default.linkItem(atPath: first, toPath: place)
        let open = try TerritoryDatabase(path: place)
        let lawful = try Self.answers(of: open)
        let others = try Self.answers(of: TerritoryDatabase(path: second))
        #expect(zip(lawful, others).allSatisfy { $0 != $1 })
        let isOver = Atomic(false)
        let swapper = Thread {
            for number in 0..<Self.swaps {
                // Hard links: the files themselves are not touched.
                let draft = place + ".draft"
                link(number.isMultiple(of: 2) ? second : first, draft)
                rename(draft, place)
                usleep(5_000)
            }
            isOver.store(true, ordering: .releasing)
        }
        let wrong = Mutex<Set<String>>([])
        swapper.start()
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            repeat {
                do {
                    for (number, answer) in try Self.answers(of: open).enumerated() where answer != lawful[number] {
                        wrong.withLock { _ = $0.insert("answer \(number) is of another database") }
                    }
                } catch {
                    wrong.withLock { _ = $0.insert("\(error)") }
                }
            } while !isOver.load(ordering: .acquiring)
        }
        #expect(wrong.withLock { $0 } == [])
    }

    /// Answers of one connection, and one that several threads write, each with a connection of its own.
    private static func answers(of database: TerritoryDatabase) throws -> [String] {
        var layer: [UInt8] = []
        try database.export(ExportRequest(layer: .territories(.commune))) { layer += $0 }
        return [
            String(describing: try database.territory("31555")),
            String(describing: try database.query("communes in touching commune:31555")),
            layer.text,
        ]
    }
}
