// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto
import Foundation
import Synchronization

/// What bounds a first sync: bare Ed25519 verifications of messages as long as an entry's, on every core, and nothing else.
enum VerificationLimit {
    static func report(seconds: Double) {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let key = Curve25519.Signing.PrivateKey()
        let message = (0..<600).map { _ in UInt8.random(in: 0...255) }
        guard let signature = try? key.signature(for: message) else { return }
        let total = Mutex(0)
        let start = ContinuousClock.now
        DispatchQueue.concurrentPerform(iterations: cores) { _ in
            let verifier = key.publicKey
            var count = 0
            while ContinuousClock.now - start < .seconds(seconds) {
                for _ in 0..<64 where verifier.isValidSignature(signature, for: message) { count += 1 }
            }
            total.withLock { $0 += count }
        }
        let rate = Double(total.withLock { $0 }) / (ContinuousClock.now - start).inSeconds
        Machine.say("casework limit ed25519-verifications=\(Int(rate))/s cores=\(cores)")
    }
}
