// SPDX-License-Identifier: AGPL-3.0-or-later
internal import RelayConnection
internal import Sealing

/// Why a pass over the relay ended early.
enum SyncFailure: Error {
    case relay(RelayClientError)
    case alarm(Alarm)
    /// Somebody locked the workspace meanwhile.
    case locked
    /// The ledger does not count this machine among the organisation's.
    case notAdmitted
    /// The organisation is a rehearsal and this desk is not, or the other way round.
    case otherPurpose(isRehearsal: Bool)

    init(_ error: RelayClientError) {
        self =
            switch error {
            case .otherRelay: .alarm(.otherRelay)
            case .notAuthorised: .alarm(.notAuthorised)
            case .clock: .alarm(.relayClock)
            default: .relay(error)
            }
    }

    init(_ trouble: LedgerTrouble) {
        switch trouble {
        case .storage: self = .alarm(.disk)
        case .damaged, .stateLost: self = .alarm(.localFiles)
        case .interrupted: self = .locked
        }
    }

    /// For how long the relay asks to be left alone.
    var secondsToWait: Int {
        if case .relay(.busy(let seconds)) = self { seconds } else { 0 }
    }

    /// What a page is told about it.
    var workspaceError: WorkspaceError {
        switch self {
        case .relay(let error):
            switch SyncStatus.Connection(error) {
            case .full: .refused(EngineMessage.relayFull)
            case .refusing: .refused(EngineMessage.relayRefuses)
            case .connecting, .online, .offline, .alarm: .relayUnreachable
            }
        case .alarm(let alarm): .refused(alarm.rawValue)
        case .locked: .locked
        case .notAdmitted: .refused(EngineMessage.notAdmitted)
        case .otherPurpose(let isRehearsal): .refused(isRehearsal ? EngineMessage.isRehearsal : .isLive)
        }
    }
}

extension SyncStatus.Connection {
    /// How the desk stands with a relay that gave no answer, or this one. What says no, and will say it again, is no missing
    /// connection.
    init(_ error: RelayClientError) {
        self =
            switch error {
            case .notSent, .unreachable, .busy: .offline
            case .full: .full
            case .tooLarge: .refusing(status: 413)
            case .notAuthorised, .clock: .refusing(status: 401)
            case .notFound: .refusing(status: 404)
            case .conflict, .offsetMismatch: .refusing(status: 409)
            case .refused(let status): .refusing(status: status)
            case .otherRelay, .malformedAnswer: .refusing(status: nil)
            }
    }
}

extension WorkspaceError {
    init(_ error: StorageError) {
        self =
            switch error {
            case .system(let text): .storage(text)
            case .alreadyOpen: .refused(EngineMessage.alreadyOpen)
            }
    }

    init(_ error: EntryWritingError) {
        self =
            switch error {
            case .event, .grant: .refused(EngineMessage.eventUnwritable)
            case .tooLarge: .tooLarge(limit: SealedEntry.byteCounts.last ?? 0)
            case .noKey: .refused(EngineMessage.noKey)
            }
    }
}
