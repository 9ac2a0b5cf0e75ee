// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Languages
import RelayConnection

/// Why a message was not sent. Each has its own words for the person who wrote it.
enum MessageProblem: Error, Equatable, Sendable {
    /// No session, or not the one of this form: the text is carried over to whoever has the words.
    case expired
    case relayAway, relayFull
    /// The relay has no room for files; a message without them may still find some.
    case noRoomForFiles
    /// Something of the message went to the relay and no answer came: it is there, or it is not.
    case unanswered
    /// Too many at once, here or at the relay.
    case busy
    /// - limit: what the relay takes, in bytes, where it takes less than the portal would; else nil.
    case fileTooLarge(name: String, limit: UInt64? = nil)
    case tooManyFiles
    case empty
    case textTooLong
    /// A text so long that only its beginning was read.
    case textCut
    /// How to answer safely.
    case contactTooLong
    /// The form did not arrive whole.
    case interrupted
    /// The card that messages are sealed to ran out meanwhile.
    case doorClosed
    case failed

    init(_ error: RelayClientError) {
        self =
            switch error {
            case .busy: .busy
            case .full: .relayFull
            case .tooLarge: .failed
            default: .relayAway
            }
    }

    /// Of the last call, with which a message is sent or not. Files that went before it count as nothing: only the message
    /// says that they are there, and has their keys.
    init(delivering error: RelayClientError) {
        let problem = MessageProblem(error)
        self = problem == .relayAway && error != .notSent ? .unanswered : problem
    }

    var status: HTTPResponse.Status {
        switch self {
        case .expired: .forbidden
        case .relayAway, .unanswered, .busy, .doorClosed: .serviceUnavailable
        case .relayFull, .noRoomForFiles: HTTPResponse.Status(code: 507)
        case .fileTooLarge, .tooManyFiles, .textTooLong, .textCut, .contactTooLong: .contentTooLarge
        case .empty, .interrupted: .unprocessableContent
        case .failed: .internalServerError
        }
    }

    /// The fault lies with the relay or with us, not with what was sent.
    var isOurs: Bool {
        switch self {
        case .relayAway, .unanswered, .relayFull, .noRoomForFiles, .busy, .doorClosed, .failed: true
        case .expired, .fileTooLarge, .tooManyFiles, .empty, .textTooLong, .textCut, .contactTooLong, .interrupted:
            false
        }
    }

    /// The first words, which say what is certain.
    func title(in catalogue: Catalogue) -> String {
        catalogue.text(self == .unanswered ? "problem.unsure_title" : "problem.title")
    }

    /// What is left of what was typed. Files that find no room are not asked for again.
    func kept(in catalogue: Catalogue) -> String {
        switch self {
        case .noRoomForFiles: catalogue.text("problem.kept_text")
        case .textCut: catalogue.text("problem.kept_beginning")
        default: catalogue.text("problem.kept")
        }
    }

    func text(in catalogue: Catalogue, _ values: [String: String]) -> String {
        switch self {
        case .expired: catalogue.text("expired.text", values)
        case .relayAway: catalogue.text("problem.away", values)
        case .unanswered: catalogue.text("problem.unanswered", values)
        case .relayFull: catalogue.text("problem.full", values)
        case .noRoomForFiles: catalogue.text("problem.full_files", values)
        case .busy: catalogue.text("problem.busy", values)
        case .fileTooLarge(let name, let limit):
            catalogue.text(
                "problem.file_large",
                values.merging(
                    limit.map { ["file": name, "file-limit": catalogue.size($0)] } ?? ["file": name]
                ) { _, new in new })
        case .tooManyFiles: catalogue.text("problem.file_many", values)
        case .empty: catalogue.text("problem.empty", values)
        case .textTooLong, .textCut: catalogue.text("problem.text_long", values)
        case .contactTooLong:
            catalogue.text("problem.contact_long", ["field-limit": String(PortalSettings.maximumContactCount)])
        case .interrupted: catalogue.text("problem.interrupted", values)
        case .doorClosed: catalogue.text("problem.door", values)
        case .failed: catalogue.text("problem.failed", values)
        }
    }
}
