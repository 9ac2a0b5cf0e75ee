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

    /// A question about consent, with the way to answer it or to take a yes back.
    struct Question: Sendable {
        let about: String
        let standing: String
        let path: String
        let isAsked: Bool
        let isAnswered: Bool
    }

    struct File: Sendable {
        let path: String
        let label: String
    }

    static let template = "inbox"
    let titleKey = "inbox.title"
    let path: String? = "inbox"
    let answers: [Answer]
    let questions: [Question]
    let hasQuestions: Bool
    let hasAnswers: Bool
    let isEmpty: Bool
    let isAway: Bool
    let damaged: String?
    let missing: String?

    /// - Parameters:
    ///   - replies: verified, in any order.
    ///   - consents: what they ask and say about consent.
    ///   - hour: now, in whole hours since 1970.
    ///   - damagedCount: how many slots held something that could not be verified.
    ///   - missingCount: how many numbers below the last answer had none.
    ///   - organisation: whose answers these are.
    init(
        _ replies: [Reply], consents: [KnownConsent] = [], hour: UInt32 = 0, damagedCount: Int, missingCount: Int,
        organisation: String, in catalogue: Catalogue
    ) {
        answers = replies.sorted { $0.number > $1.number }.map {
            Self.answer($0, hour: hour, organisation: organisation, in: catalogue)
        }
        questions = consents.map { known in
            let isAsked = known.offer.standing == .asked && !known.isOver(at: hour)
            return Question(
                about: catalogue.about(known), standing: catalogue.standing(of: known, at: hour),
                path: "consent/\(known.number)", isAsked: isAsked, isAnswered: !isAsked)
        }
        hasQuestions = !questions.isEmpty
        hasAnswers = !replies.isEmpty
        isEmpty = replies.isEmpty && damagedCount == 0
        isAway = false
        damaged = damagedCount == 0 ? nil : catalogue.plural("inbox.damaged", damagedCount)
        missing =
            missingCount == 0 ? nil : catalogue.plural("inbox.missing", missingCount, ["organisation": organisation])
    }

    private init() {
        answers = []
        questions = []
        hasQuestions = false
        hasAnswers = false
        isEmpty = false
        isAway = true
        damaged = nil
        missing = nil
    }

    /// The relay could not be asked.
    static let away = InboxPage()

    private static func answer(
        _ reply: Reply, hour: UInt32, organisation: String, in catalogue: Catalogue
    ) -> Answer {
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
            paragraphs: reply.body.split(whereSeparator: \.isNewline).map(String.init)
                + confirmed(reply, hour: hour, organisation: organisation, in: catalogue), files: files,
            hasFiles: !files.isEmpty)
    }

    /// What the organisation confirms of answers about consent: the signed receipt.
    private static func confirmed(
        _ reply: Reply, hour: UInt32, organisation: String, in catalogue: Catalogue
    ) -> [String] {
        let offers = reply.offers.filter { $0.standing != .asked }
        guard !offers.isEmpty else { return [] }
        return [catalogue.text("receipt.confirmed", ["organisation": organisation])]
            + offers.flatMap { offer in
                let known = KnownConsent(number: 0, offer: offer, answer: reply.number)
                let rows = offer.standing == .refused ? [] : catalogue.rows(of: offer.scope)
                return ["\(catalogue.about(known)). \(catalogue.standing(of: known, at: hour))"]
                    + rows.map { "\($0.name): \($0.value)" }
            }
    }
}
