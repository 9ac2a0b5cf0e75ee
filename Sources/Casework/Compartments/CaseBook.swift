// SPDX-License-Identifier: AGPL-3.0-or-later

/// The cases that can be seen here, found by case and by compartment.
struct CaseBook: Sendable, Equatable {
    /// By the place of their first part in the ledger.
    private(set) var cases: [CaseRecord] = []
    /// Where a case stands in `cases` follows from this and its identifier.
    private var since: [ID<Case>: UInt64] = [:]
    private var homes: [ID<Compartment>: ID<Case>] = [:]
    /// Conversations that carry a request on: usually one.
    private var conversations: [ID<Request>: Set<ID<Compartment>>] = [:]
    /// Caseworks that were registered for a request.
    private var caseworks: [ID<Request>: Set<ID<Compartment>>] = [:]

    subscript(id: ID<Case>) -> CaseRecord? { position(of: id).map { cases[$0] } }

    /// In the order of `cases`.
    func records(of ids: Set<ID<Case>>) -> [CaseRecord] {
        ids.compactMap(position(of:)).sorted().map { cases[$0] }
    }

    subscript(compartment: ID<Compartment>) -> PartRecord? {
        homes[compartment].flatMap { self[$0]?.part(compartment) }
    }

    /// The conversation that carries a request on; of several the one that stands first among the cases.
    func conversation(of request: ID<Request>) -> PartRecord? {
        let parts = (conversations[request] ?? []).compactMap { self[$0] }
        guard parts.count > 1 else { return parts.first }
        return parts.min { one, other in
            let (left, right) = (since[one.case] ?? .max, since[other.case] ?? .max)
            return (left, one.case, one.openedIn, one.compartment)
                < (right, other.case, other.openedIn, other.compartment)
        }
    }

    /// Every conversation that carries a request on.
    func conversations(of request: ID<Request>) -> [PartRecord] {
        (conversations[request] ?? []).compactMap { self[$0] }
    }

    /// The cases that carry a request on, by their conversation or by what was registered.
    func cases(of request: ID<Request>) -> Set<ID<Case>> {
        Set((conversations[request] ?? []).union(caseworks[request] ?? []).compactMap { homes[$0] })
    }

    /// Requests that more than one case carries on.
    var doubledRequests: [ID<Request>] {
        // Asked for every page after every entry: of thousands of requests few are carried on by more than one part of a kind.
        let talked = conversations.lazy.filter { request, parts in
            let home = parts.first.flatMap { homes[$0] }
            return parts.count > 1 || (caseworks[request]?.contains { homes[$0] != home } ?? false)
        }
        let worked = caseworks.lazy.filter { request, parts in parts.count > 1 && conversations[request] == nil }
        return (talked.map(\.key) + worked.map(\.key)).filter { cases(of: $0).count > 1 }.sorted()
    }

    /// Conversations of requests that have more than one.
    var doubledConversations: [PartRecord] {
        conversations.values.filter { $0.count > 1 }.flatMap { $0.compactMap { self[$0] } }
            .sorted { $0.compartment < $1.compartment }
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
        if entry.event.beginsRequest, let request = cases[position].parts[place].request {
            conversations[request, default: []].insert(entry.compartment)
        }
        if case .inCompartment(.lifecycle(.registered(let registration))) = entry.event,
            let request = registration.request
        {
            caseworks[request, default: []].insert(entry.compartment)
        }
    }

    mutating func forget(_ compartment: ID<Compartment>) {
        guard let home = homes.removeValue(forKey: compartment), let position = position(of: home) else { return }
        var record = cases.remove(at: position)
        since[home] = nil
        let part = record.part(compartment)
        if let request = part?.request { conversations.remove(compartment, under: request) }
        if let request = part?.casework?.lifecycle?.request { caseworks.remove(compartment, under: request) }
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

extension [ID<Request>: Set<ID<Compartment>>] {
    fileprivate mutating func remove(_ compartment: ID<Compartment>, under request: ID<Request>) {
        self[request]?.remove(compartment)
        if self[request]?.isEmpty == true { self[request] = nil }
    }
}

extension PartRecord {
    /// The request that it carries on, where it is a conversation.
    fileprivate var request: ID<Request>? {
        guard case .conversation(let part) = content else { return nil }
        return part.record?.id
    }
}

extension Event {
    /// Whether a conversation may begin with it.
    fileprivate var beginsRequest: Bool {
        switch self {
        case .requestReceived: true
        case .inCompartment(.conversation(.adopted(_, _, let event))): event.beginsRequest
        default: false
        }
    }
}
