internal import Foundation
internal import TerritoryGeometry

/// What is counted of the service, as Prometheus reads it (text format 0.0.4).
final class Metrics: Sendable {
    /// Upper bounds, in seconds.
    private static let buckets = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
    ]

    private struct Series {
        var count = 0
        var seconds = 0.0
        var buckets = [Int](repeating: 0, count: Metrics.buckets.count)

        mutating func add(_ seconds: Double) {
            count += 1
            self.seconds += seconds
            if let bucket = Metrics.buckets.firstIndex(where: { seconds <= $0 }) { buckets[bucket] += 1 }
        }
    }

    private struct State {
        /// By operation and class of status.
        var series: [String: [Int: Series]] = [:]
        var inFlight = 0
        var bytes = 0
        var swaps = 0
        var failedSwaps = 0
        var closed: [String: Int] = [:]
    }

    private let state = Guarded(State())

    func begin() { state.withLock { $0.inFlight += 1 } }

    func end(_ operation: String, status: Int, _ seconds: Double, bytes: Int) {
        state.withLock { state in
            state.inFlight -= 1
            state.bytes += bytes
            state.series[operation, default: [:]][status / 100, default: Series()].add(seconds)
        }
    }

    func swapped(isFailure: Bool) {
        state.withLock { state in
            if isFailure { state.failedSwaps += 1 } else { state.swaps += 1 }
        }
    }

    /// A connection was closed for what its client did, or did not do.
    func closed(_ reason: String) { state.withLock { $0.closed[reason, default: 0] += 1 } }

    func text(_ snapshot: Snapshot) -> String {
        let state = state.withLock { $0 }
        var lines: [String] = []
        func metric(_ name: String, _ kind: String, _ help: String) {
            lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(kind)"]
        }
        metric("territory_requests_total", "counter", "Requests by operation and class of status.")
        let series = state.series.sorted { $0.key < $1.key }.flatMap { operation, classes in
            classes.sorted { $0.key < $1.key }.map { (operation, $0.key, $0.value) }
        }
        for (operation, status, value) in series {
            lines.append("territory_requests_total{operation=\"\(operation)\",status=\"\(status)xx\"} \(value.count)")
        }
        metric("territory_request_seconds", "histogram", "Time to answer.")
        for (operation, status, value) in series {
            let labels = "operation=\"\(operation)\",status=\"\(status)xx\""
            var total = 0
            for (bound, count) in zip(Self.buckets, value.buckets) {
                total += count
                lines.append("territory_request_seconds_bucket{\(labels),le=\"\(bound)\"} \(total)")
            }
            lines.append("territory_request_seconds_bucket{\(labels),le=\"+Inf\"} \(value.count)")
            lines.append("territory_request_seconds_sum{\(labels)} \(value.seconds)")
            lines.append("territory_request_seconds_count{\(labels)} \(value.count)")
        }
        metric("territory_requests_in_flight", "gauge", "Requests being answered.")
        lines.append("territory_requests_in_flight \(state.inFlight)")
        metric("territory_response_bytes_total", "counter", "Bytes of the bodies of all answers.")
        lines.append("territory_response_bytes_total \(state.bytes)")
        metric("territory_connections_closed_total", "counter", "Connections closed for their clients, by reason.")
        for (reason, count) in state.closed.sorted(by: { $0.key < $1.key }) {
            lines.append("territory_connections_closed_total{reason=\"\(reason)\"} \(count)")
        }
        metric("territory_swaps_total", "counter", "Files that took the place of another, and those that could not.")
        lines.append("territory_swaps_total{result=\"ok\"} \(state.swaps)")
        lines.append("territory_swaps_total{result=\"failed\"} \(state.failedSwaps)")
        metric("territory_snapshot_info", "gauge", "The data that answer.")
        lines.append("territory_snapshot_info{hash=\"\(snapshot.hash)\"} 1")
        metric("territory_resident_bytes", "gauge", "Memory of the process.")
        lines.append("territory_resident_bytes \(Self.residentBytes)")
        metric("territory_open_descriptors", "gauge", "Files and connections that are open.")
        lines.append("territory_open_descriptors \(Self.openDescriptors)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static var residentBytes: Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static var openDescriptors: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }
}
