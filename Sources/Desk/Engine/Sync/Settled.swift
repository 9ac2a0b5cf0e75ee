// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework

/// What a desk does by itself follows from what stands in the ledger and from the day. Where it found nothing to do, it does not look
/// again until one of them changes: while it walks through all cases, pages wait for the workspace.
struct Settled {
    private var day: Day?
    private var cases: [ID<Case>: Int] = [:]
    private var works: [Work: (fingerprint: Int, marks: CompartmentMarks)] = [:]

    enum Work: Hashable { case conversations, consent, counsel, signatures }

    /// Whether all of this work was found done in the same state, on the same day.
    func isDone(_ work: Work, in state: CaseworkState, on day: Day) -> Bool {
        self.day == day && works[work]?.fingerprint == state.fingerprint
    }

    mutating func note(_ work: Work, in state: CaseworkState, on day: Day) {
        begin(day)
        works[work] = (state.fingerprint, state.marks)
    }

    /// The marks of the last state in which all of this work was found done; nil where there was none on that day. What has not changed since
    /// is done.
    func marks(_ work: Work, on day: Day) -> CompartmentMarks? { self.day == day ? works[work]?.marks : nil }

    /// The same of one case. `mark`: says in which state everything is that the work depends on.
    func isDone(_ id: ID<Case>, _ mark: Int, on day: Day) -> Bool { self.day == day && cases[id] == mark }

    mutating func note(_ id: ID<Case>, _ mark: Int, on day: Day) {
        begin(day)
        cases[id] = mark
    }

    private mutating func begin(_ day: Day) {
        if self.day != day { self = Settled() }
        self.day = day
    }
}
