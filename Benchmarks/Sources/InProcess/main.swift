import Foundation
import TerritoryKit

// Questions to an open database, in process, as ratios to a unit measured in the same run: scanning the boxes of all
// communes for one point. `thresholds.json` holds the largest ratio allowed for each; no second is committed.

let path = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "territory.sqlite"
let database = try TerritoryDatabase(path: path)
let clock = ContinuousClock()

func microseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e6 + Double(duration.components.attoseconds) / 1e12
}

/// The quantile of some timings.
func quantile(_ values: [Double], _ share: Double) -> Double {
    values.sorted()[min(values.count - 1, Int(Double(values.count) * share))]
}

/// The median time of a question, in microseconds; the first answers warm up.
func median(_ count: Int, _ question: () throws -> Void) rethrows -> Double {
    for _ in 0..<2 { try question() }
    return quantile(try (0..<count).map { _ in microseconds(try clock.measure { try question() }) }, 0.5)
}

/// The same points at every run (Knuth’s linear congruential generator).
struct Generator: RandomNumberGenerator {
    var state: UInt64 = 7
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 32)
    }
}
/// Times lookups of the first points of a table, `id,lon,lat`: prints the median and the 99th percentile of one, in
/// microseconds, and how many points were located.
///
/// Eight lookups a timing: the clock costs as much as one.
func timeLookups(of file: String, in locator: PointLocator) throws {
    let rows = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").dropFirst().prefix(20_000)
    let points = rows.map { row in
        let numbers = row.split(separator: ",").dropFirst().map { Double($0) ?? .nan }
        return Position(longitude: numbers[0], latitude: numbers[1])
    }
    var found = points.count { locator.index(containing: $0) != nil }
    found = 0
    let times = stride(from: 0, to: points.count, by: 8).map { start in
        microseconds(
            clock.measure {
                for point in points[start..<start + 8] where locator.index(containing: point) != nil { found += 1 }
            }) / 8
    }
    print(quantile(times, 0.5), quantile(times, 0.99), "\(found)-located")
}

var generator = Generator()
let points = (0..<100_000).map { _ in
    Position(
        longitude: Double.random(in: -0.4...4.9, using: &generator),
        latitude: Double.random(in: 42.3...45.1, using: &generator))
}

let communes = try database.locator(.commune)
if CommandLine.arguments.count > 3, CommandLine.arguments[2] == "--lookups" {
    try timeLookups(of: CommandLine.arguments[3], in: communes.locator)
    exit(0)
}
var found = 0
// Eight lookups a timing: the clock costs as much as one.
let lookups = stride(from: 0, to: points.count, by: 8).map { start in
    microseconds(
        clock.measure {
            for point in points[start..<start + 8] where communes.locator.index(containing: point) != nil { found += 1 }
        }) / 8
}
/// As many boxes as communes, on a grid.
let boxes = (0..<communes.codes.count).map { (index: Int) -> BoundingBox in
    let west = Double(index % 70) * 0.08
    let south = 42.0 + Double(index / 70) * 0.04
    return BoundingBox(west: west, south: south, east: west + 0.08, north: south + 0.04)
}
var hits = 0
let unit = median(400) { for point in points[..<1] { hits += boxes.count { $0.contains(point) } } }

var ratios: [String: Double] = [
    "lookup_p50": quantile(lookups, 0.5) / unit, "lookup_p99": quantile(lookups, 0.99) / unit,
]
ratios["coverage_contracts_frr"] = try median(30) { _ = try database.coverage(of: "contracts", over: "frr") } / unit
ratios["coverage_contracts_qpv"] = try median(30) { _ = try database.coverage(of: "contracts", over: "qpv") } / unit
ratios["query_set"] = try median(30) { _ = try database.query("communes in frr minus qpv and not montagne") } / unit
ratios["query_within"] = try median(10) { _ = try database.query("communes within 20km of commune:48095") } / unit
let date = CivilDate("2024-11-15") ?? CivilDate(year: 2024, month: 11, day: 15)
if let date, let facts = try? database.eligibility(["cantine"]) {
    let codes = try database.communes(in: nil)
    ratios["eligible_list"] = try median(5) { _ = try facts.list("cantine", of: codes, on: date, today: date) } / unit
}

let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "../../thresholds.json")
let thresholds = try JSONDecoder().decode([String: Double].self, from: Data(contentsOf: file.standardized))
print(
    "unit: scanning \(boxes.count) boxes, \(String(format: "%.2f", unit)) µs; \(found) of \(points.count) points located"
)
print("| question | µs | ratio | at most |")
print("| --- | ---: | ---: | ---: |")
var isSlow = false
for (name, ratio) in ratios.sorted(by: { $0.key < $1.key }) {
    let limit = thresholds[name]
    if let limit, ratio > limit { isSlow = true }
    let time = String(format: "%.3f", ratio * unit)
    print("| \(name) | \(time) | \(String(format: "%.4f", ratio)) | \(limit.map { "\($0)" } ?? "–") |")
}
exit(isSlow ? 1 : 0)
