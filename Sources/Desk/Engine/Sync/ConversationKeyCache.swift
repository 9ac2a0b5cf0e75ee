// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Sealing

/// The keys of conversations to which people may be writing: those whose replies said so. Deriving an identity costs as
/// much as opening an envelope, so it is done once for each.
struct ConversationKeyCache: Sendable {
    private struct Name: Hashable {
        let compartment: ID<Compartment>
        let epoch: UInt32
    }

    private var identities: [Name: ConversationIdentity] = [:]
    /// How many there were at the last update: more of them may open what nobody could open before.
    private(set) var count = 0

    /// The newest conversations first.
    mutating func update(with keys: KeyRing, _ state: CaseworkState) -> [ConversationIdentity] {
        var current: [ConversationIdentity] = []
        for record in state.cases.reversed() {
            for part in record.parts where part.conversation?.record?.hasReplies == true {
                for key in keys.keys(part.compartment) {
                    let name = Name(compartment: key.compartment, epoch: key.epoch)
                    let identity = identities[name] ?? ConversationIdentity(key)
                    identities[name] = identity
                    current.append(identity)
                }
            }
        }
        count = current.count
        return current
    }
}

extension RequestRecord {
    fileprivate var hasReplies: Bool { replyCount > 0 }
}
