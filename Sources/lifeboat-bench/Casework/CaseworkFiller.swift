// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import Casework
import Correspondence
import Desk
import Foundation
import RelayAPI
import RelayConnection
import Sealing

/// Puts an organisation with many cases behind a running relay: every entry appended over the wire as a desk appends it.
/// Neighbours in the ledger belong to different cases, as in life. What it leaves in the folder can be measured again.
struct CaseworkFiller {
    static let passphrase = FilledDesk.passphrase
    /// Of the founder's desk, whose folder holds its keys and nothing else.
    static let keyFile = "device.keys"
    /// Cases that are open at the same time.
    private static let breadth = 256
    private static let appendCount = 256

    let relay: RelayAddress
    let enrolmentToken: String
    let folder: URL
    let cases: Int
    let entriesPerCase: Int

    func fill() async throws {
        let secrets = try await found()
        let client = RelayClient(
            address: relay, access: try AccessKey(seed: secrets.accessSeed), socks: nil, relayKey: secrets.relayKey)
        let (colleagues, organisation) = try await admitColleagues(secrets, client)
        try await write(colleagues, organisation, client)
        await client.shutdown()
    }

    /// The founder's desk founds the organisation, and keeps its keys alone.
    private func found() async throws -> DeviceSecrets {
        let directory = folder.appending(path: "founding").path
        var settings = WorkspaceSettings(directory: directory, relay: relay)
        settings.enrolmentToken = Redacted(enrolmentToken)
        let workspace = try Workspace(settings)
        _ = try await workspace.create(
            OrganisationDraft(
                name: "Bench", languages: ["en", "ru"], memberName: "Anna", passphrase: Self.passphrase))
        await workspace.lock()
        let file = URL(filePath: directory).appending(path: Self.keyFile)
        try FileManager.default.copyItem(at: file, to: folder.appending(path: Self.keyFile))
        guard
            case .device(let secrets) = try DeviceKeyFile(parsing: Array(Data(contentsOf: file)))
                .open(passphrase: Self.passphrase)
        else { throw FillingError.noIntakeKey }
        return secrets
    }

    /// Four more people with a device each, admitted by the founder.
    private func admitColleagues(
        _ secrets: DeviceSecrets, _ client: RelayClient
    ) async throws -> (Colleagues, CaseworkState) {
        let founded = try await client.readLedger(from: 0, limit: 64)
        var (ring, state, events) = (KeyRing(), CaseworkState(), [Event]())
        for item in founded {
            guard let payload = item.payload else { continue }
            switch try secrets.ledgerKey.open(SealedEntry(parsing: payload)) {
            case .grant(let signed):
                ring.accept(
                    try VerifiedGrant(uncheckedVerifiedBefore: signed).grant.open(with: secrets.device.identity))
            case .organisation(let signed):
                state.apply(
                    try VerifiedEvent(uncheckedVerifiedBefore: signed).ledgerEvent(sequence: item.sequence))
            case .compartment: continue
            }
        }
        guard let intake = ring.key(.intake, epoch: 1), let recovery = ring.recovery,
            let founder = state.member(of: secrets.device.id)
        else { throw FillingError.noIntakeKey }
        var people = [Colleagues.Colleague(id: founder.id, keys: secrets.device)]
        let names: [(String, Set<MemberRole>)] = [
            ("Boris", [.caseworker]), ("Darya", [.caseworker]), ("Vera", [.verifier]), ("Galina", [.counsel]),
        ]
        for (name, roles) in names {
            let person = Colleagues.Colleague(id: Fresh.id(), keys: DeviceKeys())
            people.append(person)
            let keys = person.keys.publicKeys
            events += [
                .memberAdmitted(
                    member: person.id, name: name, device: keys.id, verificationKey: keys.verificationKey,
                    recipient: keys.recipient.rawRepresentation, endorsement: nil),
                .rolesSet(member: person.id, roles: roles),
            ]
        }
        let colleagues = Colleagues(
            people: people, organisation: secrets.fingerprint, ledgerKey: secrets.ledgerKey, intakeKey: intake,
            recovery: recovery)
        let seen = try await client.checkpoint()
        var payloads: [[UInt8]] = []
        for (offset, event) in events.enumerated() {
            let second = UInt64(Date().timeIntervalSince1970) - 800 * 86_400
            let entry = try colleagues.author(Colleagues.founder).write(
                event, at: second, seen: SeenHistory(size: seen.size, root: seen.root))
            payloads.append(entry.sealed.bytes)
            let refusal = state.apply(
                LedgerEvent(
                    compartment: .organisation, sequence: seen.size + UInt64(offset), id: entry.id,
                    author: secrets.device.id, recordedAt: second, event: event))
            if let refusal { throw FillingError.refused("\(refusal)") }
        }
        _ = try await client.append(payloads)
        return (colleagues, state)
    }

