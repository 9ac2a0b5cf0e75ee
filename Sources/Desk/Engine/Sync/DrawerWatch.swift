// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import Correspondence
internal import DeskFormats

/// What lies in the intake drawer and this desk could not take in, by the numbers of its envelopes.
///
/// Anybody can put anything there, and the relay cannot tell. What this desk finds to be for nobody it may remove once it has looked
/// twice, with the whole ledger read between: a key that opens it stands in the ledger before anybody can seal to it.
struct DrawerWatch {
    /// So many of the oldest stay: a desk that is older than its portal, or lacks a key and does not know it, loses no more.
    static let keptCount = 64
    /// So many of the oldest that no key here opens stay where an earlier key of the intake is missing, and so many further messages of
    /// conversations that nothing here tells of: whoever has the recovery sheet opens the ones and believes the others.
    static let keptClosedCount = 1_024
    /// So many letters with one pass may wait for whoever is away.
    static let keptLettersCount = 256
    /// A letter that was not taken in for so many hours is said to wait.
    static let longWaitHours: UInt64 = 24

    /// What an envelope is that this desk cannot take in.
    enum Finding {
        /// No key here opens it. The hour, since 1970, is that in which the relay got it.
        case closed(at: UInt32)
        /// Opened, and a further message of a conversation whose beginning is not here; whoever has that can believe it.
        case ofUnknown
        /// Opened and not believed, or not even the outside of an envelope.
        case nothing
    }

    /// How often the ledger had been read when each was first found to be for nobody as far as this desk can tell.
    private var forNobody: [UInt64: Int] = [:]
    /// Those among them that no key of this desk opens, with the hour in which the relay got them; it may lack the key.
    private var closed: [UInt64: UInt32] = [:]
    /// Those among them that go on with a conversation whose beginning is not here.
    private var ofUnknown: Set<UInt64> = []
    /// What somebody at this desk has said to have seen of those that no key opens.
    private(set) var seen: SeenEnvelopes
    /// Whether the drawer was read to its end since the desk was unlocked.
    private var isKnownWhole = false
    /// Letters that this desk cannot take in: the name of the pass, or of the place where they belong, and the hour since 1970 in which the relay got
    /// them.
    private var letters: [UInt64: (pass: [UInt8], hour: UInt32)] = [:]
    /// What was found before the ledger told more, and is to be looked at again.
    private var stale: Set<UInt64> = []
    private var readings = 0
    /// When the reading began that is under way, in seconds since 1970, and with which intake keys; nil where none is.
    private var reading: (began: UInt64, keys: Set<HybridRecipient>)?
    /// When the last reading began that came to the end.
    private var lastReading: UInt64?
    /// Of the intake keys of this desk those with which the drawer was read from its start to its end since the desk was unlocked.
    private(set) var keysReadToEnd: Set<HybridRecipient> = []
    /// What was removed since the desk was unlocked.
    private(set) var removedCount = 0

    init(seen: SeenEnvelopes = SeenEnvelopes()) { self.seen = seen }

    /// Opened and not believed, or not even the outside of an envelope.
    var unbelievedCount: Int { forNobody.count - closed.count }
    var closedCount: Int { closed.count }

    /// The whole ledger was read, as far as the relay has it.
    mutating func ledgerWasRead() { readings += 1 }

    /// The drawer is read from its start: what was found may be wrong now.
    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - keys: the intake keys of this desk.
    mutating func begin(at now: UInt64, with keys: Set<HybridRecipient>) {
        reading = (now, keys)
        stale = Set(forNobody.keys).union(letters.keys)
    }

    /// The drawer was read to its end: what was not there any more somebody else took.
    mutating func end() {
        forget(Array(stale))
        isKnownWhole = true
        guard let reading else { return }
        keysReadToEnd.formUnion(reading.keys)
        lastReading = reading.began
        self.reading = nil
    }

    /// Whether a letter waits for long, so that the drawer has to be read again before that is told, and once a day as long as it is: who took
    /// it in takes it out behind that, and nobody calls for it.
    /// - Parameter now: seconds since 1970.
    func isToBeReadAgain(at now: UInt64) -> Bool {
        guard reading == nil, let lastReading, let first = letters.values.map(\.hour).min() else { return false }
        guard UInt64(first) + Self.longWaitHours <= now / 3_600 else { return false }
        return waitingSince(lastReading, at: now) != waitingSince(now, at: now)
            || lastReading + Self.longWaitHours * 3_600 <= now
    }

