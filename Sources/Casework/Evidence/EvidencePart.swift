// SPDX-License-Identifier: AGPL-3.0-or-later

/// What was claimed, asked, answered and checked.
public struct EvidencePart: Sendable, Equatable, Confidential, PartFolding {
    init() {}

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) { throw .wrongCompartment }
}
