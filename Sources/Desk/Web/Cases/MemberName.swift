// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// The one place that says how a member is called on a page and in whatever leaves: ``MemberRecord/name``, in which two members whose
/// names read alike are told apart (docs/decisions/0101).
extension CaseworkState {
    /// A name inside a sentence, so that its direction stays its own; somebody else is somebody whom this desk does not know.
    func name(of member: ID<Member>, _ words: Catalogue) -> String {
        Bidirectional.isolated(plainName(of: member, words))
    }

    /// The same for what is no line of a page.
    func plainName(of member: ID<Member>, _ words: Catalogue) -> String {
        members[member]?.name ?? words.text("people.unknown")
    }

    /// The member whose device it is, whatever that was called when it was admitted.
    func name(of device: ID<Device>, _ words: Catalogue) -> String {
        Bidirectional.isolated(plainName(of: device, words))
    }

    func plainName(of device: ID<Device>, _ words: Catalogue) -> String {
        member(of: device)?.name ?? words.text("timeline.unknown-device")
    }
}
