// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework

/// Who is given one set of keys, and which epochs these keys had (docs/decisions/0022-epochs-follow-who-holds.md).
///
/// Desks write without seeing each other, so an epoch may start while somebody leaves, or somebody may be given the keys
/// while an epoch starts. Whether the epoch in use is right follows from what its author had seen; every desk comes to the
/// same answer from the same entries.
struct KeyCircle: Sendable {
    /// Whoever granted keys, with an epoch or to somebody who joined.
    private struct Giver {
        let standing: Standing
        /// Epochs that they had seen start and had no key of.
        var lacking: Set<UInt32> = []
        /// Whether what they had seen is known: not where they named another history (docs/decisions/0049).
        var isKnown = true

        /// Whether they granted the key of this epoch too.
        func gave(_ epoch: Epoch) -> Bool {
            standing.knew(epoch.giver.standing) && !lacking.contains(epoch.number)
        }

        /// Whether whoever was granted keys with an entry that does not count has the key of this epoch: it was among them; or its
        /// author is the same, and took them for somebody who is to have it; or nobody knows what whoever granted them had. An author who
        /// had read that entry in the ledger knew that it does not count.
        func isExposing(_ epoch: Epoch) -> Bool {
            let later = epoch.giver.standing
            return standing.sequence >= later.seenSize && (!isKnown || gave(epoch) || standing.author == later.author)
        }
    }

    private struct Epoch {
        let number: UInt32
        let giver: Giver
        /// Whether its author had no earlier key.
        var isBeginning = false
    }

    /// The word with which somebody was granted keys, as it stands in the ledger. What its author lacked is asked of the epochs each time: where
    /// the word stands in another compartment than they, one desk reads it before them and another behind (docs/decisions/0102).
    private struct Word {
        let standing: Standing
        /// The epoch whose key it is sealed with; nil where that says nothing.
        let key: UInt32?
        var isKnown = true
    }

    private var epochs: [Epoch] = []
    private var joined: [ID<Member>: Word] = [:]
    private var left: [ID<Member>: Standing] = [:]
    /// The last grant of each author to somebody who was not to have it, since a colleague had decided so first.
    private var strayed: [ID<Device>: Word] = [:]

    /// The epoch to seal with: the one that started last in the ledger. The first is 1.
    var currentEpoch: UInt32 { epochs.last?.number ?? 1 }

    /// - Parameter key: the epoch whose key the entry that says so is sealed with; nil where that says nothing. Where it is this epoch's own,
    ///   the author has no earlier key (docs/decisions/0096).
    mutating func start(_ epoch: UInt32, _ standing: Standing, under key: UInt32? = nil) {
        if key == epoch {
            epochs.append(Epoch(number: epoch, giver: beginner(standing), isBeginning: true))
        } else {
            epochs.append(Epoch(number: epoch, giver: giver(standing, under: key)))
        }
    }

    /// Keeps the first alone, which the organisation's founding started.
    mutating func forgetLaterEpochs() { epochs.removeLast(max(0, epochs.count - 1)) }

    /// - Parameter key: as in ``start(_:_:under:)``.
    mutating func join(_ member: ID<Member>, _ standing: Standing, under key: UInt32? = nil) {
        joined[member] = Word(standing: standing, key: key)
        left[member] = nil
    }

    mutating func leave(_ member: ID<Member>, _ standing: Standing) {
        if joined[member] != nil, left[member] == nil { left[member] = standing }
    }

    /// Keys were granted to somebody together with an entry that does not count: they have them all the same.
    /// - Parameters:
    ///   - key: as in ``start(_:_:under:)``.
    ///   - isOurs: whether the author had seen this history. What one who had not let go is not forgotten for a later entry of theirs.
    mutating func stray(_ standing: Standing, under key: UInt32? = nil, isOurs: Bool = true) {
        let isKnown = isOurs && strayed[standing.author]?.isKnown != false
        strayed[standing.author] = Word(standing: standing, key: key, isKnown: isKnown)
    }