    private func write(_ colleagues: Colleagues, _ organisation: CaseworkState, _ client: RelayClient) async throws {
        let now = UInt64(Date().timeIntervalSince1970)
        var checkpoint = try await client.checkpoint()
        var (open, waiting, outgoing) = ([ArraySlice<[UInt8]>](), [[[UInt8]]](), [[UInt8]]())
        var (begun, written) = (0, 0)
        let start = ContinuousClock.now
        while begun < cases || !open.isEmpty || !waiting.isEmpty {
            while open.count < Self.breadth, begun < cases || !waiting.isEmpty {
                if waiting.isEmpty {
                    let count = min(64, cases - begun)
                    waiting = try await stories(begun..<begun + count, colleagues, organisation, checkpoint, now)
                        .reversed()
                    begun += count
                }
                if let next = waiting.popLast() { open.append(next[...]) }
            }
            let index = Int.random(in: open.indices)
            // A day's work on one case is a few entries.
            for _ in 0..<Int.random(in: 1...6) {
                guard let payload = open[index].popFirst() else { break }
                outgoing.append(payload)
            }
            if open[index].isEmpty { open.remove(at: index) }
            let isLast = begun == cases && open.isEmpty && waiting.isEmpty
            if outgoing.count >= Self.appendCount || isLast, !outgoing.isEmpty {
                try await append(&outgoing, client, &checkpoint)
                if checkpoint.size / 50_000 != UInt64(written) / 50_000 || isLast {
                    let rate = Double(checkpoint.size) / (ContinuousClock.now - start).inSeconds
                    Machine.say("casework filled entries=\(checkpoint.size) rate=\(Int(rate))/s")
                }
                written = Int(checkpoint.size)
            }
        }
    }

    private func append(
        _ payloads: inout [[UInt8]], _ client: RelayClient, _ checkpoint: inout Checkpoint
    ) async throws {
        while !payloads.isEmpty {
            var (batch, byteCount) = ([[UInt8]](), 0)
            while let next = payloads.first, batch.count < Self.appendCount,
                batch.isEmpty || byteCount + next.count <= 3 << 20
            {
                batch.append(next)
                byteCount += next.count
                payloads.removeFirst()
            }
            checkpoint = try await client.append(batch).checkpoint
        }
    }

    /// Cases begin evenly over two years; all but the youngest quarter are closed.
    private func stories(
        _ range: Range<Int>, _ colleagues: Colleagues, _ organisation: CaseworkState, _ checkpoint: Checkpoint,
        _ now: UInt64
    ) async throws -> [[[UInt8]]] {
        let seen = SeenHistory(size: checkpoint.size, root: checkpoint.root)
        let (total, entriesPerCase) = (cases, entriesPerCase)
        return try await withThrowingTaskGroup(of: (Int, [[[UInt8]]]).self) { group in
            for start in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
                let part = start..<min(start + 8, range.upperBound)
                group.addTask {
                    let stories = try part.map { index in
                        var written = WrittenCase(colleagues, knowing: organisation, seen: seen)
                        try CaseStory(
                            alias: "Case \(index + 1)",
                            begins: now - 730 * 86_400 + UInt64(index) * (690 * 86_400) / UInt64(total), now: now,
                            isClosed: index < total * 3 / 4,
                            entryCount: entriesPerCase + Int.random(in: -entriesPerCase / 8...entriesPerCase / 8)
                        ).write(into: &written)
                        return written.payloads
                    }
                    return (start, stories)
                }
            }
            var parts: [(Int, [[[UInt8]]])] = []
            for try await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }
}
