// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why the desk stopped writing until a person has decided. The raw value is the key of the sentence in the desk's
/// catalogues.
package enum Alarm: String, Error, Sendable, CaseIterable {
    /// The relay shows fewer entries than it had signed before.
    case rollback = "alarm.rollback"
    /// The relay's history is not the one that this desk has.
    case fork = "alarm.fork"
    /// A colleague's desk was shown another history.
    case forkSeenByAnother = "alarm.fork-seen-by-another"
    /// The address leads to another relay than the one that this desk knows.
    case otherRelay = "alarm.other-relay"
    /// The relay does not count this device among the organisation's.
    case notAuthorised = "alarm.not-authorised"
    /// This desk's member was removed from the organisation, and the relay still answers it.
    case removed = "alarm.removed"
    /// The relay refuses the time of this desk's calls, though they were signed by its own.
    case relayClock = "alarm.relay-clock"
    /// This machine's disk refuses to write.
    case disk = "alarm.disk"
    /// A file of this machine is damaged in a way that a restart has to mend.
    case localFiles = "alarm.local-files"

    /// Whether the desk may try again by itself.
    var passesByItself: Bool {
        switch self {
        case .disk, .notAuthorised, .removed, .relayClock: true
        case .rollback, .fork, .forkSeenByAnother, .otherRelay, .localFiles: false
        }
    }

    /// Whether a person who has looked may let the desk go on. The rest passes by itself, or by unlocking again.
    var awaitsDecision: Bool {
        switch self {
        case .rollback, .fork, .forkSeenByAnother, .otherRelay: true
        case .notAuthorised, .removed, .relayClock, .disk, .localFiles: false
        }
    }
}
