// SPDX-License-Identifier: AGPL-3.0-or-later

/// Who the person is.
public struct IdentityPart: Sendable, Equatable, Confidential, PartFolding {
    init() {}

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) { throw .wrongCompartment }
}