    mutating func note(_ sequence: UInt64, _ finding: Finding) {
        stale.remove(sequence)
        letters[sequence] = nil
        if forNobody[sequence] == nil { forNobody[sequence] = readings }
        closed[sequence] = nil
        ofUnknown.remove(sequence)
        switch finding {
        case .closed(let hour): closed[sequence] = hour
        case .ofUnknown: ofUnknown.insert(sequence)
        case .nothing: break
        }
    }

    /// - Parameter hour: in which the relay got it, since 1970.
    mutating func note(letter pass: DoorPass, in sequence: UInt64, at hour: UInt32) {
        forget([sequence])
        letters[sequence] = (pass.id, hour)
    }

    /// A message that opens, and that this desk may not write where it belongs.
    /// - Parameter hour: in which the relay got it, since 1970.
    mutating func note(letterTo place: ID<Compartment>, in sequence: UInt64, at hour: UInt32) {
        forget([sequence])
        letters[sequence] = (place.bytes, hour)
    }

    /// Letters that nobody took in for a day, and that lay there still when the drawer was read behind it: whoever reads them is away, or nobody
    /// can any more. Whose they are is not told; nor can it be.
    /// - Parameter now: seconds since 1970.
    func waitingLetters(at now: UInt64) -> WaitingLetters? {
        let long = lastReading.map { waitingSince($0, at: now) } ?? []
        return long.min().map { WaitingLetters(count: long.count, since: $0 * 3_600) }
    }

    /// The hours of letters that had waited for long when a reading began, and do so now.
    private func waitingSince(_ began: UInt64, at now: UInt64) -> [UInt64] {
        letters.values.map { UInt64($0.hour) }.filter { $0 + Self.longWaitHours <= min(began, now) / 3_600 }
    }

    /// It was taken in, or is known to be something, or is gone.
    mutating func forget(_ sequences: [UInt64]) {
        for sequence in sequences {
            forNobody[sequence] = nil
            closed[sequence] = nil
            ofUnknown.remove(sequence)
            letters[sequence] = nil
            stale.remove(sequence)
        }
    }

    /// What may go now, in order.
    /// - Parameters:
    ///   - closedToo: this desk opens whatever anybody of the organisation opens; else what it cannot open stays.
    ///   - lacksKey: an earlier key of the intake is not here, so that more of it may be what people wrote; of what opens too.
    func surplus(closedToo: Bool, lacksKey: Bool = false) -> [UInt64] {
        let kept = Set(
            lacksKey
                ? [closed.keys.sorted(), ofUnknown.sorted()].flatMap { $0.prefix(Self.keptClosedCount) } : [])
        let nobodys = forNobody.keys.sorted().dropFirst(Self.keptCount).filter { sequence in
            forNobody[sequence].map { $0 < readings } == true && !stale.contains(sequence)
                && (closedToo || closed[sequence] == nil) && !kept.contains(sequence)
        }
        let tooMany = Dictionary(grouping: letters.keys) { letters[$0]?.pass }.values.flatMap { alike in
            alike.sorted().dropFirst(Self.keptLettersCount)
        }
        return (nobodys + tooMany).sorted()
    }

    mutating func removed(_ sequences: [UInt64]) {
        removedCount += sequences.count
        // Whoever has not been told of them is to be told still: one of them may be what a person wrote.
        seen.removedCount += UInt64(sequences.count { isUnseen($0) })
        forget(sequences)
    }

    /// What no key opens and nobody at this desk has said to have seen, with what was removed of that; nil where there is none.
    var unseen: ClosedEnvelopes? {
        let unseen = closed.keys.filter(isUnseen)
        let removed = Int(clamping: seen.removedCount)
        guard unseen.count + removed > 0 else { return nil }
        return ClosedEnvelopes(count: unseen.count + removed, removedCount: removed, upTo: unseen.max() ?? 0)
    }

    /// Somebody has seen what a page told them.
    mutating func see(_ told: ClosedEnvelopes) {
        if isKnownWhole { seen.hours = seen.hours.filter { closed[$0.key] == $0.value } }
        seen.hours.merge(closed.filter { $0.key <= told.upTo }) { _, hour in hour }
        seen.removedCount -= min(seen.removedCount, UInt64(max(0, told.removedCount)))
    }

    private func isUnseen(_ sequence: UInt64) -> Bool {
        closed[sequence].map { seen.hours[sequence] != $0 } ?? false
    }
}
