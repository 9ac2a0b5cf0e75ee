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

/// Judges signed calls for one relay, by a clock that never goes back (``ForwardClock``). A value: whoever holds it serialises
/// the access.
public struct SignatureCheck: Sendable {
    /// The relay's own name.
    public let relay: RelayName
    /// Seconds by which a clock may be off.
    public let tolerance: Int64
    private var clock: ForwardClock
    private var nonces: NonceMemory

    /// The time by which calls count, in seconds since 1970: what a refusal for the clock carries, and a device signs with.
    public var now: Int64 { clock.now }

    /// - Parameter wall: seconds since 1970 at the start.
    public init(relay: RelayName, startedAt wall: Int64, limits: RelayLimits = RelayLimits()) {
        self.relay = relay
        tolerance = Int64(RelayLimits.clockTolerance)
        clock = ForwardClock(wall: wall)
        nonces = NonceMemory(capacity: limits.nonces, window: Int64(RelayLimits.clockTolerance))
    }

    /// Moves ``now`` on.
    /// - Parameters:
    ///   - wall: seconds since 1970, by a clock that may jump.
    ///   - uptime: seconds since the start, by one that does not.
    public mutating func advance(wall: Int64, uptime: Int64) { clock.advance(wall: wall, uptime: uptime) }

    /// What can be said before the costly look at the signature, and before the body is read.
    public func examine(
        _ signature: DeviceSignature, isAdmitted: (RelayName) -> Bool
    ) throws(SignatureRefusal) {
        guard signature.relay == relay else { throw .otherRelay }
        guard isTimely(signature) else { throw .clock }
        guard isAdmitted(signature.parameters.key) else { throw .unknownDevice }
    }

    /// Marks the nonce of a call whose signature is good as used.
    public mutating func spend(_ signature: DeviceSignature) throws(SignatureRefusal) {
        // Time may have gone on since the call was examined, and its nonce with it.
        guard isTimely(signature) else { throw .clock }
        try nonces.insert(signature.parameters, at: now)
    }

    /// No call that was signed before the relay started counts: the nonces of that time are forgotten.
    private func isTimely(_ signature: DeviceSignature) -> Bool {
        let created = signature.parameters.created
        return created >= clock.started && created >= now - tolerance && created <= now + tolerance
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

    init(capacity: Int, window: Int64) {
        self.capacity = capacity
        self.window = window
    }

    /// - Parameter now: never less than before, so that nothing that is forgotten is asked about again.
    mutating func insert(_ parameters: SignatureParameters, at now: Int64) throws(SignatureRefusal) {
        let entry = Entry(nonce: parameters.nonce, key: parameters.key)
        let group = parameters.created / window
        forget(before: now)
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
        }
    }

    private mutating func drop(_ key: RelayName) {
        count -= 1
        let rest = countByKey[key, default: 1] - 1
        countByKey[key] = rest == 0 ? nil : rest
    }
}
