// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Sealing

/// The keys of conversations to which people may be writing: those whose replies said so. Deriving an identity costs as
/// much as opening an envelope, so it is done once for each.
struct ConversationKeyCache: Sendable {
    private struct Name: Hashable {
        let compartment: ID<Compartment>
        let epoch: UInt32
        /// Two keys may have one name.
        let key: [UInt8]

        init(_ key: CompartmentKey) {
            (compartment, epoch, self.key) = (key.compartment, key.epoch, key.exposedBytes)
        }
    }

    private var identities: [Name: ConversationIdentity] = [:]

    /// The newest conversations first.
    mutating func update(with keys: KeyRing, _ state: CaseworkState) async -> [ConversationIdentity] {
        var names: [(Name, CompartmentKey)] = []
        for record in state.cases.reversed() {
            for part in record.parts where part.conversation?.record?.hasReplies == true {
                for key in keys.keys(part.compartment) {
                    names.append((Name(key), key))
                }
            }
        }
        let missing = names.filter { identities[$0.0] == nil }.map(\.1)
        for identity in await Self.derive(missing) { identities[identity.0] = identity.1 }
        return names.compactMap { identities[$0.0] }
    }

    /// Forgets what opens envelopes to a conversation that was destroyed.
    mutating func forget(_ compartment: ID<Compartment>) {
        identities = identities.filter { $0.key.compartment != compartment }
    }

    /// Away from the workspace, which stays usable meanwhile.
    @concurrent private static func derive(_ keys: [CompartmentKey]) async -> [(Name, ConversationIdentity)] {
        keys.map { (Name($0), ConversationIdentity($0)) }
    }
}

extension RequestRecord {
    fileprivate var hasReplies: Bool { replyCount > 0 }
}
