// SPDX-License-Identifier: AGPL-3.0-or-later
package import Correspondence
import RelayConnection
import RelayAPI

/// A person with twelve words who writes to an organisation and reads its replies.
package struct TestVisitor: Sendable {
    package let keys: ConversationKeys
    package let link: OrganisationLink
    private let slot: @Sendable ([UInt8]) async -> [UInt8]?

    /// - Parameter link: as it stands on the recovery sheet or in the portal's file.
    package init(_ link: String, _ relay: InMemoryRelay) throws {
        try self.init(link) { await relay.slot($0) }
    }

    /// - Parameter slot: what lies in a slot of the relay.
    package init(_ link: String, slot: @escaping @Sendable ([UInt8]) async -> [UInt8]?) throws {
        guard let link = OrganisationLink(parsing: link) else { throw TestVisitorError.badLink }
        self.link = link
        self.slot = slot
        keys = ConversationKeys(codephrase: Codephrase(in: .russian), organisation: link.fingerprint)
    }

    /// The newest card that exists.
    package func card(now: UInt64) async throws -> OrganisationCard {
        var newest: OrganisationCard?
        for version in UInt32(1)... {
            guard let content = await slot(link.cardSlotName(version: version).bytes) else { break }
            newest = try OrganisationCard(opening: content, version: version, link: link, now: now)
        }
        guard let newest else { throw TestVisitorError.noCard }
        return newest
    }

    package func message(
        _ body: String, id: MessageID = .random(), attachments: [Attachment] = [], safeContact: String = ""
    ) -> VisitorMessage {
        VisitorMessage(
            id: id, assurance: .c, sentHour: 500_000, urgency: .days, safeContact: safeContact, body: body,
            attachments: attachments)
    }

    package func first(_ message: VisitorMessage, now: UInt64) async throws -> [UInt8] {
        try message.sealedAsFirst(keys: keys, language: "ru", to: await card(now: now).intake)
    }

    package func followUp(_ message: VisitorMessage, now: UInt64) async throws -> [UInt8] {
        try message.sealedAsFollowUp(keys: keys, to: await card(now: now).intake)
    }

    /// Reply `number`, verified; nil where there is none.
    package func reply(_ number: UInt32, now: UInt64) async throws -> Reply? {
        guard let content = await slot(keys.secret.slotName(number).bytes) else { return nil }
        return try Reply(opening: content, number: number, keys: keys, voices: await card(now: now).voices)
    }
}

package enum TestVisitorError: Error { case badLink, noCard }
