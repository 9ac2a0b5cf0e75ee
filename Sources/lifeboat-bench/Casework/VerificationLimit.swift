// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto
import Foundation

/// What bounds a first sync: bare Ed25519 verifications of messages as long as an entry's, on every core, and nothing else.
enum VerificationLimit {
    static func report(seconds: Double) {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let key = Curve25519.Signing.PrivateKey()
        let message = (0..<600).map { _ in UInt8.random(in: 0...255) }
        guard let signature = try? key.signature(for: message) else { return }
        let counts = Counts(cores)
        let start = ContinuousClock.now
        DispatchQueue.concurrentPerform(iterations: cores) { core in
            let verifier = key.publicKey
            var count = 0
            while ContinuousClock.now - start < .seconds(seconds) {
                for _ in 0..<64 where verifier.isValidSignature(signature, for: message) { count += 1 }
            }
            counts.set(core, count)
        }
        let rate = Double(counts.sum) / (ContinuousClock.now - start).inSeconds
        Machine.say("casework limit ed25519-verifications=\(Int(rate))/s cores=\(cores)")
    }

    /// One number for each core.
    private final class Counts: @unchecked Sendable {
        // Guarded by `lock`.
        private var values: [Int]
        private let lock = NSLock()

        init(_ count: Int) { values = [Int](repeating: 0, count: count) }

        func set(_ index: Int, _ value: Int) { lock.withLock { values[index] = value } }
        var sum: Int { lock.withLock { values.reduce(0, +) } }
    }
}
