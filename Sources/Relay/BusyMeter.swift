// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto
import RelayAPI
import RelayStore
import Synchronization

/// Decides how much work a visitor must do (``WorkPrice``): none as long as what was taken in within the last ten seconds stays
/// under the threshold and half of the share is free. It asks for work and never refuses it: when the flood is over, and
/// its waste gone, so is the work.
final class BusyMeter: Sendable {
    fileprivate struct Recent {
        var counts = [Int](repeating: 0, count: BusyMeter.windowSeconds)
        var second: Int64 = 0
    }

    static let windowSeconds = 10

    private let threshold: Int?
    private let secret: SymmetricKey
    private let recent = Mutex(Recent())
    private let spent: Mutex<SpentProofs>

    /// - Parameters:
    ///   - threshold: envelopes and new uploads within ten seconds; nil where no work is ever asked for.
    ///   - spentProofs: how many proofs that count once are remembered.
    init(
        threshold: Int?, spentProofs: Int = 65_536, secret: SymmetricKey = SymmetricKey(size: .bits256)
    ) {
        self.threshold = threshold
        self.secret = secret
        spent = Mutex(SpentProofs(limit: spentProofs))
    }

    /// A second's place in the window, also before 1970, where a machine without a clock may begin.
    fileprivate static func place(of second: Int64) -> Int {
        let rest = Int(second % Int64(windowSeconds))
        return rest < 0 ? rest + windowSeconds : rest
    }

    /// Counts something that was taken in.
    func count(at now: Int64) {
        guard threshold != nil else { return }
        recent.withLock { recent in
            recent.move(to: now)
            recent.counts[BusyMeter.place(of: now)] += 1
        }
    }

    /// How many zero bits the rate asks for; 0 for no work.
    func difficulty(at now: Int64) -> UInt8 {
        guard let threshold else { return 0 }
        let total = recent.withLock { recent in
            recent.move(to: now)
            return recent.counts.reduce(0, +)
        }
        return WorkPrice.bits(rate: total, threshold: threshold)
    }

    /// What is asked of a visitor now; nil for nothing.
    /// - Parameters:
    ///   - fill: how full the part of the share is that takes it.
    ///   - size: bits that its size adds.
    ///   - hasEntered: it goes on with what was let in, and the rate is no matter of it.
    func price(fill: Fill, size: UInt8, hasEntered: Bool = false, at now: Int64) -> WorkPrice? {
        guard threshold != nil else { return nil }
        return WorkPrice(rate: hasEntered ? 0 : difficulty(at: now), fill: WorkPrice.bits(fill: fill), size: size)
    }

    /// What a visitor with this proof must still do; nil when it may come in.
    /// - Parameter countsOnce: a proof for this subject lets in once, where the subject may come again.
    func demand(
        _ price: WorkPrice?, proof: WorkProof?, subject: [UInt8], countsOnce: Bool = false, at now: Int64
    ) -> WorkRequest? {
        guard let price else { return nil }
        let hour = now / 3600
        return spent.withLock { spent in
            if let proof, [hour, hour - 1].contains(where: { proof.salt == salt($0, spent.generation) }),
                proof.zeroBits(subject: subject) >= Int(price.enough), !countsOnce || spent.spend(subject, in: hour)
            {
                return nil
            }
            return WorkRequest(difficulty: price.asked, salt: salt(hour, spent.generation))
        }
    }

    private func salt(_ hour: Int64, _ generation: Int) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(for: Array("work/\(hour)/\(generation)".utf8), using: secret)
        return Array(code.prefix(WorkRequest.saltByteCount))
    }
}

/// Subjects whose proofs have let in once. It holds no more than its bound: then the salt changes, and no proof from before counts.
private struct SpentProofs {
    private let limit: Int
    private var byHour: [Int64: Set<[UInt8]>] = [:]
    private(set) var generation = 0

    init(limit: Int) { self.limit = limit }

    /// False where the subject was spent before.
    mutating func spend(_ subject: [UInt8], in hour: Int64) -> Bool {
        // A proof is good in its hour and in the next, so that what was spent before these can go.
        byHour = byHour.filter { ($0.key - hour).magnitude <= 1 }
        guard !byHour.values.contains(where: { $0.contains(subject) }) else { return false }
        if byHour.values.reduce(0, { $0 + $1.count }) >= limit {
            byHour = [:]
            generation += 1
        }
        byHour[hour, default: []].insert(subject)
        return true
    }
}

extension BusyMeter.Recent {
    /// Empties the seconds that have passed. A clock that jumps back or far ahead empties all.
    fileprivate mutating func move(to now: Int64) {
        let passed = now - second
        guard passed != 0 else { return }
        let isNear = passed > 0 && passed < BusyMeter.windowSeconds
        for offset in 0..<(isNear ? passed : Int64(BusyMeter.windowSeconds)) {
            counts[BusyMeter.place(of: now - offset)] = 0
        }
        second = now
    }
}
