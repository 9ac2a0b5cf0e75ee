// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
internal import Correspondence
internal import DeskFormats
internal import Sealing

/// What a new worker states on their own machine.
public struct JoinDraft: Sendable, RedactedPrinting {
    /// As ``Invitation/text`` has it.
    public var invitation: String
    /// What colleagues will call them.
    public var name: String
    public var passphrase: String

    public init(invitation: String, name: String, passphrase: String) {
        self.invitation = invitation
        self.name = name
        self.passphrase = passphrase
    }
}

/// A machine that waits to be admitted.
public struct JoiningDesk: Sendable, Hashable {
    public let name: String
    /// Five groups of four hexadecimal digits, to be compared with a director by voice.
    public let fingerprint: String
    /// The organisation that was asked: first 16 hexadecimal digits of its fingerprint in groups of four.
    public let organisation: String

    package init(name: String, fingerprint: String, organisation: String) {
        self.name = name
        self.fingerprint = fingerprint
        self.organisation = organisation
    }

    init(_ applicant: ApplicantSecrets) {
        name = applicant.name
        fingerprint = applicant.fingerprint.text
        organisation = applicant.link.fingerprint.shortText
    }
}
