internal import Foundation
internal import GRDB

/// The communes of each member of each group, gathered from rows of group, member and commune: whole columns at once.
struct CommuneColumns {
    struct Column {
        var group: String
        var member: String
        var communes: CommuneSet
    }

    private(set) var columns: [Column] = []
    private let table: CommuneTable
    private var places: [[String]: Int] = [:]
    /// The names of each column, one after the other, and where each group and each member begins.
    private var texts: [UInt8] = []
    private var starts: [(group: Int, member: Int, end: Int)] = []
    /// The column that came after each, the last time: the rows of neighbours look alike.
    private var successors: [Int] = []
    private var last = -1
    /// The commune of the row before.
    private var (code, index): ([UInt8], Int?) = ([], nil)

    init(_ table: CommuneTable) { self.table = table }

    /// Adds the rows of a query; those of communes that the table does not know are left out.
    mutating func fetch(_ db: Database, sql: String) throws {
        try db.makeStatement(sql: sql).forEachRow { row in
            let commune = row.bytes(2)
            if !commune.elementsEqual(code) {
                (code, index) = (Array(commune), table.indexOf[String(decoding: commune, as: UTF8.self)])
            }
            guard let index else { return }
            columns[place(row.bytes(0), row.bytes(1))].communes.insert(index)
        }
    }

    private mutating func place(_ group: UnsafeRawBufferPointer, _ member: UnsafeRawBufferPointer) -> Int {
        if last >= 0 {
            if isColumn(last, group, member) {
                successors[last] = last
                return last
            }
            if isColumn(successors[last], group, member) {
                last = successors[last]
                return last
            }
        }
        let names = [String(decoding: group, as: UTF8.self), String(decoding: member, as: UTF8.self)]
        let place = places[names] ?? columns.count
        if place == columns.count {
            places[names] = place
            columns.append(Column(group: names[0], member: names[1], communes: CommuneSet(size: table.size)))
            starts.append((texts.count, texts.count + group.count, texts.count + group.count + member.count))
            texts.append(contentsOf: group)
            texts.append(contentsOf: member)
            successors.append(place)
        }
        if last >= 0 { successors[last] = place }
        last = place
        return place
    }

    private func isColumn(_ place: Int, _ group: UnsafeRawBufferPointer, _ member: UnsafeRawBufferPointer) -> Bool {
        let start = starts[place]
        return texts.withUnsafeBytes { texts in
            UnsafeRawBufferPointer(rebasing: texts[start.group..<start.member]).isSame(as: group)
                && UnsafeRawBufferPointer(rebasing: texts[start.member..<start.end]).isSame(as: member)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether both hold the same bytes.
    func isSame(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard let left = baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, count) == 0
    }
}
