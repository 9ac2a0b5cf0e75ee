// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where the person is, and was.
public struct WhereaboutsPart: Sendable, Equatable, Confidential, PartFolding {
    init() {}

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) { throw .wrongCompartment }
}
