// SPDX-License-Identifier: AGPL-3.0-or-later

/// One member's signature under the destruction of what the intake kept of requests (docs/protocol.md, section 6.6).
public struct RequestTombstone: Hashable, Sendable {
    public let author: ID<Member>
    /// Where in the ledger it stands, and what its author had seen.
    let standing: Standing
    public let requests: Set<ID<Request>>
    /// Places of entries of the intake that go.
    public let places: Set<UInt64>

    /// Its own place in the ledger.
    public var sequence: UInt64 { standing.sequence }
}

extension CaseworkState {
    /// Requests of which two members signed, after they had become a case, that what the intake kept of them is destroyed;
    /// those that never became one, where two on intake duty agreed on it and the fourteen days are over by the clock of this desk
    /// too; and those that were linked to them as written by the same person, where everything in them had been read by then and was known
    /// to both (docs/decisions/0082). Each with the place of the second signature: what the person writes behind it is a new beginning.
    /// - Parameter now: seconds since 1970.
    public func buriedRequests(at now: UInt64) -> [ID<Request>: UInt64] {
        var buried: [ID<Request>: UInt64] = [:]
        for record in requests where record.erasure?.isDue(at: now) == true {
            bury(record.id, by: record.erasure?.confirmed.map { [$0] } ?? [], in: &buried)
        }
        for request in Set(requestTombstones.flatMap(\.requests)) {
            bury(request, by: signatures(under: request), in: &buried)
        }
        return buried
    }

    /// Whether two agreed that what the intake keeps of a request is destroyed, by itself or with the one that it was linked to: what the
    /// person writes now is a new beginning.
    public func isGoing(_ record: RequestRecord) -> Bool {
        if record.erasure?.confirmed != nil || !signatures(under: record.id).isEmpty { return true }
        guard let first = record.linkedTo else { return false }
        let signed = request(first)?.erasure?.confirmed.map { [$0] } ?? signatures(under: first)
        return signed.last.map { record.isHeard(before: $0.sequence, by: signed) } ?? false
    }

    /// - Parameter signatures: in ledger order, those by which it is agreed; empty where it is not.
    private func bury(_ request: ID<Request>, by signatures: [Standing], in buried: inout [ID<Request>: UInt64]) {
        guard let end = signatures.last?.sequence else { return }
        buried[request] = end
        for other in requests
        where other.link(before: end) == request && other.isHeard(before: end, by: signatures) {
            buried[other.id] = end
        }
    }

    /// The entries with which two members signed first that a request is destroyed, since it became a case; empty where two have not.
    private func signatures(under request: ID<Request>) -> [Standing] {
        let record = self.request(request)
        guard let start = record == nil ? 0 : record?.acceptedIn else { return [] }
        let signed = requestTombstones.filter { $0.sequence > start && $0.requests.contains(request) }
        guard let first = signed.first, let second = signed.first(where: { $0.author != first.author }) else {
            return []
        }
        return [first.standing, second.standing]
    }

    /// Requests of which nothing is here but that two members had them destroyed.
    public var destroyedRequests: Set<ID<Request>> {
        var signers: [ID<Request>: Set<ID<Member>>] = [:]
        for tombstone in requestTombstones {
            for request in tombstone.requests { signers[request, default: []].insert(tombstone.author) }
        }
        return Set(signers.filter { $0.value.count >= 2 }.keys).union(intake.destroyed)
            .filter { request($0) == nil }
    }

    /// Places of what the intake keeps of these requests from before their second signatures, and of what colleagues who had
    /// not read it yet said about them afterwards and nobody counts. What the person wrote afterwards stays, and so do the
    /// steps by which two people agreed: they say nothing of the person, and whoever comes later learns by them what to destroy.
    public func intakePlaces(of buried: [ID<Request>: UInt64]) -> Set<UInt64> {
        var places: Set<UInt64> = []
        for (request, end) in buried {
            let going = self.request(request)?.timeline.filter { $0.sequence < end && !$0.content.isOfErasure } ?? []
            places.formUnion(going.map(\.sequence))
            for event in refused(in: request) where !event.entry.event.isOfErasure {
                guard event.entry.sequence < end || !event.entry.event.isFromThePerson else { continue }
                places.insert(event.entry.sequence)
            }
        }
        return places
    }

    /// Places that a desk without the intake's key drops its copies of: two members named them, or everybody who was on
    /// intake duty then.
    public var abandonedPlaces: Set<UInt64> {
        var signers: [UInt64: Set<ID<Member>>] = [:]
        var abandoned: Set<UInt64> = []
        for tombstone in requestTombstones where !tombstone.places.isEmpty {
            let onDuty = members.values.filter {
                $0.isCurrent(before: tombstone.sequence) && $0.roles(before: tombstone.sequence).contains(.intake)
            }
            for place in tombstone.places {
                let all = signers[place, default: []].union([tombstone.author])
                signers[place] = all
                let isEverybody = !onDuty.isEmpty && all.isSuperset(of: onDuty.map(\.id))
                if all.count >= 2 || isEverybody { abandoned.insert(place) }
            }
        }
        return abandoned
    }
}

extension RequestRecord {
    /// The place in the ledger of the entry by which it became a case. Nothing leads back from there.
    fileprivate var acceptedIn: UInt64? {
        timeline.first { item in
            guard case .stepped(.accepted, _, _, _) = item.content else { return false }
            return true
        }?.sequence
    }

    /// To which request it was linked, as of a place in the ledger.
    fileprivate func link(before end: UInt64) -> ID<Request>? {
        var link: ID<Request>?
        for item in timeline where item.sequence < end {
            switch item.content {
            case .stepped(.linked(let other), _, _, _): link = other
            case .moved, .reopened: link = nil
            case .stepped, .message, .reply, .note, .opened: continue
            }
        }
        return link
    }
}

extension TimelineItem.Content {
    /// Whether it is one of the steps by which two people have the request destroyed.
    public var isOfErasure: Bool {
        guard case .stepped(let step, _, _, _) = self else { return false }
        return step.kind.isOfErasure
    }
}

extension Event {
    fileprivate var isOfErasure: Bool {
        guard case .requestStepped(_, let step, let note) = self else { return false }
        return step.kind.isOfErasure && note.isEmpty
    }

    /// Whether it takes in what a person outside wrote.
    var isFromThePerson: Bool {
        switch self {
        case .requestReceived, .messageReceived: true
        default: false
        }
    }
}
