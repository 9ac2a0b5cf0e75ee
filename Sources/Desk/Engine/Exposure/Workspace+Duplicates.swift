// SPDX-License-Identifier: AGPL-3.0-or-later
public import Casework
public import DeskFormats
internal import Sealing

/// Whether two requests, or two cases, may be one person's. Only pairs of which this desk holds both keys are looked at, so
/// nobody learns here of a case that they are not to know of.
extension Workspace {
    /// Nearest first, with what this desk's people decided. The comparison is done anew only where something changed.
    public func possibleDuplicates() async throws(WorkspaceError) -> [PossibleDuplicate] {
        let desk = try unlocked()
        let found = try await found(desk)
        let book = try pairBook(desk)
        return found.map { duplicate in
            var duplicate = duplicate
            duplicate.decisions = book.decisions[duplicate.pair] ?? []
            return duplicate
        }
    }

    private func found(_ desk: OpenDesk) async throws(WorkspaceError) -> [PossibleDuplicate] {
        let fingerprint = desk.visible.fingerprint
        if let known = desk.duplicates, known.fingerprint == fingerprint { return known.found }
        let (persons, words) = (desk.protectedPersons, desk.duplicateWords)
        if let known = desk.duplicates, known.persons == persons, known.words == words {
            desk.duplicates?.fingerprint = fingerprint
            return known.found
        }
        let found = await Self.find(persons, words)
        try stillOpen(desk)
        desk.duplicates = KnownDuplicates(fingerprint: fingerprint, persons: persons, words: words, found: found)
        return found
    }

    /// A later decision takes the place of an earlier one; all of them stay.
    public func decide(
        _ pair: DuplicatePair, _ verdict: ExposureVerdict, reason: String
    ) async throws(WorkspaceError) {
        guard !reason.allSatisfy(\.isWhitespace) else { throw .refused(Refusal.reasonMissing.catalogueKey) }
        guard reason.utf8.count <= EventLimits.maximumReasonByteCount else {
            throw .tooLarge(limit: EventLimits.maximumReasonByteCount)
        }
        guard try await possibleDuplicates().contains(where: { $0.pair == pair }) else {
            throw .refused(EngineMessage.pairUnknown)
        }
        let desk = try unlocked()
        guard let me = desk.me else { throw .refused(Refusal.unknownAuthor.catalogueKey) }
        var book = try pairBook(desk)
        guard !book.isFull else { throw .refused(EngineMessage.tooManyPairs) }
        let decision = DuplicateDecision(verdict: verdict, reason: reason, by: me, at: surroundings.now())
        do throws(StorageError) { try book.add(decision, about: pair) } catch { throw WorkspaceError(error) }
        notify()
    }

    /// What was decided about a case that is destroyed goes with it.
    func forgetPairs(of compartment: ID<Compartment>, _ desk: OpenDesk) throws(StorageError) {
        (desk.duplicates, desk.persons) = (nil, nil)
        var book = try PairBook(in: files, desk.secrets.storageKey)
        try book.forget { $0.names(compartment) }
    }

    /// The same for requests that the intake destroys.
    func forgetPairs(of requests: Set<ID<Request>>, _ desk: OpenDesk) throws(StorageError) {
        (desk.duplicates, desk.persons) = (nil, nil)
        var book = try PairBook(in: files, desk.secrets.storageKey)
        try book.forget { pair in
            guard case .request(let request) = pair.other else { return false }
            return requests.contains(request)
        }
    }

    private func pairBook(_ desk: OpenDesk) throws(WorkspaceError) -> PairBook {
        do throws(StorageError) { return try PairBook(in: files, desk.secrets.storageKey) } catch {
            throw WorkspaceError(error)
        }
    }

    @concurrent private static func find(
        _ persons: [ProtectedPerson], _ words: [DuplicateFinder.Words]
    ) async -> [PossibleDuplicate] {
        DuplicateFinder.find(persons, words)
    }
}

/// What was compared last, and what came of it.
struct KnownDuplicates: Sendable {
    /// Of a state in which the same was to be compared.
    var fingerprint: Int
    let persons: [ProtectedPerson]
    let words: [DuplicateFinder.Words]
    let found: [PossibleDuplicate]
}

extension OpenDesk {
    /// What people wrote, in the intake and in conversations that this desk's member holds today: in each, what is newest,
    /// up to a bound.
    fileprivate var duplicateWords: [DuplicateFinder.Words] {
        var words = visible.requests.filter { $0.state != .accepted }.map {
            DuplicateFinder.Words(other: .request($0.id), case: nil, text: $0.wordsOfPerson)
        }
        guard let me else { return words }
        for record in visible.cases where record.casework?.lifecycle?.state.isOpen ?? true {
            for part in record.parts(of: .conversation) where part.access.isHeld(by: me) {
                guard let request = part.conversation?.record else { continue }
                words.append(
                    DuplicateFinder.Words(
                        other: .conversation(part.compartment), case: record.id, text: request.wordsOfPerson))
            }
        }
        return words.filter { !$0.text.isEmpty }
    }
}

extension RequestRecord {
    /// What the person wrote, the newest first, as far as it is compared: 64 KiB.
    fileprivate var wordsOfPerson: String {
        timeline.reversed().compactMap { $0.message?.body }.joined(separator: "\n\n").clipped(to: 64 << 10)
    }
}
