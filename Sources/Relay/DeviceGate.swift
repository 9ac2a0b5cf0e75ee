// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import RelayAPI
import RelayStore
import Synchronization

/// Decides whether a call counts as a device's.
final class DeviceGate: Sendable {
    private let admitted: Mutex<Set<DeviceKey>>
    private let check: Mutex<SignatureCheck>
    private let started = ContinuousClock.now

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
            let uptime = started.duration(to: .now).components.seconds
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
