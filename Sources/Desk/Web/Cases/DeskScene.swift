// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What a page about the whole desk has to go by.
struct DeskScene {
    let state: CaseworkState
    /// Whose desk it is; nil where that is not known.
    let me: ID<Member>?
    let words: Catalogue
    /// Seconds since 1970.
    let now: UInt64
    /// When `state` was asked for.
    var era = CaseShelf.Era()

    /// The day where the worker is.
    var day: Day { Day(at: now, east: LocalTime.east(at: now)) }

    func scene(_ record: CaseRecord) -> CaseScene {
        CaseScene(state: state, record: record, me: me, words: words, now: now)
    }

    func name(_ member: ID<Member>) -> String {
        state.name(of: member, words)
    }
}

extension Catalogue {
    /// How long ago, for somebody who waits.
    func waiting(since second: UInt64, at now: UInt64) -> String {
        duration(seconds: now > second ? now - second : 0)
    }
}
