internal import Crypto
internal import Foundation
internal import GRDB
internal import TerritoryFormats
internal import TerritoryKit

/// The hash of a whole database file, written into that file: whatever was changed since the build, a row, a table or
/// one byte, no longer agrees with it.
///
/// The content hash says which data an answer comes from; the seal, whether the file is still the one that was checked:
/// locators, names, neighbors, computed columns, metadata, schema and indexes with it. It keeps nobody from making
/// another seal.
struct FileSeal {
    /// Where the 64 digits stand.
    private let place: Range<Int>
    /// The digits as they are in the file.
    private let digits: String

    static let table = "seal"
    /// What stands in their place while the file is hashed.
    private static let blank = String(repeating: "unsealed", count: 8)

    static func writeBlank(to db: Database) throws {
        try db.execute(sql: "INSERT INTO \(table) (sha256) VALUES (?)", arguments: [blank])
    }

    /// - Returns: `nil` where the file has no seal, or it cannot be found on the page of its table.
    init?(_ db: Database, in descriptor: CInt) throws {
        guard let digits = try String.fetchOne(db, sql: "SELECT sha256 FROM \(Self.table)"), digits.utf8.count == 64,
            let page = try Int.fetchOne(
                db, sql: "SELECT rootpage FROM sqlite_master WHERE name = ?", arguments: [Self.table]),
            let size = try Int.fetchOne(db, sql: "PRAGMA page_size"), page > 0
        else { return nil }
        let bytes = Data(try descriptor.bytes(at: (page - 1) * size, count: size))
        guard let found = bytes.range(of: Data(digits.utf8)) else { return nil }
        place = (page - 1) * size + found.lowerBound..<(page - 1) * size + found.upperBound
        self.digits = digits
    }

    /// Whether the file is the one that was sealed.
    func agrees(with descriptor: CInt) throws(SystemError) -> Bool { try digest(of: descriptor) == digits }

    /// Hashes the file as it would be with a blank seal.
    func digest(of descriptor: CInt) throws(SystemError) -> String {
        var hash = SHA256()
        var offset = 0
        while case var chunk = try descriptor.bytes(at: offset, count: 1 << 20), !chunk.isEmpty {
            for (index, byte) in zip(place, Self.blank.utf8) where chunk.indices.contains(index - offset) {
                chunk[index - offset] = byte
            }
            hash.update(data: chunk)
            offset += chunk.count
        }
        return SHA256Hash.hexadecimal(hash.finalize())
    }

    /// Puts a seal in the place of the blank one.
    func write(_ digest: String, to descriptor: CInt) throws(SystemError) {
        let count = Array(digest.utf8).withUnsafeBytes {
            pwrite(descriptor, $0.baseAddress, $0.count, off_t(place.lowerBound))
        }
        guard count == place.count else { throw count < 0 ? .latest : SystemError(ENOSPC) }
    }
}
