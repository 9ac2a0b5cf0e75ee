// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
public import Casework
internal import Correspondence

extension KeyRing {
    /// What every device needs: the ledger's keys and the recovery recipient.
    public func commonKeys(at second: UInt64) -> [GrantedKey] {
        ledgerKeys.map { .ledger($0, second: second) } + (recovery.map { [.recovery($0, second: second)] } ?? [])
    }

    /// What a device needs that answers people.
    public func voiceKeys(at second: UInt64) -> [GrantedKey] { voices.map { .voice($0, second: second) } }

    /// What a device needs that publishes the card.
    public func cardKeys(at second: UInt64) -> [GrantedKey] {
        (card.map { [.card($0, second: second)] } ?? []) + (charter.map { [.charter($0, second: second)] } ?? [])
    }

    /// Every epoch of one compartment.
    public func compartmentKeys(of compartment: ID<Compartment>, at second: UInt64) -> [GrantedKey] {
        keys(compartment).map { .compartment($0, second: second) }
    }

    /// Intake identities, each in a grant of its own, so that erasing the grant destroys that key and no other.
    public var intakeGrants: [Grant] { intakes.map { Grant([.intake($0)]) } }
}

extension Grant {
    /// As many grants as these keys need; none for none.
    public static func holding(_ keys: [GrantedKey]) -> [Grant] {
        stride(from: 0, to: keys.count, by: maximumKeyCount)
            .map { Grant(Array(keys[$0..<min($0 + maximumKeyCount, keys.count)])) }
    }
}

extension KeyRing {
    /// Whether this very key is here.
    public func holds(_ key: GrantedKey) -> Bool {
        switch key {
        case .compartment(let key, _):
            keys(key.compartment).contains { $0.epoch == key.epoch && $0.exposedBytes == key.exposedBytes }
        case .ledger(let key, _): ledgerKey(epoch: key.epoch)?.exposedBytes == key.exposedBytes
        case .intake(let key): intakes.contains { $0.identity.recipient == key.identity.recipient }
        case .voice(let key, _): voices.contains { $0.verificationKey == key.verificationKey }
        case .card(let key, _): cardKeys.contains { $0.verificationKey == key.verificationKey }
        case .charter(let key, _): charter?.encoded == key.encoded
        case .recovery(let key, _): recovery == key
        }
    }
}
