// SPDX-License-Identifier: AGPL-3.0-or-later

/// Two colleagues accepted one request without having seen each other's entry, and each opened a case of it. The ledger takes both cases,
/// for neither knows of the other: which of them goes on people decide, and they have to be told that there are two.
extension CaseworkState {
    /// The other cases that carry on the request of a conversation, as far as this desk holds theirs, and that are not over.
    public func twins(of part: PartRecord) -> [CaseRecord] {
        guard case .conversation(let conversation) = part.content, let request = conversation.record?.id,
            let own = self.case(part.case), !own.isOver
        else { return [] }
        let others = Set(conversations(of: request).map(\.case)).subtracting([part.case])
        return others.sorted().compactMap { self.case($0) }.filter { !$0.isOver }
    }

    /// Who made a request a case first, of which somebody else did so too: that entry was refused, their case was opened all the same.
    public func firstAcceptance(before refused: RefusedEvent) -> ID<Member>? {
        guard refused.isAcceptance, let request = refused.entry.event.request.flatMap({ self.request($0) }) else {
            return nil
        }
        let first = request.timeline.last { item in
            guard item.sequence < refused.entry.sequence else { return false }
            return if case .stepped(.accepted, _, _, _) = item.content { true } else { false }
        }
        return first.flatMap { member(of: $0.author)?.id }
    }
}

extension RefusedEvent {
    /// Whether it would have made a request of the intake a case.
    public var isAcceptance: Bool {
        guard entry.compartment == .intake, case .requestStepped(_, .accepted, _) = entry.event else { return false }
        return true
    }
}

extension CaseRecord {
    /// Whether nobody works on it any more, as far as this desk can see.
    fileprivate var isOver: Bool { casework?.lifecycle.map { !$0.state.isOpen } ?? false }
}

extension Matter {
    /// Cases of one person that are two, for whoever holds both conversations; and, for whoever accepted a request first, that a colleague
    /// did so too: the other case is not theirs to see.
    public static func twins(in state: CaseworkState, for member: ID<Member>, on day: Day) -> [Matter] {
        let doubled = state.doubledConversations.filter { $0.access.isHeld(by: member) }.flatMap { part in
            state.twins(of: part).filter { other in
                other.parts(of: .conversation).contains { $0.access.isHeld(by: member) }
            }.map { other in
                Matter(
                    .carriedTwice(other.id), of: .case(part.case, part.compartment),
                    weight: state.case(part.case)?.casework?.lifecycle?.danger.weight ?? 1, isNew: true)
            }
        }
        let first = day.adding(days: -refusalDays).firstSecond
        let later = state.refused.compactMap { refused -> Matter? in
            let entry = refused.entry
            guard entry.recordedAt >= first, state.firstAcceptance(before: refused) == member,
                let request = entry.event.request.flatMap({ state.request($0) }),
                state.member(of: entry.author)?.id != member
            else { return nil }
            return Matter(
                .acceptedAfter(entry.id), of: .request(request.id), weight: request.danger.weight, isNew: true,
                waitingSince: entry.recordedAt)
        }
        return doubled + later
    }
}
