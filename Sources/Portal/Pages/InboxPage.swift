// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import Languages

/// The answers to one conversation, newest first.
struct InboxPage: PageModel {
    struct Answer: Sendable {
        let title: String
        let date: String
        let paragraphs: [String]
        let files: [File]
        let hasFiles: Bool
    }

    struct File: Sendable {
        let path: String
        let label: String
    }

    static let template = "inbox"
    let titleKey = "inbox.title"
    let path: String? = "inbox"
    let answers: [Answer]
    let hasAnswers: Bool
    let isEmpty: Bool
    let isAway: Bool
    let damaged: String?
    let missing: String?

    /// - Parameters:
    ///   - replies: verified, in any order.
    ///   - damagedCount: how many slots held something that could not be verified.
    ///   - missingCount: how many numbers below the last answer had none.
    ///   - organisation: whose answers these are.
    init(
        _ replies: [Reply], damagedCount: Int, missingCount: Int, organisation: String, in catalogue: Catalogue
    ) {
        answers = replies.sorted { $0.number > $1.number }.map { Self.answer($0, in: catalogue) }
        hasAnswers = !replies.isEmpty
        isEmpty = replies.isEmpty && damagedCount == 0
        isAway = false
        damaged = damagedCount == 0 ? nil : catalogue.plural("inbox.damaged", damagedCount)
        missing =
            missingCount == 0 ? nil : catalogue.plural("inbox.missing", missingCount, ["organisation": organisation])
    }

    private init() {
        answers = []
        hasAnswers = false
        isEmpty = false
        isAway = true
        damaged = nil
        missing = nil
    }

    /// The relay could not be asked.
    static let away = InboxPage()

    private static func answer(_ reply: Reply, in catalogue: Catalogue) -> Answer {
        let files = reply.attachments.enumerated().map { index, attachment in
            File(
                path: "file/\(reply.number)/\(index + 1)",
                label: catalogue.text(
                    "inbox.download",
                    ["name": AttachmentName.cleaned(attachment.name), "size": catalogue.size(attachment.byteCount)]))
        }
        return Answer(
            title: catalogue.text("inbox.reply", ["number": String(reply.number)]),
            date: catalogue.date(hour: reply.sentHour),
            paragraphs: reply.body.split(whereSeparator: \.isNewline).map(String.init), files: files,
            hasFiles: !files.isEmpty)
    }
}
