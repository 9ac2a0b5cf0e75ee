// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// That what people write is read by one person alone, or by nobody, or lies where nobody can read it; and what to do.
struct DutyNotice {
    let text: String
    let act: Act?
    /// Somebody writes now, and nobody reads it.
    let isGrave: Bool
    /// What goes back where somebody says that they have seen it; nil where it stands as long as it is so.
    var seen: Seen?

    /// What was told: nobody says to have seen what was not on the page.
    struct Seen {
        let count: Int
        let removed: Int
        let last: String
    }

    /// Who is on intake duty. What an organisation of one has to do stands elsewhere (``Alone``).
    static func readers(_ desk: DeskScene) -> DutyNotice? {
        let (words, current) = (desk.words, desk.state.members.values.filter(\.isCurrent))
        let onDuty = current.filter { $0.roles.contains(.intake) }
        let isDirector = desk.me.flatMap { desk.state.members[$0] }?.roles.contains(.director) ?? false
        guard let only = onDuty.first else {
            return DutyNotice(
                text: words.text(isDirector ? "duty.nobody" : "duty.nobody-tell"),
                act: isDirector ? Act(href: DeskPath.duty, text: words.text("form.duty.act")) : nil, isGrave: true)
        }
        guard isDirector, onDuty.count == 1, current.count > 1 else { return nil }
        return DutyNotice(
            text: only.id == desk.me
                ? words.text("duty.only-you") : words.text("duty.only", ["name": desk.name(only.id)]),
            act: Act(href: DeskPath.members, text: words.text("duty.second")), isGrave: false)
    }

    /// Everything of it that a day shows: who reads, and what nobody can read, to whoever is on intake duty.
    static func all(_ desk: DeskScene, _ status: SyncStatus) -> [DutyNotice] {
        let words = desk.words
        var notices = [readers(desk)].compactMap(\.self)
        if let unseen = status.unseenEnvelopes {
            let key = status.opensJoining ? "duty.closed" : "duty.closed-or-joining"
            notices.append(
                DutyNotice(
                    text: words.plural(key, unseen.count), act: nil, isGrave: false,
                    seen: Seen(count: unseen.count, removed: unseen.removedCount, last: "\(unseen.upTo)")))
        }
        if let letters = status.waitingLetters {
            let since = LocalTime.text(second: letters.since)
            notices.append(
                DutyNotice(
                    text:
                        "\(words.plural("duty.letters", letters.count, ["since": since])) \(words.text("duty.letters-means"))",
                    act: nil, isGrave: false))
        }
        return notices
    }

    /// What a director agrees to whose act may leave nobody else on intake duty, by the key of its words.
    enum Consequence: String {
        /// Nobody else is on duty, and who may not leave it is this director.
        case yoursAlone = "duty.yours-alone"
        /// Nobody is on duty: with whatever is done here the director comes on it.
        case nobodyYet = "duty.nobody-yet"
        case onRemoval = "duty.on-removal"
        case onRoles = "duty.on-roles"
    }

    /// Nil where the act leaves somebody on duty.
    /// - Parameter member: who is removed, or gets other roles.
    static func consequence(of member: MemberRecord, isRemoval: Bool, _ desk: DeskScene) -> Consequence? {
        let others = desk.state.members.values.filter {
            $0.isCurrent && $0.id != member.id && $0.roles.contains(.intake)
        }
        guard others.isEmpty, desk.me.flatMap({ desk.state.members[$0] })?.roles.contains(.director) == true else {
            return nil
        }
        guard member.roles.contains(.intake) else { return .nobodyYet }
        if member.id == desk.me { return .yoursAlone }
        return isRemoval ? .onRemoval : .onRoles
    }

    static func block(_ consequence: Consequence, of member: MemberRecord, _ desk: DeskScene) -> Block {
        Block(
            id: "duty", heading: desk.words.text("duty.heading"),
            summary: desk.words.text(consequence.rawValue, ["name": desk.name(member.id)]))
    }
}
