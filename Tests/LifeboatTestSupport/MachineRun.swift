// SPDX-License-Identifier: AGPL-3.0-or-later
import Desk
import RelayAPI
import RelayConnection
import Synchronization

/// One run of a desk's program on a machine that loses its power at a moment that a test chooses: between two calls to the relay,
/// or where the desk asks for the time, which it does between two files. What is on the disk then is kept as it is; whatever
/// the program goes on to do reaches nothing and nobody.
package final class MachineRun: Sendable {
    private struct State {
        var momentsLeft: Int?
        var isOver = false
        var whenOver: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let keepDisk: @Sendable () -> Void

    init(keepDisk: @escaping @Sendable () -> Void) { self.keepDisk = keepDisk }

    package var isOver: Bool { state.withLock { $0.isOver } }

    /// The power fails at the moment after so many.
    package func end(after moments: Int) { state.withLock { $0.momentsLeft = moments } }

    /// The power does not fail, unless it has.
    package func spare() { state.withLock { $0.momentsLeft = nil } }

    /// What happens then; at once where it has.
    package func whenOver(_ work: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            state.whenOver = work
            return state.isOver
        }
        if isOver { work() }
    }

    /// The power fails now, if it has not.
    package func end() {
        end(after: 0)
        _ = goesOn()
    }

    /// One moment. False where there is no power.
    func goesOn() -> Bool {
        state.withLock { state in
            guard !state.isOver else { return false }
            guard let left = state.momentsLeft else { return true }
            guard left == 0 else {
                state.momentsLeft = left - 1
                return true
            }
            keepDisk()
            state.isOver = true
            state.whenOver?()
            return false
        }
    }
}

/// A desk's way to the relay, as long as the machine has power.
struct MortalLink: RelayLink {
    private let link: any RelayLink
    private let run: MachineRun

    init(_ link: any RelayLink, _ run: MachineRun) { (self.link, self.run) = (link, run) }

    private func living<Value>(
        _ call: () async throws(RelayClientError) -> Value
    ) async throws(RelayClientError) -> Value {
        guard run.goesOn() else { throw .notSent }
        let value = try await call()
        guard run.goesOn() else { throw .unreachable }
        return value
    }

    var clockDifference: Int64 { link.clockDifference }
    var diskUse: DiskUse? { link.diskUse }

    func signedCheckpoint() async throws(RelayClientError) -> CheckpointNote {
        try await living { () async throws(RelayClientError) in try await link.signedCheckpoint() }
    }

    func enrol(token: String) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.enrol(token: token) }
    }

    func admit(_ accessKey: [UInt8]) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.admit(accessKey) }
    }

    func expel(_ accessKey: [UInt8]) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.expel(accessKey) }
    }

    func deliver(envelope: [UInt8]) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.deliver(envelope: envelope) }
    }

    func announce(keepingKey key: [UInt8]) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.announce(keepingKey: key) }
    }

    func keep(_ blobs: [[UInt8]]) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.keep(blobs) }
    }

    func removeBlob(_ blob: [UInt8]) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.removeBlob(blob) }
    }

    func append(
        _ payloads: [[UInt8]], onto size: UInt64?
    ) async throws(RelayClientError) -> (sequences: [UInt64], checkpoint: Checkpoint) {
        try await living { () async throws(RelayClientError) in try await link.append(payloads, onto: size) }
    }

    func readLedger(from sequence: UInt64, limit: Int) async throws(RelayClientError) -> [LedgerItem] {
        try await living { () async throws(RelayClientError) in
            try await link.readLedger(from: sequence, limit: limit)
        }
    }

    func eraseLedger(_ sequences: [UInt64]) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.eraseLedger(sequences) }
    }

    func readIntake(after sequence: UInt64, limit: Int) async throws(RelayClientError) -> [IntakeItem] {
        try await living { () async throws(RelayClientError) in
            try await link.readIntake(after: sequence, limit: limit)
        }
    }

    func removeIntake(_ sequences: [UInt64]) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.removeIntake(sequences) }
    }

    func fetchSlots(_ names: [[UInt8]]) async throws(RelayClientError) -> [[UInt8]?] {
        try await living { () async throws(RelayClientError) in try await link.fetchSlots(names) }
    }

    func writeSlot(_ name: [UInt8], content: [UInt8]) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.writeSlot(name, content: content) }
    }

    func removeSlots(_ names: [[UInt8]]) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.removeSlots(names) }
    }

    func waitForChanges(
        intakeAfter: UInt64, ledgerFrom: UInt64, wait: Int
    ) async throws(RelayClientError) -> (intake: UInt64, ledger: UInt64) {
        try await living { () async throws(RelayClientError) in
            try await link.waitForChanges(intakeAfter: intakeAfter, ledgerFrom: ledgerFrom, wait: wait)
        }
    }

    func blobExists(_ blob: [UInt8]) async throws(RelayClientError) -> Bool {
        try await living { () async throws(RelayClientError) in try await link.blobExists(blob) }
    }

    func upload(_ blob: [UInt8], piece: () throws -> [UInt8]?) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in try await link.upload(blob, piece: piece) }
    }

    func download(
        _ blob: [UInt8], from offset: UInt64, piece: ([UInt8]) throws -> Void
    ) async throws(RelayClientError) {
        try await living { () async throws(RelayClientError) in
            try await link.download(blob, from: offset, piece: piece)
        }
    }

    func standstill() async { await link.standstill() }
    func shutdown() async { await link.shutdown() }
}
