// SPDX-License-Identifier: AGPL-3.0-or-later

/// The cases that can be seen here, found by case and by compartment.
struct CaseBook: Sendable, Equatable {
    /// By the place of their first part in the ledger.
    private(set) var cases: [CaseRecord] = []
    /// Where a case stands in `cases` follows from this and its identifier.
    private var since: [ID<Case>: UInt64] = [:]
    private var homes: [ID<Compartment>: ID<Case>] = [:]

    subscript(id: ID<Case>) -> CaseRecord? { position(of: id).map { cases[$0] } }

    subscript(compartment: ID<Compartment>) -> PartRecord? {
        homes[compartment].flatMap { self[$0]?.part(compartment) }
    }

    mutating func apply(_ entry: LedgerEvent, _ author: ID<Member>, _ members: Members) throws(Refusal) {
        guard let home = homes[entry.compartment], let position = position(of: home),
            let place = cases[position].parts.firstIndex(where: { $0.compartment == entry.compartment })
        else {
            guard let part = PartRecord(opening: entry, by: author) else { throw .compartmentNotOpened }
            insert(part)
            return
        }
        let access = cases[position].parts[place].access
        try cases[position].parts[place].apply(
            FoldContext(entry: entry, author: author, access: access, members: members))
    }

    mutating func forget(_ compartment: ID<Compartment>) {
        guard let home = homes.removeValue(forKey: compartment), let position = position(of: home) else { return }
        var record = cases.remove(at: position)
        since[home] = nil
        record.parts.removeAll { $0.compartment == compartment }
        if !record.parts.isEmpty { insert(record) }
    }

    private mutating func insert(_ part: PartRecord) {
        homes[part.compartment] = part.case
        var record = CaseRecord(id: part.case, parts: [])
        if let position = position(of: part.case) { record = cases.remove(at: position) }
        let place = record.parts.firstIndex { Self.isOrdered(part, before: $0) } ?? record.parts.endIndex
        record.parts.insert(part, at: place)
        insert(record)
    }

    private mutating func insert(_ record: CaseRecord) {
        since[record.id] = record.since
        cases.insert(record, at: firstPosition(notBefore: (record.since, record.id)))
    }

    private func position(of id: ID<Case>) -> Int? {
        guard let since = since[id] else { return nil }
        return firstPosition(notBefore: (since, id))
    }

    private func firstPosition(notBefore key: (UInt64, ID<Case>)) -> Int {
        var (low, high) = (0, cases.count)
        while low < high {
            let middle = (low + high) / 2
            if (cases[middle].since, cases[middle].id) < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func isOrdered(_ one: PartRecord, before other: PartRecord) -> Bool {
        (one.openedIn, one.compartment) < (other.openedIn, other.compartment)
    }
}
