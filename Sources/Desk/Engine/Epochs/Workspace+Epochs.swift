// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Sealing

/// Replacing keys that somebody has who is not to have them any more, or that somebody lacks who is to have them. Any desk
/// that may does it at its next pass; two that do it at once start two epochs, and the one that comes last in the ledger
/// is in use (docs/decisions/0022-epochs-follow-who-holds.md).
extension Workspace {
    func tendEpochs(_ desk: OpenDesk) throws(SyncFailure) {
        guard let me = desk.me else { return }
        let lacksLedgerKey = desk.keys.ledgerKey(epoch: desk.epochs.ledger.currentEpoch) == nil
        if desk.epochs.needsLedgerEpoch || lacksLedgerKey, desk.visible.members[me]?.roles.contains(.director) == true {
            try tending { () throws(WorkspaceError) in
                try queue(desk) { writing throws(WorkspaceError) in try writing.startLedgerEpoch() }
            }
        }
        for compartment in desk.epochs.needing.union(desk.epochs.renewed).sorted()
        where desk.keys.holdsKey(of: compartment)
            && desk.epochs.needsEpoch(of: compartment, from: desk.keys, by: desk.id)
        {
            guard desk.epochs.members(of: compartment).contains(me) else { continue }
            try tending { () throws(WorkspaceError) in
                try queue(desk) { writing throws(WorkspaceError) in try writing.startEpoch(of: compartment) }
            }
        }
    }
}

extension Writing {
    /// A new ledger key for every member. The grants and the event are still under the old one.
    mutating func startLedgerEpoch() throws(WorkspaceError) {
        let key = LedgerKey.startingEpoch()
        let common = keys.commonKeys(at: second) + [.ledger(key, second: second)]
        try grant(common, to: epochs.ledger.members(without: epochs.removals))
        try say(.ledgerEpochStarted(epoch: key.epoch))
    }

    /// Whoever says that an epoch started need not have granted its key to everybody, and a colleague who gave somebody access may
    /// not have had it. A desk without the key in use goes on with a new one, rather than with an old one that somebody who
    /// left has.
    mutating func ensureKeyInUse(of compartment: ID<Compartment>) throws(WorkspaceError) {
        guard compartment != .organisation, keyInUse(compartment) == nil, keys.holdsKey(of: compartment), let me,
            epochs.members(of: compartment).contains(me)
        else { return }
        try startEpoch(of: compartment)
    }

    /// A new key for whoever is to have the compartment now; with the earlier ones that are here, since somebody may lack them.
    mutating func startEpoch(of compartment: ID<Compartment>) throws(WorkspaceError) {
        let key = CompartmentKey.startingEpoch(of: compartment)
        let all = keys.compartmentKeys(of: compartment, at: second) + [.compartment(key, second: second)]
        try grant(all, to: epochs.members(of: compartment))
        try say(.access(.epochStarted(key.epoch)), in: compartment)
    }
}
