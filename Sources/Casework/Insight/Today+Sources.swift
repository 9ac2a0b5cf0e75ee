// SPDX-License-Identifier: AGPL-3.0-or-later

extension Today {
    /// The intake is everybody's who can read it.
    static func items(of request: RequestRecord, for member: ID<Member>, at now: UInt64) -> [Item] {
        let subject = Subject.request(request.id)
        var items = [waiting(WaitingPerson(request), subject, request.danger.weight, at: now)]
        if let proposal = request.declineProposal, proposal.by != member {
            items.append(
                Item(
                    .declineToConfirm, of: subject, weight: request.danger.weight, isNew: true,
                    waitingSince: proposal.at, at: now))
        }
        return items.compactMap(\.self)
    }

    /// What a case holds for a member now.
    static func items(of summary: CaseSummary, for member: ID<Member>, at now: UInt64) -> [Item] {
        var items: [Item] = []
        for agenda in summary.agendas where agenda.holders.contains(member) {
            let subject = Subject.case(summary.id, agenda.compartment)
            func isFor(_ audience: Audience) -> Bool {
                switch audience {
                case .carriers: agenda.carriers?.contains(member) ?? true
                case .people(let people): people.contains(member)
                case .othersThan(let people): !people.contains(member)
                }
            }
            for deadline in agenda.deadlines where isFor(deadline.audience) {
                let item = Item(
                    deadline.pending, of: subject, weight: agenda.weight, due: deadline.due, notice: deadline.notice,
                    at: now)
                if let item { items.append(item) }
            }
            for call in agenda.calls where call.from <= now && isFor(call.audience) {
                let item = Item(
                    call.pending, of: subject, weight: agenda.weight, isUrgent: call.isUrgent, isNew: true,
                    waitingSince: call.since, at: now)
                if let item { items.append(item) }
            }
            if let waiting = agenda.waiting, isFor(.carriers) {
                let weight = max(agenda.weight, waiting.danger.weight)
                if let item = self.waiting(waiting, subject, weight, at: now) { items.append(item) }
            }
        }
        return items
    }

    /// Nil where nobody waits and everything was read.
    private static func waiting(
        _ request: WaitingPerson, _ subject: Subject, _ weight: UInt64, at now: UInt64
    ) -> Item? {
        let isUnread = request.isUnread
        guard isUnread || request.waitingSince != nil else { return nil }
        return Item(
            isUnread ? .unread : .answer, of: subject, weight: weight,
            isUrgent: request.danger == .lifeInDanger && request.waitingSince != nil, isNew: isUnread,
            due: request.waitingSince.map { $0.addingOrMax(request.danger.assessmentWithin) },
            waitingSince: request.waitingSince, at: now)
    }
}
