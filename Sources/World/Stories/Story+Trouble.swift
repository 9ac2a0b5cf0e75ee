// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// What goes wrong, and what stands in the way.
extension Story {
    /// - Parameter handled: whether it is over before today.
    mutating func suffers(_ kind: IncidentKind, _ affected: Set<CompartmentKind>, handled: Bool) {
        let place = incidentCount
        incidentCount += 1
        say(
            owner, .casework,
            [.incident(.opened(kind, affected: affected, text: text("incident.\(kind.rawValue)")))])
        wait(hours: 2...20)
        say(deputy, .casework, .incidentNoted(place, any("incident.note", 3)))
        guard handled else { return }
        wait(days: 1...4)
        say(owner, .casework, .incidentHandled(place, outcome: any("incident.outcome", 3)))
    }

    mutating func isHeld(_ kind: HoldKind, lifted: Bool = false) {
        let place = holdCount
        holdCount += 1
        say(owner, .casework, [.hold(.placed(kind, shown: text("hold.\(kind.rawValue)")))])
        guard lifted else { return }
        wait(days: 2...9)
        say(owner, .casework, .holdLifted(place, note: text("hold.lifted")))
    }

    mutating func isTold(_ kind: CompartmentKind) {
        say(
            owner, kind,
            [
                .access(
                    .disclosed(
                        Disclosure(
                            what: text("disclosed.what"), toWhom: text("partner.doctors"), why: text("disclosed.why"))))
            ])
    }

    /// Somebody stands in for a while, and gives the key back.
    mutating func isLentTo(_ worker: WorldWorker, _ kind: CompartmentKind) {
        act(owner, .grants(kind, worker, reason: text("why.standing-in")))
        wait(days: 4...12)
        act(owner, .ends(kind, worker, reason: text("why.back")))
    }

    mutating func isHandedTo(_ next: WorldWorker) {
        act(owner, .grants(.casework, next, reason: text("why.handover")))
        act(owner, .grants(.conversation, next, reason: text("why.handover")))
        say(owner, .casework, .assigned(owner: next, deputy: deputy, reason: text("assigned.why")))
        owner = next
    }
}
