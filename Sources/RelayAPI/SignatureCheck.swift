// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why a call does not count as a device's.
public enum SignatureRefusal: Error, Hashable, Sendable {
    /// There is no signature.
    case missing
    /// A field is not in the form of docs/protocol.md, section 8.
    case malformed
    /// The call was signed for another relay.
    case otherRelay
    /// It was signed too long ago, or in the future: one of the two clocks is wrong.
    case clock
    /// No device with this key is admitted.
    case unknownDevice
    case badSignature
    /// The body is not the one that was signed.
    case otherBody
    /// The nonce has been used.
    case replayed
    /// More nonces than the relay remembers, for this device or in all: wait.
    case tooManyCalls
}

/// Judges signed calls for one relay. A value: whoever holds it serialises the access.
public struct SignatureCheck: Sendable {
    /// The relay's own name.
    public let relay: RelayName
    /// Seconds by which a clock may be off.
    public let tolerance: Int64
    private var nonces: NonceMemory

    public init(relay: RelayName, limits: RelayLimits = RelayLimits()) {
        self.relay = relay
        tolerance = Int64(RelayLimits.clockTolerance)
        nonces = NonceMemory(capacity: limits.nonces, window: Int64(RelayLimits.clockTolerance))
    }

    /// What can be said before the costly look at the signature, and before the body is read. No call that was signed before
    /// the relay started counts: the nonces of that time are forgotten.
    /// - Parameters:
    ///   - now: seconds since 1970, by a clock that may jump.
    ///   - uptime: seconds since the relay started, by one that does not. So a clock that was ahead at the start and was put
    ///     right keeps nobody out.
    public func examine(
        _ signature: DeviceSignature, at now: Int64, uptime: Int64, isAdmitted: (RelayName) -> Bool
    ) throws(SignatureRefusal) {
        guard signature.relay == relay else { throw .otherRelay }
        let created = signature.parameters.created
        guard created >= now - uptime, abs(created - now) <= tolerance else { throw .clock }
        guard isAdmitted(signature.parameters.key) else { throw .unknownDevice }
    }

    /// Marks the nonce of a call whose signature is good as used.
    public mutating func spend(_ signature: DeviceSignature, at now: Int64) throws(SignatureRefusal) {
        try nonces.insert(signature.parameters, at: now)
    }
}

/// The nonces of the calls that may still be replayed, at most `capacity` of them, and of one device at most a quarter:
/// a machine that calls without end keeps nobody else out.
struct NonceMemory: Sendable {
    private struct Entry: Hashable {
        let nonce: [UInt8]
        let key: RelayName
    }

    let capacity: Int
    let window: Int64
    /// By `created / window`: a whole group is forgotten at once, when its last call is too old to count.
    private var groups: [Int64: Set<Entry>] = [:]
    private var count = 0
    private var countByKey: [RelayName: Int] = [:]
    /// Calls signed before this second may have been forgotten, by a clock that has come back since.
    private var forgottenBefore = Int64.min

    init(capacity: Int, window: Int64) {
        self.capacity = capacity
        self.window = window
    }

    mutating func insert(_ parameters: SignatureParameters, at now: Int64) throws(SignatureRefusal) {
        let entry = Entry(nonce: parameters.nonce, key: parameters.key)
        let group = parameters.created / window
        forget(before: now)
        guard parameters.created >= forgottenBefore else { throw .clock }
        guard !(groups[group]?.contains(entry) ?? false) else { throw .replayed }
        guard count < capacity, countByKey[entry.key, default: 0] < max(1, capacity / 4) else { throw .tooManyCalls }
        groups[group, default: []].insert(entry)
        count += 1
        countByKey[entry.key, default: 0] += 1
    }

    private mutating func forget(before now: Int64) {
        for (group, entries) in groups where (group + 1) * window + window < now {
            for entry in entries { drop(entry.key) }
            groups[group] = nil
            forgottenBefore = max(forgottenBefore, (group + 1) * window)
        }
    }

    private mutating func drop(_ key: RelayName) {
        count -= 1
        let rest = countByKey[key, default: 1] - 1
        countByKey[key] = rest == 0 ? nil : rest
    }
}
