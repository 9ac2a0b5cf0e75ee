// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What a page about one case has to go by: the case as far as this desk holds its keys, who reads, and when.
struct CaseScene {
    let state: CaseworkState
    let record: CaseRecord
    /// Whose desk it is; nil where that is not known.
    let me: ID<Member>?
    let words: Catalogue
    /// Seconds since 1970.
    let now: UInt64

    /// The day where the worker is.
    var day: Day { Day(at: now, east: LocalTime.east(at: now)) }

    /// The same with some of the case's parts.
    func keeping(_ compartments: Set<ID<Compartment>>) -> CaseScene {
        CaseScene(state: state, record: record.keeping(compartments), me: me, words: words, now: now)
    }

    /// The same case in another state.
    func with(_ state: CaseworkState) -> CaseScene {
        CaseScene(state: state, record: state.case(record.id) ?? record, me: me, words: words, now: now)
    }

    /// How the access of whose desk it is to this part ended: it is shown as it stood then, and nothing can be done in it.
    func ending(of part: PartRecord) -> Holding.Act? { me.flatMap { part.access.ending(of: $0) } }

    /// The same of the first part of a kind.
    func ending(of kind: CompartmentKind) -> Holding.Act? { record.parts(of: kind).first.flatMap { ending(of: $0) } }

    /// Whether colleagues signed that the case is destroyed, and what is left of it here they could not reach.
    var isLeftOver: Bool { !destroyers.isEmpty }

    /// Who signed that the case is destroyed, where that leaves something to this desk's member to decide.
    var destroyers: Set<ID<Member>> { me.map { state.destroyers(of: record, for: $0) } ?? [] }

    /// Whether this is counsel's desk.
    var isCounsel: Bool { me.map { isCounsel($0) } ?? false }

    func isCounsel(_ member: ID<Member>) -> Bool { state.members[member]?.roles.contains(.counsel) ?? false }

    /// The name of a member as colleagues know it; somebody else is somebody whom this desk does not know.
    func name(_ member: ID<Member>) -> String { state.name(of: member, words) }

    /// The same for what is no line of a page.
    func plainName(_ member: ID<Member>) -> String { state.plainName(of: member, words) }

    /// The same with a word where they cannot read the part in which they are named.
    func name(_ member: ID<Member>, of part: PartRecord) -> String {
        part.isReadable(by: member, without: state.formerMembers)
            ? name(member) : words.text("people.cannot-read", ["name": name(member)])
    }

    func names(_ members: some Sequence<ID<Member>>) -> String { members.map(name).joined(separator: ", ") }

    /// That whoever spoke as counsel has the role from nobody but themself; nil where others gave it.
    func selfMade(_ counsel: ID<Member>) -> String? {
        state.members[counsel]?.madeThemselfCounselAt.map {
            words.text("counsel.self-made", ["name": name(counsel), "day": Day(at: $0).iso])
        }
    }

    /// Who said it and when, small beside what was said.
    func byline(_ member: ID<Member>, at second: UInt64) -> String {
        "\(name(member)), \(LocalTime.text(second: second))"
    }

    /// The address of the form `name` in one part; `about` says which of its things is meant.
    func act(_ name: String, in part: ID<Compartment>, about: String? = nil) -> Act {
        act(name, in: part, about: about, replacing: [])
    }

    /// A form whose answer takes the place of what stands on this page, and of nothing that comes meanwhile
    /// (docs/decisions/0058); `about` says which of its things is meant.
    func act(_ name: String, in part: ID<Compartment>, about: String? = nil, replacing seen: [ID<Entry>]) -> Act {
        let shown = seen.isEmpty ? nil : "\(Shown.field)=\(Shown(seen).text)"
        let query = [about.map { "about=\($0)" }, shown].compactMap(\.self).joined(separator: "&")
        return Act(
            href: "\(DeskPath.case(record.id))/\(part.hex)/\(name)" + (query.isEmpty ? "" : "?\(query)"),
            text: words.text("form.\(name).act"))
    }

    /// What stands against letting things go today, here or where the portal counts days: what ends there has ended, and what begins there has
    /// not begun.
    func review(_ make: (PersonRecord, Day) -> ReleaseReview) -> ReleaseReview {
        let person = person
        let here = make(person, day)
        let there = make(person, Day(at: now))
        return here.uncovered.isEmpty ? there : here
    }

    /// The person as they are asked what they allow: what they said in another case of theirs counts in this one.
    var person: PersonRecord { state.person(of: record, for: me) }

    /// The same as it may be asked what stands against a release: where whose desk it is lost the casework, nobody knows.
    var known: PersonRecord { state.person(of: me.map { record.asKnown(to: $0) } ?? record, for: me) }

    /// Whether the person wrote and nobody has read it, as far as this desk can: what they wrote may be that nothing is to leave.
    var holdsUnread: Bool { talks.contains(where: \.holdsUnread) }

    /// The conversations of the person that this desk can read as they stand, in this case and in others, and requests that were linked to it as the
    /// same person's, for who is on intake duty.
    var talks: [RequestRecord] {
        let own = person.parts.filter { part in
            part.kind == .conversation && me.map { part.access.ending(of: $0) == nil } ?? true
        }
        let linked = me.flatMap { state.linkedRequests(of: record, for: $0) } ?? []
        return own.compactMap { $0.conversation?.record } + linked
    }

    /// What the person wrote last, wherever they did.
    var lastMessages: Shown { Shown(talks.flatMap(\.shown.entries)) }

    /// What whoever ends work on the case had on their page, the person's last messages too: nobody closes, hands over or destroys over what
    /// came behind it.
    func shown(before act: CaseAct, in part: CaseworkPart) -> [ID<Entry>] {
        let seen = part.shown(before: act)
        return act == .cancelErasure ? seen : seen + lastMessages.entries
    }

    /// Where a case stands, as it is called: one that two agreed to destroy is there until its keys are.
    func name(ofStateOf lifecycle: LifecycleRecord) -> String {
        guard let from = lifecycle.destroyedFrom, !lifecycle.isErasable(at: now) else {
            return words.name(of: lifecycle.state)
        }
        return words.text("case.destroyed-from", ["when": LocalTime.text(second: from)])
    }

    /// Members who are still in the organisation, by name.
    var colleagues: [MemberRecord] { state.members.values.filter(\.isCurrent).sorted { $0.name < $1.name } }
}

/// Days as they are due, in words that say how far off they are.
extension Catalogue {
    /// - Parameter nearDays: how many days before the end it counts as near.
    func due(_ due: Day, on day: Day, nearDays: Int = 7) -> When {
        let left = due.number - day.number
        return When("\(due.iso), \(distance(left))", left < 0 ? .late : left <= nearDays ? .near : .far)
    }

    /// With the day of the week, where somebody may have written of one: "Fri 2026-11-27".
    func weekday(of day: Day) -> String {
        let names = [
            text("weekday.monday"), text("weekday.tuesday"), text("weekday.wednesday"), text("weekday.thursday"),
            text("weekday.friday"), text("weekday.saturday"), text("weekday.sunday"),
        ]
        return "\(names[day.weekday - 1]) \(day.iso)"
    }

    /// The same of a moment, where the worker is: "Fri 2026-11-27 09:05".
    func weekday(at second: UInt64) -> String {
        let local = LocalTime.text(second: second)
        return "\(weekday(of: Day(at: second, east: LocalTime.east(at: second)))) \(local.suffix(5))"
    }

    private func distance(_ days: Int) -> String {
        switch days {
        case 0: text("due.today")
        case 1...: plural("due.in", days)
        default: plural("due.late", -days)
        }
    }
}
