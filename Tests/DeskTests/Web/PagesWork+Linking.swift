// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

@testable import Desk

/// Two requests of one person: the sample case's own, 40, and another one, 77.
extension PagesWork {
    /// Both are read and in triage.
    func receiveTwoReadRequests() {
        for number in [40, 77] {
            let request: ID<Casework.Request> = Self.id(number)
            receive(number, body: "слово")
            record(.requestOpened(request: request))
            record(.requestMoved(request: request, to: .inTriage, reason: nil, note: ""))
        }
    }

    func linkSecondRequest() {
        record(.requestStepped(request: Self.id(77), .linked(to: Self.id(40)), note: ""))
    }

    /// The one became the case, and the other was linked to it.
    func receiveLinkedRequest() {
        receiveTwoReadRequests()
        record(.requestStepped(request: Self.id(40), .accepted(danger: .days), note: ""))
        linkSecondRequest()
    }
}
