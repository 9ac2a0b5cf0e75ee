// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Casework
internal import Correspondence

/// The passes that replies of this desk's cases gave, by name: they say at once whose letter it is, where trying the keys of ten
/// thousand conversations takes a second.
struct PassBook: Sendable {
    /// Replies beyond those that the ledger counts whose passes are known too: one may be written by a colleague at this moment.
    private static let margin: UInt32 = 4

    private var compartments: [[UInt8]: Set<ID<Compartment>>] = [:]
    /// Up to which number a compartment's passes are in the book.
    private var known: [ID<Compartment>: UInt32] = [:]

    /// The conversations that a pass may be of: several where two cases were made of one request.
    func compartments(of pass: DoorPass) -> [ID<Compartment>] { compartments[pass.id, default: []].sorted() }

    /// Away from the workspace, which stays usable meanwhile.
    @concurrent func updated(with state: CaseworkState) async -> PassBook {
        var book = self
        for record in state.cases {
            for part in record.parts {
                guard let conversation = part.conversation?.record, conversation.replyCount > 0 else { continue }
                guard let secret = ConversationSecret(conversation.secret.exposed) else { continue }
                book.take(part.compartment, secret: secret, replyCount: conversation.replyCount)
            }
        }
        return book
    }

    mutating func take(_ compartment: ID<Compartment>, secret: ConversationSecret, replyCount: UInt32) {
        let (last, wanted) = (known[compartment, default: 0], replyCount + Self.margin)
        guard last < wanted else { return }
        for number in last + 1...wanted { compartments[secret.passID(number), default: []].insert(compartment) }
        known[compartment] = wanted
    }

    /// Forgets a conversation that was destroyed.
    mutating func forget(_ compartment: ID<Compartment>) {
        guard known.removeValue(forKey: compartment) != nil else { return }
        compartments = compartments.compactMapValues { places in
            let left = places.subtracting([compartment])
            return left.isEmpty ? nil : left
        }
    }
}
