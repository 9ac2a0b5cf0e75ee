// SPDX-License-Identifier: AGPL-3.0-or-later

/// What the engine has to say to a worker beside the refusals of the fold and the ``Alarm``s. The raw value is the key
/// of the sentence in the desk's catalogues.
package enum EngineMessage: String, Sendable, CaseIterable {
    case workspaceNotEmpty = "workspace.not-empty"
    /// The folder holds an organisation's history, and the key file is gone.
    case keyFileMissing = "workspace.key-file-missing"
    case workspaceEmpty = "workspace.empty"
    case workspaceBusy = "workspace.busy"
    case workspaceUnlocked = "workspace.unlocked-already"
    case stillReading = "workspace.still-reading"
    /// The folder, or the invitation, is a rehearsal's, and this desk is for live work.
    case isRehearsal = "workspace.rehearsal"
    /// The other way round.
    case isLive = "workspace.live"
    case relayInUse = "founding.relay-in-use"
    case foundingUnwritable = "founding.unwritable"
    case relayFull = "relay.full"
    /// The relay answered, and not with what was asked for.
    case relayRefuses = "relay.refuses"
    case alreadyOpen = "storage.already-open"
    case eventUnwritable = "event.unwritable"
    /// A page that had answered a form was shown in another language, and the form was not sent again.
    case shownAgain = "form.shown-again"
    case noKey = "event.no-key"
    case conversationMissing = "case.conversation-missing"
    case movesKeys = "case.moves-keys"
    case noWayBack = "reply.no-way-back"
    case vouchingKeyMissing = "vouch.no-key"
    case charterExpired = "vouch.charter-expired"
    /// Counsel has not cleared that the organisation speaks for the person.
    case notCleared = "vouch.not-cleared"
    /// Something that the attestation rests on is contradicted, gone or due to be looked at again, or something was withheld.
    case attestationShaken = "vouch.shaken"
    /// An answer's number is certain once the ledger has it.
    case answerUnsent = "statement.unsent"
    /// Counsel's word stands where this desk cannot read.
    case clearanceUnread = "vouch.casework-unread"
    case relayNotInvited = "joining.other-relay"
    case notAdmitted = "joining.not-admitted"
    case cardMissing = "joining.card-missing"
    case unknownApplicant = "members.unknown-applicant"
    case intakeKeyNeeded = "members.intake-key-needed"
    /// Nobody else reads what people write.
    case lastOnDuty = "members.last-on-duty"
    /// Nobody reads what people write, and a director gives up what they could change that by.
    case nobodyOnDuty = "members.nobody-on-duty"
    case tooManyLists = "list.too-many"
    case listUnknown = "list.unknown"
    case listEmpty = "list.empty"
    case listNotText = "list.not-text"
    case listIsMarkup = "list.is-markup"
    case listWithoutNames = "list.without-names"
    case listTooLong = "list.too-long"
    case textNotText = "text.not-text"
    case listDamaged = "damage.list"
    case pairUnknown = "duplicates.unknown"
    case tooManyPairs = "duplicates.too-many"
    case deviceKeysDamaged = "damage.device-keys"
    case ledgerDamaged = "damage.ledger"
    case stateDamaged = "damage.state"
}

extension WorkspaceError {
    static func refused(_ message: EngineMessage) -> WorkspaceError { .refused(message.rawValue) }
    static func localFilesDamaged(_ message: EngineMessage) -> WorkspaceError { .localFilesDamaged(message.rawValue) }
}
