// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Correspondence

// The visitor's side and the ledger have their own types for the same things: neither module knows the other.

extension ReceivedMessage {
    init(_ message: VisitorMessage) {
        guard let id = ID<Message>(message.id.bytes) else { preconditionFailure("a message id is sixteen bytes") }
        self.init(
            id: id, assurance: Assurance(message.assurance), sentHour: message.sentHour,
            danger: DangerRating(message.urgency), safeContact: message.safeContact, body: message.body,
            files: message.attachments.map(FileReference.init))
    }
}

extension Assurance {
    init(_ level: AssuranceLevel) {
        self =
            switch level {
            case .a: .a
            case .b: .b
            case .c: .c
            case .d: .d
            }
    }
}

extension DangerRating {
    init(_ urgency: Urgency) {
        self =
            switch urgency {
            case .notSaid: .notSaid
            case .lifeInDanger: .lifeInDanger
            case .days: .days
            case .weeks: .weeks
            case .noHurry: .noHurry
            }
    }
}

extension FileReference {
    init(_ attachment: Attachment) {
        self.init(
            blob: attachment.blob, seed: attachment.seed, byteCount: attachment.byteCount, name: attachment.name,
            mediaType: attachment.mediaType)
    }

    /// Nil where the event holds what no message may.
    var attachment: Attachment? {
        Attachment(blob: blob, seed: seed, byteCount: byteCount, name: name, mediaType: mediaType)
    }
}
