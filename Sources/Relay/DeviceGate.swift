// SPDX-License-Identifier: AGPL-3.0-or-later
import Glibc
import HTTPTypes
import RelayAPI
import RelayStore
import Synchronization

/// Decides whether a call counts as a device's.
final class DeviceGate: Sendable {
    private let admitted: Mutex<Set<DeviceKey>>
    private let check: Mutex<SignatureCheck>
    /// By a clock that does not jump, and by the one by which devices sign.
    private let started = (instant: ContinuousClock.now, second: Int64(time(nil)))

    init(devices: Set<DeviceKey>, check: SignatureCheck) {
        admitted = Mutex(devices)
        self.check = Mutex(check)
    }

    var devices: Int { admitted.withLock { $0.count } }

    func admit(_ device: DeviceKey) { admitted.withLock { _ = $0.insert(device) } }
    func expel(_ device: DeviceKey) { admitted.withLock { _ = $0.remove(device) } }

    /// Checks a call's signature before its body is read.
    /// - Returns: what the body must be.
    func authorise(_ request: HTTPRequest, at now: Int64) throws(Problem) -> ContentDigest {
        do throws(SignatureRefusal) {
            let signature = try DeviceSignature(reading: request.headerFields)
            let admitted = admitted.withLock { $0 }
            // Whole seconds are cut off, so the greater of the two is right as long as no clock jumped.
            let uptime = max(started.instant.duration(to: .now).components.seconds, now - started.second)
            try check.withLock { (check) throws(SignatureRefusal) in
                try check.examine(signature, at: now, uptime: uptime) { admitted.contains(DeviceKey($0.bytes)) }
            }
            guard signature.isValid(method: request.method, target: request.path ?? "") else { throw .badSignature }
            try check.withLock { (check) throws(SignatureRefusal) in try check.spend(signature, at: now) }
            return signature.digest
        } catch {
            throw Problem(error)
        }
    }
}

extension Problem {
    init(_ refusal: SignatureRefusal) {
        self =
            switch refusal {
            case .missing, .otherRelay, .unknownDevice, .badSignature, .otherBody: .notAuthorised
            case .malformed: .malformed
            case .clock: .clock
            case .replayed: .replayed
            case .tooManyCalls: .busy(retryAfter: 60)
            }
    }
}
