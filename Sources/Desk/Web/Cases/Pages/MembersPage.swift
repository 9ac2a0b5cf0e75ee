// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Who belongs to the organisation, who asks to, and what those who left could read.
struct MembersPage {
    struct Applicant {
        let id: String
        let name: String
        let when: String
        /// To be compared by voice with what the other machine shows.
        let fingerprint: String
        let acts: [Act]
    }

    struct Member {
        let name: String
        /// Why a number stands behind it; nil where none does.
        let numbered: String?
        let isMe: Bool
        let roles: [Badge]
        let since: String
        /// Who let them in.
        let by: String
        let acts: [Act]
    }

    struct Removed {
        let name: String
        let numbered: String?
        let line: String
        /// When they were on intake duty, and what they could read by it; nil where they never were.
        let intake: String?
        /// Open cases that are theirs still, to be given to somebody else.
        let carries: [Act]
        /// Parts of cases, as far as this desk can open them.
        let couldRead: [Act]
        /// Says that there are none.
        let nothing: String?
    }

    /// What the workspace knows of somebody who asks to be admitted.
    struct Asking {
        let id: String
        let name: String
        let fingerprint: String
        let sentAt: UInt64
    }

    /// That nobody, or one alone, reads what people write.
    let duty: DutyNotice?
    let applicants: [Applicant]
    let members: [Member]
    let removed: [Removed]
    /// Nil for everybody but directors.
    let invitation: String?
    var error: String?

    init(_ desk: DeskScene, asking: [Asking], invitation: String?) {
        let words = desk.words
        let isDirector = desk.me.flatMap { desk.state.members[$0] }?.roles.contains(.director) ?? false
        duty = DutyNotice.readers(desk)
        self.invitation = isDirector ? invitation : nil
        applicants = (isDirector ? asking : []).map { asking in
            Applicant(
                id: asking.id, name: asking.name,
                when: words.text("members.asked", ["when": LocalTime.text(second: asking.sentAt)]),
                fingerprint: asking.fingerprint,
                acts: ["admit", "dismiss"].map {
                    Act(href: "\(DeskPath.members)/applicants/\(asking.id)/\($0)", text: words.text("form.\($0).act"))
                })
        }
        let all = desk.state.members.values.sorted { ($0.admittedIn, $0.name) < ($1.admittedIn, $1.name) }
        let first = all.first?.admittedIn
        members = all.filter(\.isCurrent).map { member in
            Member(
                name: member.name, numbered: Self.numbered(member, words), isMe: member.id == desk.me,
                roles: member.roles.sorted { $0.rawValue < $1.rawValue }.map { Badge(words.name(of: $0)) },
                since: Day(at: member.admittedAt).iso,
                by: member.admittedBy.map { words.text("members.admitted-by", ["name": desk.name($0)]) }
                    ?? words.text(member.admittedIn == first ? "members.founded" : "members.by-sheet"),
                acts: isDirector
                    ? (["roles"] + (member.id == desk.me ? [] : ["remove"])).map {
                        Act(href: "\(DeskPath.members)/\(member.id.hex)/\($0)", text: words.text("form.\($0).act"))
                    } : [])
        }
        removed = all.compactMap { member in
            member.removal.map { removal in
                let couldRead = Self.couldRead(member.id, desk)
                return Removed(
                    name: member.name, numbered: Self.numbered(member, words),
                    line: words.text(
                        "members.removed-line",
                        [
                            "when": LocalTime.text(second: removal.at), "by": desk.name(removal.by),
                            "why": removal.reason,
                        ]), intake: Self.intake(member, words),
                    carries: Self.carried(by: member.id, desk), couldRead: couldRead,
                    nothing: couldRead.isEmpty ? words.text("members.no-parts") : nil)
            }
        }
    }

    /// Open cases that the member owns or stands in for, of those whose casework this desk can open, each with the way to give it to
    /// somebody else.
    static func carried(by member: ID<Casework.Member>, _ desk: DeskScene) -> [Act] {
        desk.state.cases.flatMap { record in
            record.parts.compactMap { part in
                guard let lifecycle = part.lifecycle, lifecycle.state.isOpen,
                    lifecycle.everybodyCarrying.contains(member)
                else { return nil }
                let given = lifecycle.carriers.standing.map(\.entry)
                let act = desk.scene(record).act("assign-case", in: part.compartment, replacing: given)
                return Act(href: act.href, text: "\(Bidirectional.isolated(record.alias)): \(act.text)")
            }
        }
    }

    private static func numbered(_ member: MemberRecord, _ words: Catalogue) -> String? {
        member.isNumbered ? words.text("members.numbered") : nil
    }

    private static func intake(_ member: MemberRecord, _ words: Catalogue) -> String? {
        let duties = member.intakeDuties
        return duties.isEmpty ? nil : words.text("members.duty", ["periods": words.periods(of: duties)])
    }

    /// Parts of which the member held the key, or was given it by a word that does not count, among those that this desk can open.
    private static func couldRead(_ member: ID<Casework.Member>, _ desk: DeskScene) -> [Act] {
        let strayed = desk.state.strayed(to: member)
        return desk.state.cases.flatMap { record in
            record.parts.filter { $0.access.wasEverHeld(by: member) || strayed.contains($0.compartment) }.map { part in
                Act(
                    href: "\(DeskPath.case(record.id))/access#access-\(part.compartment.hex)",
                    text: desk.words.title(of: part, in: record))
            }
        }
    }
}

extension Catalogue {
    /// When somebody was on duty.
    func periods(of duties: [MemberRecord.Duty]) -> String {
        duties.map { duty in
            let from = LocalTime.text(second: duty.from)
            guard let until = duty.until else { return text("members.duty-since", ["from": from]) }
            return text("members.duty-period", ["from": from, "until": LocalTime.text(second: until)])
        }.joined(separator: "; ")
    }
}
