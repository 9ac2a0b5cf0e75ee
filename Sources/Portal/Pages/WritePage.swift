// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence
import Languages
import PortalForms

/// The form for a message, empty or with what was typed before.
struct WritePage: PageModel {
    struct Choice: Sendable {
        let value: String
        let label: String
        let isChecked: Bool
    }

    /// Why the message was not sent, or nobody knows.
    struct Problem: Sendable {
        let title: String
        let text: String
        /// What of it is still there.
        let kept: String
    }

    static let template = "write"
    let titleKey = "write.title"
    /// Another language would lose what stands in the form.
    let path: String? = nil
    let csrf: String
    let form: String
    let problem: Problem?
    /// Said of an empty form: whoever wants to write learns before they do that nothing would be taken.
    let isFull: Bool
    let contact: String
    let body: String
    let urgencies: [Choice]
    var trouble: String? { problem?.title }

    init(
        _ draft: MessageDraft = MessageDraft(), form: MessageID, csrf: String, problem: Problem? = nil,
        isFull: Bool = false, in catalogue: Catalogue
    ) {
        self.csrf = csrf
        self.form = Hex.encode(form.bytes)
        self.problem = problem
        self.isFull = isFull
        contact = draft.contact
        body = draft.body
        urgencies = Self.keys.map { urgency, key in
            Choice(
                value: String(urgency.rawValue), label: catalogue.text(key), isChecked: urgency == draft.urgency)
        }
    }

    private static let keys: [(Urgency, String)] = [
        (.lifeInDanger, "write.urgency_life"), (.days, "write.urgency_days"), (.weeks, "write.urgency_weeks"),
        (.noHurry, "write.urgency_calm"), (.notSaid, "write.urgency_notsaid"),
    ]
}

/// The message has arrived.
struct SentPage: PageModel {
    static let template = "sent"
    let titleKey = "sent.title"
    let path: String? = "sent"
    let received: String
    let files: String

    init(_ receipt: Receipt, in catalogue: Catalogue) {
        received = catalogue.text("sent.received", ["date": catalogue.date(hour: receipt.hour)])
        files =
            receipt.fileCount == 0
            ? catalogue.text("sent.files_none") : catalogue.plural("sent.files", receipt.fileCount)
    }
}
