// SPDX-License-Identifier: AGPL-3.0-or-later

/// Something that a member has to attend to, or will from a moment on: found once and kept until something happens where it stands
/// (``CaseworkState/fingerprint(of:)``) or another day begins. A ``Today/Item`` is what it amounts to at one moment.
public struct Matter: Hashable, Sendable, Confidential {
    let subject: Today.Subject
    let pending: Pending
    /// Of the danger.
    let weight: UInt64
    let isUrgent: Bool
    /// Whether it is there without a day by which it is due.
    let isNew: Bool
    /// Seconds since 1970.
    let due: UInt64?
    /// How long ahead it counts as near, in seconds.
    let notice: UInt64
    /// Since when somebody has waited, in seconds since 1970.
    let waitingSince: UInt64?
    /// It presses from then on, in seconds since 1970.
    let from: UInt64
    /// Whether ``due`` is a day of the calendar, which ends when it ends where the worker is.
    let isDay: Bool

    private init(
        _ pending: Pending, of subject: Today.Subject, weight: UInt64, isUrgent: Bool = false, isNew: Bool = false,
        due: UInt64? = nil, notice: UInt64 = Today.nearWithin, waitingSince: UInt64? = nil, from: UInt64 = 0,
        isDay: Bool = false
    ) {
        self.subject = subject
        self.pending = pending
        self.weight = weight
        self.isUrgent = isUrgent
        self.isNew = isNew
        self.due = due
        self.notice = notice
        self.waitingSince = waitingSince
        self.from = from
        self.isDay = isDay
    }
}

extension Matter {
    /// Of a request in the intake, which is everybody's who can read it.
    public static func matters(of request: RequestRecord, for member: ID<Member>) -> [Matter] {
        let subject = Today.Subject.request(request.id)
        let waiting = waiting(request, subject, request.danger.weight)
        guard let proposal = request.declineProposal, proposal.by != member else { return waiting.map { [$0] } ?? [] }
        let second = Matter(
            .declineToConfirm, of: subject, weight: request.danger.weight, isNew: true, waitingSince: proposal.at)
        return [waiting, second].compactMap(\.self)
    }

    /// Of a case, on one day: of the parts that the member holds, what is theirs.
    /// - Parameter former: who left the organisation, whatever they held.
    public static func matters(
        of record: CaseRecord, for member: ID<Member>, without former: Set<ID<Member>>, on day: Day
    ) -> [Matter] {
        let casework = record.casework
        return record.parts.filter { $0.access.isHeld(by: member) }.flatMap { part in
            let circle = Circle(part, part.casework ?? casework, without: former)
            return matters(of: part, part.casework ?? casework, circle, for: member, on: day)
        }
    }

    private static func matters(
        of part: PartRecord, _ casework: CaseworkPart?, _ circle: Circle, for member: ID<Member>, on day: Day
    ) -> [Matter] {
        let subject = Today.Subject.case(part.case, part.compartment)
        let lifecycle = casework?.lifecycle
        let weight = max(lifecycle?.danger.weight ?? 1, casework?.risk.level?.weight ?? 1)
        var matters = part.content.deadlines(on: day).filter { circle.means(member, by: $0.audience) }.map {
            Matter(
                $0.pending, of: subject, weight: weight, due: $0.due, notice: $0.notice, isDay: $0.isDay)
        }
        matters += part.content.calls(on: day).filter { circle.means(member, by: $0.audience) }.map {
            Matter(
                $0.pending, of: subject, weight: weight, isUrgent: $0.isUrgent, isNew: true, waitingSince: $0.since,
                from: $0.from)
        }
        if circle.means(member, by: .carriers), case .conversation(let conversation) = part.content,
            let request = conversation.record
        {
            waiting(request, subject, max(weight, request.danger.weight)).map { matters.append($0) }
        }
        return matters
    }

    /// Nil where nobody waits and everything was read.
    private static func waiting(_ request: RequestRecord, _ subject: Today.Subject, _ weight: UInt64) -> Matter? {
        let isUnread = request.unreadCount > 0
        guard isUnread || request.waitingSince != nil else { return nil }
        return Matter(
            isUnread ? .unread : .answer, of: subject, weight: weight,
            isUrgent: request.danger == .lifeInDanger && request.waitingSince != nil, isNew: isUnread,
            due: request.waitingSince.map { $0.addingOrMax(request.danger.assessmentWithin) },
            waitingSince: request.waitingSince)
    }
}

/// Who can read a part today, and which of them carry the case.
private struct Circle {
    private let readers: Set<ID<Member>>
    /// Empty where the desk cannot see who they are.
    private let carriers: [ID<Member>]

    init(_ part: PartRecord, _ casework: CaseworkPart?, without former: Set<ID<Member>>) {
        readers = Set(part.access.holders).subtracting(former)
        carriers = casework?.lifecycle.map { $0.everybodyCarrying.sorted() } ?? []
    }

    /// Whether something that is meant for `audience` is for this holder: where none of whom it is meant for can read it, it
    /// is everybody's who can.
    func means(_ member: ID<Member>, by audience: Audience) -> Bool {
        let meant: [ID<Member>]
        switch audience {
        case .holders: return true
        case .othersThan(let people): return !people.contains(member)
        case .carriers: meant = carriers
        case .people(let people): meant = people
        }
        return meant.contains(member) || !meant.contains(where: readers.contains)
    }
}
