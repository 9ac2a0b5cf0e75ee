// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Casework
internal import Correspondence
internal import Desk
internal import RelayConnection
internal import World

/// A person of the world with twelve words, who does what a portal does for a visitor: reads the newest card, asks for the
/// replies, and seals to whom the last of them said.
struct Visitor: Sendable {
    let keys: ConversationKeys
    private let language: String
    private var writeTo: WriteTo?
    private var repliesRead: UInt32 = 0
    /// What is asked, as the last reply that speaks of it says.
    private var offers: [ConsentID: ConsentOffer] = [:]
    private var hasWritten = false

    init(_ persona: Persona, at link: OrganisationLink) throws(PlayError) {
        guard let codephrase = persona.codephrase else { throw .unreadable }
        keys = ConversationKeys(codephrase: codephrase, organisation: link.fingerprint)
        language = persona.language
    }

    /// The envelope that carries the message.
    mutating func envelope(
        _ body: String, _ danger: DangerRating, _ safeContact: String, at second: UInt64, card: OrganisationCard,
        over relay: any RelayLink
    ) async throws(PlayError) -> [UInt8] {
        try await readReplies(card, over: relay)
        let message = message(body, at: second, urgency: Urgency(danger), safeContact: safeContact)
        do throws(EnvelopeError) {
            if let writeTo { return try message.sealedAsFollowUp(keys: keys, to: writeTo) }
            hasWritten = true
            return try message.sealedAsFirst(keys: keys, language: language, to: card.intake)
        } catch {
            throw .unreadable
        }
    }

    /// The envelope that carries an answer to a question, which one of the replies has to have asked.
    mutating func envelope(
        _ word: PortalWord, to consent: ID<Consent>, at second: UInt64, card: OrganisationCard,
        over relay: any RelayLink
    ) async throws(PlayError) -> [UInt8] {
        try await readReplies(card, over: relay)
        guard let id = ConsentID(consent.bytes), let offer = offers[id], let writeTo else { throw .unreadable }
        var message = message(word.receipt, at: second, urgency: .notSaid, safeContact: "")
        message.answer = OfferAnswer(
            id: id, choice: word.choice.said(to: offer.scope), language: language, ownWords: word.ownWords)
        do throws(EnvelopeError) {
            return try message.sealedAsFollowUp(keys: keys, to: writeTo)
        } catch {
            throw .unreadable
        }
    }

    private func message(
        _ body: String, at second: UInt64, urgency: Urgency, safeContact: String
    ) -> VisitorMessage {
        VisitorMessage(
            id: .random(), assurance: .c, sentHour: UInt32(clamping: second / 3_600), urgency: urgency,
            safeContact: safeContact, body: body, attachments: [])
    }

    private mutating func readReplies(_ card: OrganisationCard, over relay: any RelayLink) async throws(PlayError) {
        var next: UInt32? = hasWritten ? repliesRead + 1 : nil
        while let first = next {
            let window = SlotWindow(from: first, in: keys.secret)
            let slots = try await asking { () throws(RelayClientError) in
                try await relay.fetchSlots(window.names.map(\.bytes))
            }
            guard let found = window.replies(in: slots) else { throw .unreadable }
            for content in found.found {
                guard
                    let reply = try? Reply(
                        opening: content.bytes, number: content.number, keys: keys, voices: card.voices)
                else { throw .unreadable }
                writeTo = reply.writeTo ?? writeTo
                for offer in reply.offers { offers[offer.id] = offer }
                repliesRead = content.number
            }
            next = found.next
        }
    }
}

extension Persona {
    /// The twelve words, in the person's language where there is a list for it. Nothing real is behind them.
    package var words: [String] { codephrase?.words ?? [] }

    var codephrase: Codephrase? { Codephrase(entropy: entropy, in: WordList(rawValue: language) ?? .english) }
}

extension PortalWord.Choice {
    fileprivate func said(to scope: ConsentScope) -> OfferAnswer.Choice {
        switch self {
        case .everything: return .agreed(scope)
        case .nothing: return .no
        case .leavingOut(let fact):
            var less = scope
            less.excludedFacts.append(fact)
            return .agreed(less)
        }
    }
}

extension Urgency {
    fileprivate init(_ danger: DangerRating) {
        self =
            switch danger {
            case .notSaid: .notSaid
            case .lifeInDanger: .lifeInDanger
            case .days: .days
            case .weeks: .weeks
            case .noHurry: .noHurry
            }
    }
}

func asking<Value>(_ call: () async throws(RelayClientError) -> Value) async throws(PlayError) -> Value {
    do { return try await call() } catch { throw .relay(error) }
}
