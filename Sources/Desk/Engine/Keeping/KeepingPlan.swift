// SPDX-License-Identifier: AGPL-3.0-or-later
internal import DeskFormats
internal import RelayAPI

/// When this desk claims which blobs. A value: time and chance come in from outside.
///
/// What is new is claimed soon, and never together with what made it known; everything is claimed again about every thirty days,
/// since a relay may have lost what it was told. Which blobs go together is decided by chance each time.
struct KeepingPlan {
    private(set) var record: ClaimedBlobs
    /// Blobs that this desk never claimed, and from when on each may be.
    private var waiting: [[UInt8]: UInt64] = [:]
    private var hasLooked = false

    /// Days from one round to the next: no two desks keep step.
    static let roundDays: ClosedRange<UInt64> = 27...33
    /// Seconds for which what came in while the desk was open is not claimed.
    static let holdSeconds: ClosedRange<UInt64> = 300...1_800
    /// Seconds between two looks on average; each is a tenth to nearly twice as long.
    static let usualPause = 300.0
    static let shortestPause = 15.0
    /// In how many hours of being open a desk is through with a round. One that is open for an hour a day has thirty in its thirty days.
    static let roundHours = 10.0
    /// The chance that a look is a call, where a round has few: one in two hours.
    static let smallestChance = 1.0 / 24

    init(_ record: ClaimedBlobs = ClaimedBlobs()) { self.record = record }

    /// Takes note of every blob that this desk can name now.
    /// - Returns: whether the record has changed: what nobody names any more is forgotten.
    mutating func look(at named: Set<[UInt8]>, at now: UInt64, _ random: inout some RandomNumberGenerator) -> Bool {
        let before = record.claimed.count
        record.claimed = record.claimed.filter { named.contains($0.key) }
        waiting = waiting.filter { named.contains($0.key) }
        for blob in named where record.claimed[blob] == nil && waiting[blob] == nil {
            // What was here when the desk was unlocked became known on another day.
            waiting[blob] = hasLooked ? now + UInt64.random(in: Self.holdSeconds, using: &random) : 0
        }
        hasLooked = true
        // A clock that was ahead has come back.
        if record.roundEnds > now + (Self.roundDays.upperBound + 1) * Self.day { record.roundEnds = 0 }
        return record.claimed.count != before
    }

    /// The blob is gone. False where nothing is known of it.
    mutating func forget(_ blob: [UInt8]) -> Bool {
        waiting[blob] = nil
        return record.claimed.removeValue(forKey: blob) != nil
    }

    /// Seconds until the next look.
    func pause(at now: UInt64, _ random: inout some RandomNumberGenerator) -> Double {
        let mean =
            isThrough(at: now) ? Self.usualPause : min(Self.usualPause, Self.roundHours * 3_600 / Double(roundCalls))
        return max(Self.shortestPause, mean) * Double.random(in: 0.1...1.9, using: &random)
    }

    /// What is to be claimed in one call now, at most as many as a call has; nil for no call. There is one at the beginning of each
    /// round also where nothing is named: the relay removes nothing as long as nobody claims.
    func blobs(at now: UInt64, _ random: inout some RandomNumberGenerator) -> [[UInt8]]? {
        let new = waiting.filter { $0.value <= now }.keys
        let rest = rest(at: now)
        guard !new.isEmpty || Double.random(in: 0..<1, using: &random) < chance(at: now) else { return nil }
        let all = new.shuffled(using: &random) + rest.shuffled(using: &random)
        return Array(all.prefix(RelayLimits.namesPerClaim))
    }

    /// The relay took the claim.
    mutating func claimed(_ blobs: [[UInt8]], at now: UInt64, _ random: inout some RandomNumberGenerator) {
        if isRoundOver(at: now) {
            record.claimed = record.claimed.mapValues { _ in false }
            record.roundEnds = now + UInt64.random(in: Self.roundDays, using: &random) * Self.day
        }
        for blob in blobs {
            record.claimed[blob] = true
            waiting[blob] = nil
        }
    }

    /// The body of a claim: these blobs among random names, in an order that says nothing.
    static func names(around blobs: [[UInt8]], _ random: inout some RandomNumberGenerator) -> [[UInt8]] {
        let fill = (blobs.count..<max(blobs.count, RelayLimits.namesPerClaim)).map { _ in
            (0..<RelayName.byteCount).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        return (blobs + fill).shuffled(using: &random)
    }

    private static let day: UInt64 = 86_400

    private func isRoundOver(at now: UInt64) -> Bool { now >= record.roundEnds }

    /// What was claimed in an earlier round and not in this one.
    private func rest(at now: UInt64) -> [[UInt8]] {
        let isOver = isRoundOver(at: now)
        return record.claimed.compactMap { isOver || !$0.value ? $0.key : nil }
    }

    /// Whether this round has nothing left to claim.
    private func isThrough(at now: UInt64) -> Bool {
        waiting.isEmpty && !isRoundOver(at: now) && !record.claimed.values.contains(false)
    }

    /// How many calls a whole round takes; 1 at least.
    private var roundCalls: Int {
        max(1, (waiting.count + record.claimed.count + RelayLimits.namesPerClaim - 1) / RelayLimits.namesPerClaim)
    }

    /// The chance that a look is a call although nothing is new: so that a round is over when its hours are.
    private func chance(at now: UInt64) -> Double {
        guard isRoundOver(at: now) || record.claimed.values.contains(false) else { return 0 }
        let looks = Self.roundHours * 3_600 / Self.usualPause
        return max(Self.smallestChance, Double(roundCalls) / looks)
    }
}
