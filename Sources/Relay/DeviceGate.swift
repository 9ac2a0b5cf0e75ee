// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import RelayAPI
import RelayStore
import Synchronization

/// Decides whether a call counts as a device's.
final class DeviceGate: Sendable {
    private let admitted: Mutex<Set<DeviceKey>>
    private let check: Mutex<SignatureCheck>
    private let wall: @Sendable () -> Int64
    private let started = ContinuousClock.now

    /// - Parameter wall: seconds since 1970, by a clock that may jump.
    init(devices: Set<DeviceKey>, relay: RelayName, limits: RelayLimits, wall: @escaping @Sendable () -> Int64) {
        admitted = Mutex(devices)
        check = Mutex(SignatureCheck(relay: relay, startedAt: wall(), limits: limits))
        self.wall = wall
    }

    /// The time by which signed calls count.
    var now: Int64 {
        check.withLock { check in
            advance(&check)
            return check.now
        }
    }

    var devices: Int { admitted.withLock { $0.count } }

    func isAdmitted(_ key: RelayName) -> Bool { admitted.withLock { $0.contains(DeviceKey(key.bytes)) } }
    func admit(_ device: DeviceKey) { admitted.withLock { _ = $0.insert(device) } }
    func expel(_ device: DeviceKey) { admitted.withLock { _ = $0.remove(device) } }

    /// Checks a call's signature before its body is read.
    /// - Parameter counts: whose signature counts.
    /// - Returns: what the body must be, and who signed.
    func authorise(
        _ request: HTTPRequest, _ counts: (RelayName) -> Bool
    ) throws(Problem) -> (body: ContentDigest, key: RelayName) {
        do throws(SignatureRefusal) {
            let signature = try DeviceSignature(reading: request.headerFields)
            try check.withLock { (check) throws(SignatureRefusal) in
                advance(&check)
                try check.examine(signature, isAdmitted: counts)
            }
            guard signature.isValid(method: request.method, target: request.path ?? "") else { throw .badSignature }
            try check.withLock { (check) throws(SignatureRefusal) in
                advance(&check)
                try check.spend(signature)
            }
            return (signature.digest, signature.parameters.key)
        } catch {
            throw Problem(error)
        }
    }

    private func advance(_ check: inout SignatureCheck) {
        check.advance(wall: wall(), uptime: started.duration(to: .now).components.seconds)
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
