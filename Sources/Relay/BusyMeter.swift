// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto
import RelayAPI
import Synchronization

/// Decides how much work a visitor must do: none as long as what was taken in within the last ten seconds stays under the
/// threshold, then more with every doubling. It asks for work and never refuses it: when the flood is over, so is the work.
final class BusyMeter: Sendable {
    fileprivate struct Recent {
        var counts = [Int](repeating: 0, count: BusyMeter.windowSeconds)
        var second: Int64 = 0
    }

    static let windowSeconds = 10
    private static let lowest: UInt8 = 12
    private static let highest: UInt8 = 22
    /// By how many bits a proof may fall short, since the difficulty may have risen while the visitor was looking.
    private static let grace = 2

    private let threshold: Int?
    private let secret: SymmetricKey
    private let recent = Mutex(Recent())

    init(threshold: Int?, secret: SymmetricKey = SymmetricKey(size: .bits256)) {
        self.threshold = threshold
        self.secret = secret
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

    /// How many zero bits to ask for; 0 for no work.
    func difficulty(at now: Int64) -> UInt8 {
        guard let threshold else { return 0 }
        let total = recent.withLock { recent in
            recent.move(to: now)
            return recent.counts.reduce(0, +)
        }
        guard total >= max(threshold, 1) else { return 0 }
        let doublings = (total / max(threshold, 1)).bitWidth - 1 - (total / max(threshold, 1)).leadingZeroBitCount
        return min(Self.highest, Self.lowest + UInt8(2 * min(doublings, 16)))
    }

    /// What a visitor with this proof must still do; nil when it may come in.
    func demand(proof: WorkProof?, subject: [UInt8], at now: Int64) -> WorkRequest? {
        let difficulty = difficulty(at: now)
        guard difficulty > 0 else { return nil }
        let hour = now / 3600
        if let proof, proof.salt == salt(hour) || proof.salt == salt(hour - 1),
            proof.zeroBits(subject: subject) >= Int(difficulty) - Self.grace
        {
            return nil
        }
        return WorkRequest(difficulty: difficulty, salt: salt(hour))
    }

    private func salt(_ hour: Int64) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(for: Array("work/\(hour)".utf8), using: secret)
        return Array(code.prefix(WorkRequest.saltByteCount))
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
