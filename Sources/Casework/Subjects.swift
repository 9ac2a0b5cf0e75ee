// SPDX-License-Identifier: AGPL-3.0-or-later

/// One thing that is known about who a person is.
public enum Fact {}
/// One place where somebody is or was.
public enum Place {}
/// A statement of fact that is to be verified.
public enum Claim {}
/// One sitting in which a person was asked and answered.
public enum Statement {}
/// Two things that were said and cannot both be true.
public enum Contradiction {}
/// Something that a person is thought to have known and not to have said.
public enum Withholding {}
/// What the organisation vouches for to one recipient.
public enum Attestation {}
/// One answer to one question of what may be done with what.
public enum Consent {}
/// Something that was given to a recipient and may have to be called back.
public enum Bag {}
/// A procedure before one authority.
public enum LegalMatter {}
