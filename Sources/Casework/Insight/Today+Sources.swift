// SPDX-License-Identifier: AGPL-3.0-or-later

extension Today {
    /// The intake is everybody's who can read it.
    static func items(of request: RequestRecord, for member: ID<Member>, at now: UInt64) -> [Item] {
        let subject = Subject.request(request.id)
        var items = [waiting(request, subject, request.danger.weight, at: now)]
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
        guard part.access.isHeld(by: member) else { return [] }
        let subject = Subject.case(record.id, part.compartment)
        let casework = part.casework ?? record.casework
        let weight = max(casework?.lifecycle?.danger.weight ?? 1, casework?.risk.level?.weight ?? 1)
        func isFor(_ audience: Audience) -> Bool {
            switch audience {
            case .carriers: casework?.lifecycle.map { $0.owner == member || $0.deputy == member } ?? true
            case .people(let people): people.contains(member)
            case .othersThan(let people): !people.contains(member)
            }
        }
        var items = part.content.deadlines(on: Day(at: now)).filter { isFor($0.audience) }.map {
            Item($0.pending, of: subject, weight: weight, due: $0.due, notice: $0.notice, at: now)
        }
        items += part.content.calls(at: now).filter { isFor($0.audience) }.map {
            Item(
                $0.pending, of: subject, weight: weight, isUrgent: $0.isUrgent, isNew: true, waitingSince: $0.since,
                at: now)
        }
        if case .conversation(let conversation) = part.content, let request = conversation.record, isFor(.carriers) {
            items.append(waiting(request, subject, max(weight, request.danger.weight), at: now))
        }
        return items.compactMap(\.self)
    }

    /// Nil where nobody waits and everything was read.
    private static func waiting(
        _ request: RequestRecord, _ subject: Subject, _ weight: UInt64, at now: UInt64
    ) -> Item? {
        let isUnread = request.unreadCount > 0
        guard isUnread || request.waitingSince != nil else { return nil }
        return Item(
            isUnread ? .unread : .answer, of: subject, weight: weight,
            isUrgent: request.danger == .lifeInDanger && request.waitingSince != nil, isNew: isUnread,
            due: request.waitingSince.map { $0.addingOrMax(request.danger.assessmentWithin) },
            waitingSince: request.waitingSince, at: now)
    }
}
