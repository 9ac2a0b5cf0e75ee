// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Correspondence
internal import Crypto

/// The door of the organisation: what every desk has, so that it can tell what lies in the intake drawer for some case from what
/// anybody threw in (docs/protocol.md, section 5).
extension LedgerKey {
    /// Takes the outer layer off letters to the holders of conversations.
    public var door: HybridIdentity {
        guard let identity = try? HybridIdentity(seed: derived("lifeboat/v1/ledger/door")) else {
            preconditionFailure("every 32 bytes are an X-Wing seed")
        }
        return identity
    }

    /// The pass that reply `number` of a conversation gives.
    public func pass(for secret: ConversationSecret, reply number: UInt32) -> DoorPass {
        let id = secret.passID(number)
        guard let pass = DoorPass(epoch: epoch, id: id, code: Array(code(over: id).prefix(16))) else {
            preconditionFailure("a name and a code are sixteen bytes each")
        }
        return pass
    }

    /// Whether a desk gave this pass. Compares in a time that does not depend on where the two differ.
    public func vouches(for pass: DoorPass) -> Bool {
        guard pass.epoch == epoch else { return false }
        var difference: UInt8 = 0
        for (own, given) in zip(code(over: pass.id), pass.code) { difference |= own ^ given }
        return difference == 0
    }

    private func code(over id: [UInt8]) -> [UInt8] {
        let key = SymmetricKey(data: derived("lifeboat/v1/ledger/pass"))
        let message = Derivation.framed("lifeboat/v1/pass", id)
        return Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    }
}
