// SPDX-License-Identifier: AGPL-3.0-or-later

/// The work for one person.
public struct CaseworkPart: Sendable, Equatable, Confidential, PartFolding {
    init() {}

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) { throw .wrongCompartment }
}
