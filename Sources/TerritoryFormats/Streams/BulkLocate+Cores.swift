internal import Foundation

extension BulkLocate {
    /// The cores that this process may use.
    public static var coreCount: Int { ProcessInfo.processInfo.activeProcessorCount }
}
