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

/// What went wrong while a desk was filled: the measurement would have measured something else.
enum FillingError: Error {
    case noIntakeKey
    case incomplete(requests: Int, refused: Int)
    /// The fold refused an entry; why.
    case refused(String)
}

/// A desk's folder with an organisation and as many conversations as asked for, signed, sealed, synchronised and checked
/// by the engine as if they had come over the years.
struct FilledDesk {
    static let passphrase = "correct horse battery staple"
    private static let bodyByteCount = 600
    private static let batchCount = 256

    let conversations: Int
    let messages: Int
    private let relay = QuietRelay()

    init(conversations: Int, messages: Int) {
        self.conversations = conversations
        self.messages = messages
    }

    func make(in directory: String) async throws {
        let workspace = try Workspace(settings(directory), surroundings: surroundings)
        _ = try await workspace.create(
            OrganisationDraft(
                name: "Bench", languages: ["en", "ru"], memberName: "Anna", passphrase: Self.passphrase))
        await workspace.lock()
        try write(try secrets(directory))
        try await workspace.unlock(passphrase: Self.passphrase)
        try await workspace.synchronise()
        let state = await workspace.state
        await workspace.lock()
        guard state.requests.count == conversations, state.refused.isEmpty else {
            throw FillingError.incomplete(requests: state.requests.count, refused: state.refused.count)
        }
    }

    private func settings(_ directory: String) -> WorkspaceSettings {
        guard let address = RelayAddress(parsing: "http://127.0.0.1:1") else {
            preconditionFailure("an address")
        }
        var settings = WorkspaceSettings(directory: directory, relay: address)
        settings.enrolmentToken = Redacted("any")
        return settings
    }

    private var surroundings: Surroundings {
        let relay = relay
        return Surroundings(
            now: { UInt64(Date().timeIntervalSince1970) }, sleep: { try await Task.sleep(for: $0) },
            connect: { _, _ in relay }, runsInBackground: false)
    }

    private func secrets(_ directory: String) throws -> DeviceSecrets {
        let file = try Data(contentsOf: URL(filePath: directory).appending(path: "device.keys"))
        guard case .device(let secrets) = try DeviceKeyFile(parsing: Array(file)).open(passphrase: Self.passphrase)
        else { throw FillingError.noIntakeKey }
        return secrets
    }

    /// The key that founding granted to the device.
    private func intakeKey(_ secrets: DeviceSecrets) throws -> CompartmentKey {
        var ring = KeyRing()
        for payload in relay.payloads {
            guard case .grant(let signed) = try secrets.ledgerKey.open(SealedEntry(parsing: payload)) else { continue }
            let grant = try VerifiedGrant(uncheckedVerifiedBefore: signed).grant
            ring.accept(try grant.open(with: secrets.device.identity))
        }
        guard let key = ring.key(.intake, epoch: 1) else { throw FillingError.noIntakeKey }
        return key
    }

    /// Everybody's first message, then everybody's second, and so on: neighbours in the ledger belong to different
    /// conversations, as in life. Every third message is the organisation's.
    private func write(_ secrets: DeviceSecrets) throws {
        let key = try intakeKey(secrets)
        let author = EntryAuthor(
            device: secrets.device, organisation: secrets.fingerprint, ledgerKey: secrets.ledgerKey)
        let seen = SeenHistory(size: relay.checkpoint.size, root: relay.checkpoint.root)
        let recipient = HybridIdentity().recipient.rawRepresentation
        let requests = (0..<conversations).map { _ in Self.id() as ID<Request> }
        let end = UInt64(Date().timeIntervalSince1970)
        var batch: [[UInt8]] = []
        for round in 0..<messages {
            for (index, request) in requests.enumerated() {
                let second = end - UInt64((messages - round) * conversations - index) * 60
                let event = event(round, request, recipient, second)
                batch.append(try author.write(event, for: key, at: second, seen: seen).sealed.bytes)
                if batch.count == Self.batchCount { try flush(&batch) }
            }
        }
        try flush(&batch)
    }

    private func flush(_ batch: inout [[UInt8]]) throws {
        _ = try relay.append(batch, onto: nil)
        batch.removeAll(keepingCapacity: true)
    }

    private func event(_ round: Int, _ request: ID<Request>, _ recipient: [UInt8], _ second: UInt64) -> Event {
        let body = Prose.text(of: Self.bodyByteCount)
        if round % 3 == 2 {
            return .replySent(request: request, number: UInt32(round / 3 + 1), body: body, files: [])
        }
        let message = ReceivedMessage(
            id: Self.id(), assurance: .c, sentHour: UInt32(second / 3_600),
            danger: DangerRating.allCases.randomElement() ?? .notSaid, safeContact: "only here", body: body, files: [])
        guard round == 0 else { return .messageReceived(request: request, message: message) }
        return .requestReceived(
            request: request, message: message, secret: RandomBytes.make(32), recipient: recipient, language: "ru")
    }

    private static func id<Subject>() -> ID<Subject> {
        guard let id = ID<Subject>(RandomBytes.make(16)) else { preconditionFailure("sixteen bytes") }
        return id
    }
}
