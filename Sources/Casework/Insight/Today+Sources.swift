// SPDX-License-Identifier: AGPL-3.0-or-later

extension Today {
    /// The intake is everybody's who can read it.
    static func items(of request: RequestRecord, for member: ID<Member>, at now: UInt64) -> [Item] {
        let subject = Subject.request(request.id)
        let isUrgent = request.danger == .lifeInDanger && request.waitingSince != nil
        let answerBy = request.waitingSince.map { $0.addingOrMax(request.danger.assessmentWithin) }
        let isUnread = request.unreadCount > 0 || request.state == .received
        var items: [Item?] = []
        if isUnread || request.waitingSince != nil {
            items.append(
                Item(
                    isUnread ? .unread : .answer, of: subject, weight: request.danger.weight, isUrgent: isUrgent,
                    isNew: isUnread, due: answerBy, waitingSince: request.waitingSince, at: now))
        }
        if let proposal = request.declineProposal, proposal.by != member {
            items.append(
                Item(
                    .declineToConfirm, of: subject, weight: request.danger.weight, isNew: true,
                    waitingSince: proposal.at, at: now))
        }
        return items.compactMap(\.self)
    }

    static func items(
        of part: PartRecord, in record: CaseRecord, for member: ID<Member>, at now: UInt64
    ) -> [Item] {
        let subject = Subject.case(record.id, part.compartment)
        let casework = part.casework ?? record.casework
        let weight = max(casework?.lifecycle?.danger.weight ?? 1, casework?.risk.level?.weight ?? 1)
        let isMine = casework?.lifecycle.map { $0.owner == member || $0.deputy == member } ?? false
        var items: [Item?] = part.content.deadlines
            .filter { $0.people.isEmpty ? isMine : $0.people.contains(member) }
            .map { Item($0.pending, of: subject, weight: weight, due: $0.due, at: now) }
        switch part.content {
        case .casework(let casework):
            items += Self.pressing(casework, subject, weight, isMine: isMine, for: member, at: now)
        case .conversation(let conversation):
            if let request = conversation.record, casework == nil || isMine {
                items.append(Self.waiting(request, subject, weight, at: now))
            }
        case .identity, .whereabouts, .evidence, .legal: break
        }
        return items.compactMap(\.self)
    }

    private static func waiting(
        _ request: RequestRecord, _ subject: Subject, _ weight: UInt64, at now: UInt64
    ) -> Item? {
        guard request.unreadCount > 0 || request.waitingSince != nil else { return nil }
        return Item(
            request.unreadCount > 0 ? .unread : .answer, of: subject, weight: max(weight, request.danger.weight),
            isUrgent: request.danger == .lifeInDanger && request.waitingSince != nil, isNew: request.unreadCount > 0,
            due: request.waitingSince.map { $0.addingOrMax(request.danger.assessmentWithin) },
            waitingSince: request.waitingSince, at: now)
    }

    /// What has gone wrong, and what waits for this member as the second person.
    private static func pressing(
        _ casework: CaseworkPart, _ subject: Subject, _ weight: UInt64, isMine: Bool, for member: ID<Member>,
        at now: UInt64
    ) -> [Item?] {
        guard let lifecycle = casework.lifecycle, lifecycle.state != .erased else { return [] }
        var items: [Item?] = []
        if isMine, lifecycle.state.isOpen, casework.risk.level == .imminent {
            items.append(
                Item(
                    .imminentDanger, of: subject, weight: weight, isUrgent: true,
                    waitingSince: casework.risk.current?.at, at: now))
        }
        if isMine {
            items += casework.incidents.filter(\.isOpen).map {
                Item(
                    .incident($0.id), of: subject, weight: weight, isUrgent: true, waitingSince: $0.opened.at, at: now)
            }
        }
        func second(_ pending: Pending, since: UInt64) {
            items.append(Item(pending, of: subject, weight: weight, isNew: true, waitingSince: since, at: now))
        }
        if lifecycle.state.isOpen, let plan = casework.plan, plan.approval == nil, plan.proposedBy != member,
            lifecycle.owner != member
        {
            second(.planToApprove(plan.id), since: plan.proposedAt)
        }
        if lifecycle.state == .closing, let closure = lifecycle.closure, closure.by != member {
            second(.closingToConfirm, since: closure.at)
        }
        if let erasure = lifecycle.erasure, let from = lifecycle.erasableFrom, erasure.by != member, from <= now {
            second(.erasureToConfirm, since: from)
        }
        return items
    }
}
