// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why an event changed nothing.
public enum Refusal: Error, Hashable, Sendable, CaseIterable {
    /// The device that wrote it was never admitted.
    case unknownAuthor
    /// An admission by a device that is not admitted itself, without the root's endorsement.
    case admissionNotVouchedFor
    case deviceAlreadyAdmitted
    case organisationAlreadyFounded
    case unknownRequest
    /// The conversation is known with another secret or recipient.
    case conversationDiffers
    /// The message is in the conversation already. Ordinary: two desks fetched the same envelope.
    case duplicateMessage
    /// The envelope is known to be unreadable already. Ordinary: two desks fetched it.
    case duplicateUnreadable
    case forbiddenTransition
    case reasonMissing
    case reasonNotExpected
    /// Another reply took the number first.
    case replyNumberOutOfOrder
    case cardVersionNotNewer

    /// The key of the sentence, in the desk's catalogues, that explains it to a worker.
    public var catalogueKey: String {
        switch self {
        case .unknownAuthor: "refusal.unknown-author"
        case .admissionNotVouchedFor: "refusal.admission-not-vouched-for"
        case .deviceAlreadyAdmitted: "refusal.device-already-admitted"
        case .organisationAlreadyFounded: "refusal.organisation-already-founded"
        case .unknownRequest: "refusal.unknown-request"
        case .conversationDiffers: "refusal.conversation-differs"
        case .duplicateMessage: "refusal.duplicate-message"
        case .duplicateUnreadable: "refusal.duplicate-unreadable"
        case .forbiddenTransition: "refusal.forbidden-transition"
        case .reasonMissing: "refusal.reason-missing"
        case .reasonNotExpected: "refusal.reason-not-expected"
        case .replyNumberOutOfOrder: "refusal.reply-number-out-of-order"
        case .cardVersionNotNewer: "refusal.card-version-not-newer"
        }
    }

    /// Whether it happens in ordinary work of several desks and needs nobody's attention.
    public var isOrdinary: Bool {
        switch self {
        case .duplicateMessage, .duplicateUnreadable: true
        case .unknownAuthor, .admissionNotVouchedFor, .deviceAlreadyAdmitted, .organisationAlreadyFounded,
            .unknownRequest, .conversationDiffers, .forbiddenTransition, .reasonMissing, .reasonNotExpected,
            .replyNumberOutOfOrder, .cardVersionNotNewer:
            false
        }
    }
}

/// An event that changed nothing, whole, and why.
public struct RefusedEvent: Hashable, Sendable, Confidential {
    public let entry: LedgerEvent
    public let refusal: Refusal
}
