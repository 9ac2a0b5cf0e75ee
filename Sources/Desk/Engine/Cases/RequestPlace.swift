// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
package import Casework
internal import Correspondence
internal import Sealing

/// Where a request is worked on: in the intake, or in the conversation of the case that it became.
package struct RequestPlace {
    package let compartment: ID<Compartment>
    package let record: RequestRecord

    /// Refuses what is not here, and what became a case whose conversation this desk does not hold.
    package init(of request: ID<Request>, in state: CaseworkState) throws(Refusal) {
        let inIntake = state.request(request)
        if let inIntake, inIntake.state != .accepted {
            (compartment, record) = (.intake, inIntake)
            return
        }
        guard let part = state.conversation(of: request), let record = part.conversation?.record else {
            throw inIntake == nil ? .unknownRequest : .notAHolder
        }
        (compartment, self.record) = (part.compartment, record)
    }

    /// To whom the person's next messages are to be sealed, as reply `number` says; nil says nothing, and they go to the card's
    /// intake key.
    func writeTo(_ desk: OpenDesk, in secret: ConversationSecret, reply number: UInt32) -> WriteTo? {
        guard compartment != .intake, let key = keyInUse(desk) else { return nil }
        let ledgerKey = desk.ledgerKey
        return WriteTo(
            holders: key.conversationIntake.recipient, door: ledgerKey.door.recipient,
            pass: ledgerKey.pass(for: secret, reply: number))
    }

    /// Whether this desk has keys of the place, and not the one in use.
    func lacksKey(_ desk: OpenDesk) -> Bool { keyInUse(desk) == nil && desk.keys.holdsKey(of: compartment) }

    private func keyInUse(_ desk: OpenDesk) -> CompartmentKey? {
        desk.keys.key(compartment, epoch: desk.epochs.currentEpoch(of: compartment))
    }
}

extension PartRecord {
    var conversation: ConversationPart? {
        guard case .conversation(let part) = content else { return nil }
        return part
    }
}
