// SPDX-License-Identifier: AGPL-3.0-or-later

/// Counsel's part.
public struct LegalPart: Sendable, Equatable, Confidential, PartFolding {
    init() {}

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) { throw .wrongCompartment }
}