    /// Members who are to have the keys, removed ones left out.
    func members(without removals: [ID<Member>: Standing]) -> Set<ID<Member>> {
        Set(joined.keys.filter { left[$0] == nil && removals[$0] == nil })
    }

    /// Whether a new epoch has to start, with every earlier key, whose author has seen who holds now.
    func needsEpoch(given removals: [ID<Member>: Standing]) -> Bool {
        isExposed(given: removals) || !lacked(given: removals).isEmpty
    }

    /// Whether somebody has the key in use who is not to have it.
    func isExposed(given removals: [ID<Member>: Standing]) -> Bool {
        guard let epoch = epochs.last else { return false }
        let current = epoch.giver.standing
        return joined.keys.contains { member in
            (left[member] ?? removals[member]).map { !current.knew($0) } ?? false
        } || strayed.values.contains { giver($0).isExposing(epoch) }
    }

    /// Epochs whose key somebody lacks who is to have it. Whoever has such a key starts an epoch, and grants both.
    func lacked(given removals: [ID<Member>: Standing]) -> Set<UInt32> {
        let holders = joined.filter { left[$0.key] == nil && removals[$0.key] == nil }.values.map(giver)
        let lacking = epochs.map(\.giver).filter { !$0.lacking.isEmpty }
        return Set(
            epochs.filter { epoch in
                holders.contains { !$0.gave(epoch) && !isSupplied(epoch, to: $0.standing) }
                    || lacking.contains { $0.lacking.contains(epoch.number) && !isSupplied(epoch, to: $0.standing) }
            }.map(\.number))
    }

    /// Whether an epoch's author who had seen that somebody was to have the keys gave them this one.
    private func isSupplied(_ epoch: Epoch, to taker: Standing) -> Bool {
        epochs.contains { $0.giver.standing.knew(taker) && $0.giver.gave(epoch) }
    }

    /// How many epochs one desk started since it last saw somebody come or go. Desks that were given keys in a way that no epoch tells of, and
    /// give them, would go on for ever.
    func countOfOwn(by device: ID<Device>) -> Int {
        let moves = joined.values.map(\.standing) + left.values
        return epochs.map(\.giver.standing).count { start in
            start.author == device && moves.allSatisfy(start.knew)
        }
    }

    private func giver(_ word: Word) -> Giver {
        var giver = giver(word.standing, under: word.key)
        giver.isKnown = word.isKnown
        return giver
    }

    /// Desks seal with the newest key that they have. So an author has no key of an epoch that they had seen start and that
    /// started after the one they sealed with.
    private func giver(_ standing: Standing, under key: UInt32?) -> Giver {
        guard let key, let place = epochs.lastIndex(where: { $0.number == key }) else {
            return Giver(standing: standing, lacking: lackedSinceBeginning(standing))
        }
        let later = epochs[(place + 1)...].filter { standing.knew($0.giver.standing) }
        return Giver(standing: standing, lacking: lackedSinceBeginning(standing).union(later.map(\.number)))
    }

    /// What an author lacks still who had begun without the earlier keys by then: what no epoch gave since that they had seen.
    private func lackedSinceBeginning(_ standing: Standing) -> Set<UInt32> {
        let beginning = epochs.first {
            let start = $0.giver.standing
            return $0.isBeginning && start.author == standing.author && standing.knew(start)
        }
        guard let beginning else { return [] }
        let since = epochs.filter {
            let start = $0.giver.standing
            return start.author != standing.author && standing.knew(start) && !beginning.giver.standing.knew(start)
        }
        return beginning.giver.lacking.filter { number in
            !epochs.contains { epoch in epoch.number == number && since.contains { $0.giver.gave(epoch) } }
        }
    }

    /// Whoever began without any of the keys: they lack, and gave, none of those that they knew of.
    private func beginner(_ standing: Standing) -> Giver {
        let earlier = epochs.filter { standing.knew($0.giver.standing) }
        return Giver(standing: standing, lacking: Set(earlier.map(\.number)))
    }

    /// The numbers of all epochs, the newest first.
    var newestFirst: [UInt32] { epochs.reversed().map(\.number) }
}
