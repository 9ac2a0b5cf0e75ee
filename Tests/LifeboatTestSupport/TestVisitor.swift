// SPDX-License-Identifier: AGPL-3.0-or-later
package import Correspondence
import RelayConnection
import RelayAPI

/// A person with twelve words who writes to an organisation and reads its replies.
package struct TestVisitor: Sendable {
    package let keys: ConversationKeys
    package let link: OrganisationLink
    package let relay: InMemoryRelay

    /// - Parameter link: as it stands on the recovery sheet or in the portal's file.
    package init(_ link: String, _ relay: InMemoryRelay) throws {
        guard let link = OrganisationLink(parsing: link) else { throw TestVisitorError.badLink }
        self.link = link
        self.relay = relay
        keys = ConversationKeys(codephrase: Codephrase(in: .russian), organisation: link.fingerprint)
    }

    /// The newest card that exists.
    package func card(now: UInt64) async throws -> OrganisationCard {
        var newest: OrganisationCard?
        for version in UInt32(1)... {
            guard let slot = await relay.slot(link.cardSlotName(version: version).bytes) else { break }
            newest = try OrganisationCard(opening: slot, version: version, link: link, now: now)
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
        guard let slot = await relay.slot(keys.secret.slotName(number).bytes) else { return nil }
        return try Reply(opening: slot, number: number, keys: keys, voices: await card(now: now).voices)
    }
}

package enum TestVisitorError: Error { case badLink, noCard }
