// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
internal import Bytes
internal import Casework
internal import Correspondence
internal import DeskFormats
internal import RelayConnection
internal import Sealing

/// Opens envelopes away from the workspace, and makes events of them.
struct IntakeReader: Sendable {
    enum Opening: Sendable {
        /// An envelope and whose key opened it: the intake compartment's, or a conversation's own.
        case message(OpenedEnvelope, ID<Compartment>)
        /// A machine asks to join.
        case applicant(JoinRequest)
        /// For the holders of some case, and not for this desk. It says of whose reply, to whoever can tell.
        case letter(DoorPass)
        /// A key of this desk opened it, and it is nothing that anybody may send; or it is no envelope.
        case notBelieved
        /// No key of this desk opens it.
        case closed
    }

    /// What is or was on the card, the newest first: nearly every envelope is sealed to it.
    private let intakes: [HybridIdentity]
    /// Whoever wrote to the holders of a case sealed to one of these.
    private let doors: [HybridIdentity]
    private let keys: KeyRing
    private let passes: PassBook
    /// To whom machines seal that ask to join; nil where this desk may not admit any.
    private let joining: HybridIdentity?
    private let organisation: OrganisationFingerprint

    init(
        keys: KeyRing, passes: PassBook = PassBook(), joining: HybridIdentity? = nil,
        organisation: OrganisationFingerprint
    ) {
        intakes = keys.intakes.reversed().map(\.identity)
        doors = keys.ledgerKeys.map(\.door)
        self.keys = keys
        self.passes = passes
        self.joining = joining
        self.organisation = organisation
    }

    /// In the order of `items`.
    @concurrent func open(_ items: [IntakeItem]) async -> [Opening] { items.map { open($0.envelope) } }

    private func open(_ envelope: [UInt8]) -> Opening {
        do throws(EnvelopeError) {
            return .message(try OpenedEnvelope(opening: envelope, with: intakes), .intake)
        } catch .sealing {
            return openLetter(envelope)
        } catch {
            let request = try? JoinRequest(opening: envelope, with: intakes, of: organisation)
            return request.map { .applicant($0) } ?? .notBelieved
        }
    }

    private func openLetter(_ envelope: [UInt8]) -> Opening {
        let letter: Letter
        do throws(EnvelopeError) { letter = try Letter(opening: envelope, with: doors) } catch .sealing {
            return openJoining(envelope)
        } catch {
            return .notBelieved
        }
        guard keys.ledgerKey(epoch: letter.pass.epoch)?.vouches(for: letter.pass) == true else { return .notBelieved }
        for compartment in passes.compartments(of: letter.pass) {
            do throws(EnvelopeError) {
                return .message(try letter.opened(with: keys.conversationIntakes(of: compartment)), compartment)
            } catch .sealing {
                continue
            } catch {
                return .notBelieved
            }
        }
        return .letter(letter.pass)
    }

    private func openJoining(_ envelope: [UInt8]) -> Opening {
        guard let joining else { return .closed }
        do throws(JoinRequestError) {
            return .applicant(try JoinRequest(opening: envelope, with: [joining], of: organisation))
        } catch .sealing {
            return .closed
        } catch {
            return .notBelieved
        }
    }

    /// Nil where a follow-up's conversation is unknown or its MAC wrong.
    static func event(_ envelope: OpenedEnvelope, in state: CaseworkState) -> Event? {
        switch envelope {
        case .first(let message, let secret, let recipient, let language):
            guard let request = ID<Request>(secret.id.bytes) else { return nil }
            return .requestReceived(
                request: request, message: ReceivedMessage(message), secret: secret.bytes,
                recipient: recipient.rawRepresentation, language: language)
        case .followUp(let unverified):
            guard let request = ID<Request>(unverified.conversation.bytes),
                let record = state.record(of: request), let secret = ConversationSecret(record.secret.exposed),
                let message = try? unverified.verified(with: secret)
            else { return nil }
            // Where no case's conversation is here, an answer is a message like any other, and never more than that.
            if state.conversation(of: request) != nil, let answer = message.answer.flatMap({ PortalAnswer($0) }) {
                return .inCompartment(
                    .conversation(.answered(request: request, ReceivedMessage(message), answer)))
            }
            // Two people agreed that what came before goes: a beginning that stands by itself.
            if let kept = state.request(request), state.isGoing(kept) {
                return .requestReceived(
                    request: request, message: ReceivedMessage(message), secret: secret.bytes,
                    recipient: record.recipient, language: record.language)
            }
            return .messageReceived(request: request, message: ReceivedMessage(message))
        }
    }
}

extension OpenedEnvelope {
    /// Whether it goes on with a conversation of which nothing here tells how it began.
    func isOfUnknown(in state: CaseworkState) -> Bool {
        guard case .followUp(let unverified) = self, let request = ID<Request>(unverified.conversation.bytes) else {
            return false
        }
        return state.record(of: request) == nil
    }
}

extension CaseworkState {
    /// A conversation, wherever it stands.
    fileprivate func record(of request: ID<Request>) -> RequestRecord? {
        self.request(request) ?? conversation(of: request)?.conversation?.record
    }
}

extension KeyRing {
    /// Of every epoch: what people wrote before they read the next reply opens with an earlier one.
    fileprivate func conversationIntakes(of compartment: ID<Compartment>) -> [HybridIdentity] {
        keys(compartment).map(\.conversationIntake)
    }
}
