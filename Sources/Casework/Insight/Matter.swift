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
    /// How many requests it is about: more than one where it stands for requests that are alike.
    private(set) var requestCount = 1

    init(
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
    /// What can be said of many requests in one line.
    public enum Common: Hashable, Sendable {
        /// Somebody wrote and waits.
        case waiting
        /// A colleague would decline.
        case declining
        /// It came to nothing and is kept.
        case kept
    }

    /// What it says, where it says no more of its request than can be said of many; nil where it is about this one.
    public var common: Common? {
        switch pending {
        case .unread, .answer: .waiting
        case .declineToConfirm: .declining
        case .requestKept: .kept
        default: nil
        }
    }

    /// One in place of many about requests that are alike: the one that presses most, with how many it stands for. Nil for none.
    public static func together(_ matters: some Collection<Matter>) -> Matter? {
        func precedes(_ one: Matter, _ other: Matter) -> Bool {
            if one.isUrgent != other.isUrgent { return one.isUrgent }
            if one.weight != other.weight { return one.weight > other.weight }
            if one.due != other.due { return one.due ?? .max < other.due ?? .max }
            if one.waitingSince != other.waitingSince { return one.waitingSince ?? .max < other.waitingSince ?? .max }
            return one.subject < other.subject
        }
        var first = matters.min(by: precedes)
        first?.requestCount = matters.count
        return first
    }

    /// Of a request in the intake, which is everybody's who can read it.
    public static func matters(of request: RequestRecord, for member: ID<Member>) -> [Matter] {
        let subject = Today.Subject.request(request.id)
        let weight = request.weighedDanger.weight
        let waiting = waiting(request, in: request.weighedDanger, subject, weight)
        var matters = waiting.map { [$0] } ?? []
        if let proposal = request.declineProposal, proposal.by != member {
            matters.append(
                Matter(
                    .declineToConfirm, of: subject, weight: weight, isNew: true,
                    waitingSince: proposal.at))
        }
        if let erasure = request.erasure, erasure.confirmedIn == nil, erasure.by != member {
            matters.append(
                Matter(
                    .erasureToConfirm, of: subject, weight: DangerRating.noHurry.weight, isNew: true,
                    waitingSince: erasure.confirmableFrom, from: erasure.confirmableFrom))
        }
        if request.state.isClosed, request.erasure == nil {
            matters.append(
                Matter(
                    .requestKept, of: subject, weight: DangerRating.noHurry.weight,
                    due: request.lastActivityAt.addingOrMax(Retention.reviewedWithin)))
        }
        return matters
    }

    /// Of a case, on one day: of the parts that the member holds, what is theirs.
    /// - Parameter former: who left the organisation, whatever they held.
    public static func matters(
        of record: CaseRecord, for member: ID<Member>, without former: Set<ID<Member>>, on day: Day
    ) -> [Matter] {
        let casework = record.casework
        let settled = Set(record.deceptions.filter(\.hasIncident).map(\.claim.id))
        return record.parts.filter { $0.access.isHeld(by: member) }.flatMap { part in
            let circle = Circle(part, part.casework ?? casework, without: former)
            let matters = matters(of: part, part.casework ?? casework, circle, for: member, on: day).filter {
                if case .deception(let claim) = $0.pending { !settled.contains(claim) } else { true }
            }
            return matters + recalls(of: part, in: PersonRecord(record), on: day) + gone(part, without: former)
        }
    }

    /// Everybody's who can read it: whoever else carries the case may be gone too.
    private static func gone(_ part: PartRecord, without former: Set<ID<Member>>) -> [Matter] {
        part.carriersGone(without: former).map {
            Matter(
                .carrierGone($0), of: .case(part.case, part.compartment),
                weight: max(part.casework?.lifecycle?.danger.weight ?? 1, part.casework?.risk.level?.weight ?? 1),
                isNew: true)
        }
    }

    /// What has to be asked back. It is everybody's who can read of it: the case's owner may not hold the part that left.
    private static func recalls(of part: PartRecord, in person: PersonRecord, on day: Day) -> [Matter] {
        guard let casework = part.casework else { return [] }
        let weight = max(casework.lifecycle?.danger.weight ?? 1, casework.risk.level?.weight ?? 1)
        return casework.consent.records.flatMap { consent in
            person.bagsToRecall(under: consent, on: day).map { handed in
                Matter(
                    .recallToSend(consent.id, handed.bag.id), of: .case(part.case, part.compartment), weight: weight,
                    isNew: true)
            }
        }
            + person.bagsPastStops(on: day).map { handed in
                Matter(
                    .leftPastStop(handed.bag.id), of: .case(part.case, part.compartment), weight: weight, isNew: true,
                    waitingSince: handed.at)
            }
    }

    /// What one case of a person lets somebody ask back that left another of theirs. Of several cases at once, so not kept with any.
    public static func recallsAcross(in state: CaseworkState, for member: ID<Member>, on day: Day) -> [Matter] {
        Set(state.doubledRequests.flatMap(state.cases(of:))).sorted().compactMap { state.case($0) }.flatMap { record in
            let person = state.person(of: record, for: member)
            guard !person.others.isEmpty else { return [Matter]() }
            return record.parts.filter { $0.access.isHeld(by: member) }.flatMap { part in
                let known = recalls(of: part, in: PersonRecord(record), on: day)
                return recalls(of: part, in: person, on: day).filter { !known.contains($0) }
            }
        }
    }

    /// Parts that the member holds or held of cases that colleagues destroyed without them: whoever held one has its key still.
    public static func leftovers(in state: CaseworkState, for member: ID<Member>) -> [Matter] {
        Set(state.tombstones.flatMap(\.compartments)).compactMap { ID<Case>($0.bytes) }.sorted().compactMap {
            state.case($0)
        }.filter { !state.destroyers(of: $0, for: member).isEmpty }.flatMap { record in
            record.parts.filter { $0.access.wasEverHeld(by: member) }.filter {
                !state.buriers(of: $0.compartment).contains(member)
            }.map { part in
                Matter(
                    .partToDestroy, of: .case(record.id, part.compartment), weight: DangerRating.noHurry.weight,
                    isNew: true)
            }
        }
    }

    /// Erasures of cases that the member may agree to, once the fourteen days are over: while anything else speaks against one nobody is
    /// asked. Of the intake too, so not kept with the case.
    public static func erasures(of records: some Sequence<CaseRecord>, in state: CaseworkState, for member: ID<Member>)
        -> [Matter]
    {
        records.compactMap { record in
            guard let part = record.registered, let lifecycle = part.casework?.lifecycle,
                let erasure = lifecycle.erasure, erasure.by != member, lifecycle.state == .erasurePending,
                let from = lifecycle.erasableFrom,
                state.againstErasing(record, for: member, at: from) == [.notConfirmed]
            else { return nil }
            return Matter(
                .erasureToConfirm, of: .case(record.id, part.compartment),
                weight: max(lifecycle.danger.weight, part.casework?.risk.level?.weight ?? 1), isNew: true,
                waitingSince: from, from: from)
        }
    }

    /// What the member wrote and did not count, of the last ``refusalDays`` days: somebody who was offline learns it here and not by
    /// looking through every case. And what somebody wrote who had not heard that their access ended, on the day of whoever can read it: its
    /// author cannot say it again, and it may be what nobody else knows. Nothing ends it but time, for whoever has seen it has nothing to sign; the case keeps it for good.
    public static func refusals(in state: CaseworkState, for member: ID<Member>, on day: Day) -> [Matter] {
        let first = day.adding(days: -refusalDays).firstSecond
        return state.refused.compactMap { refused in
            let entry = refused.entry
            guard entry.recordedAt >= first, !refused.isOrdinary,
                state.member(of: entry.author)?.id == member || state.isForHolders(refused, as: member),
                let subject = subject(of: entry, in: state)
            else { return nil }
            return Matter(
                .refusedAct(entry.id), of: subject.place, weight: subject.weight, isNew: true,
                waitingSince: entry.recordedAt)
        }
    }

    /// How long something that was refused stands on anybody's day.
    static let refusalDays = 14

    /// Nil where there is nothing that a link could lead to.
    private static func subject(
        of entry: LedgerEvent, in state: CaseworkState
    ) -> (place: Today.Subject, weight: UInt64)? {
        if entry.compartment == .intake {
            guard let request = entry.event.request.flatMap({ state.request($0) }) else { return nil }
            return (.request(request.id), request.danger.weight)
        }
        guard let part = state.part(entry.compartment) else { return nil }
        return (.case(part.case, part.compartment), state.case(part.case)?.casework?.lifecycle?.danger.weight ?? 1)
    }

    private static func matters(
        of part: PartRecord, _ casework: CaseworkPart?, _ circle: Circle, for member: ID<Member>, on day: Day
    ) -> [Matter] {
        let subject = Today.Subject.case(part.case, part.compartment)
        let lifecycle = casework?.lifecycle
        let weight = max(lifecycle?.danger.weight ?? 1, casework?.risk.level?.weight ?? 1)
        var matters = part.content.deadlines(on: day).filter { circle.means(member, by: $0.audience(on: day)) }.map {
            Matter(
                $0.pending, of: subject, weight: weight, isUrgent: $0.isUrgent, due: $0.due, notice: $0.notice,
                isDay: $0.isDay)
        }
        matters += part.content.calls(on: day).filter { circle.means(member, by: $0.audience) }.map {
            Matter(
                $0.pending, of: subject, weight: weight, isUrgent: $0.isUrgent, isNew: true, waitingSince: $0.since,
                from: $0.from)
        }
        if circle.means(member, by: .carriers), case .conversation(let conversation) = part.content,
            let request = conversation.record
        {
            // What colleagues found counts beside what the person said of it themselves.
            let found = casework?.risk.level == .imminent ? DangerRating.lifeInDanger : lifecycle?.danger
            let danger = max(request.weighedDanger, found ?? .noHurry)
            waiting(request, in: danger, subject, max(weight, danger.weight)).map { matters.append($0) }
        }
        return matters
    }

    /// Nil where nobody waits and everything was read.
    private static func waiting(
        _ request: RequestRecord, in danger: DangerRating, _ subject: Today.Subject, _ weight: UInt64
    ) -> Matter? {
        let isUnread = request.unreadCount > 0
        guard isUnread || request.waitingSince != nil else { return nil }
        return Matter(
            isUnread ? .unread : .answer, of: subject, weight: weight,
            isUrgent: danger == .lifeInDanger && request.waitingSince != nil,
            // What was set apart waits for a decision, whether or not it was read.
            isNew: isUnread || request.state == .quarantined,
            due: request.waitingSince.map { $0.addingOrMax(danger.assessmentWithin) },
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
        case .themselves(let people): return people.contains(member)
        case .carriers: meant = carriers
        case .people(let people): meant = people
        case .peopleAndCarriers(let people): meant = people + carriers
        }
        return meant.contains(member) || !meant.contains(where: readers.contains)
    }
}

extension CaseworkState {
    /// Whether the author could read the part before, and the member can now.
    fileprivate func isForHolders(_ refused: RefusedEvent, as member: ID<Member>) -> Bool {
        guard refused.refusal == .notAHolder || refused.refusal == .memberWasRemoved,
            let part = part(refused.entry.compartment), part.access.isHeld(by: member),
            let author = self.member(of: refused.entry.author)?.id
        else { return false }
        return part.access.wasEverHeld(by: author)
    }
}
