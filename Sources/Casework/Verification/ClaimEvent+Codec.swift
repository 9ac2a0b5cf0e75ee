// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension ClaimEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case asserted = 0x0B00
        /// 0x0B01 was an assignment that did not say what it replaces; the number is not used again.
        case checkBegun = 0x0B02
        case lineAdded
        case concluded
        case seconded
        case notSeconded
        case explained
        case recheckCalled
        case superseded
        case assigned
    }

    var kind: Kind {
        switch self {
        case .asserted: .asserted
        case .assigned: .assigned
        case .checkBegun: .checkBegun
        case .lineAdded: .lineAdded
        case .concluded: .concluded
        case .seconded: .seconded
        case .notSeconded: .notSeconded
        case .explained: .explained
        case .recheckCalled: .recheckCalled
        case .superseded: .superseded
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        let claim: ID<Claim> = try reader.id()
        switch kind {
        case .asserted:
            self = .asserted(claim, try reader.value(), proposition: try reader.text16(.reason))
        case .assigned:
            self = .assigned(
                claim, checker: try reader.id(), caseOwner: try reader.id(), ceiling: try reader.value(),
                replaces: try reader.ids())
        case .checkBegun:
            self = .checkBegun(claim)
        case .lineAdded:
            self = .lineAdded(claim, try reader.payload())
        case .concluded:
            self = .concluded(claim, try reader.payload())
        case .seconded:
            self = .seconded(claim, proposal: try reader.id())
        case .notSeconded:
            self = .notSeconded(claim, proposal: try reader.id(), reason: try reader.text16(.reason))
        case .explained:
            self = .explained(
                claim, heardOn: try reader.day(), explanation: try reader.body(),
                benefitOfDoubt: try reader.text16(.reason))
        case .recheckCalled:
            self = .recheckCalled(claim, try reader.value(), note: try reader.text16(.reason))
        case .superseded:
            self = .superseded(claim, by: try reader.id())
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.id(claim)
        switch self {
        case .asserted(_, let subject, let proposition):
            writer.value(subject)
            try writer.text16(proposition, .reason)
        case .assigned(_, let checker, let owner, let ceiling, let replaces):
            writer.id(checker)
            writer.id(owner)
            writer.value(ceiling)
            try writer.ids(replaces, .list)
        case .checkBegun:
            break
        case .lineAdded(_, let line):
            try writer.payload(line)
        case .concluded(_, let conclusion):
            try writer.payload(conclusion)
        case .seconded(_, let proposal):
            writer.id(proposal)
        case .notSeconded(_, let proposal, let reason):
            writer.id(proposal)
            try writer.text16(reason, .reason)
        case .explained(_, let day, let explanation, let benefit):
            writer.day(day)
            try writer.body(explanation)
            try writer.text16(benefit, .reason)
        case .recheckCalled(_, let cause, let note):
            writer.value(cause)
            try writer.text16(note, .reason)
        case .superseded(_, let successor):
            writer.id(successor)
        }
    }
}

extension Grades: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(source: try reader.value(), information: try reader.value())
    }

    func write(to writer: inout EventWriter) {
        writer.value(source)
        writer.value(information)
    }
}

extension EvidenceLine: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            kind: try reader.value(), bearing: try reader.value(), origin: try reader.text16(.title),
            method: try reader.value(), grades: try reader.payload(), note: try reader.body())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.value(kind)
        writer.value(bearing)
        try writer.text16(origin, .title)
        writer.value(method)
        try writer.payload(grades)
        try writer.body(note)
    }
}

extension ClaimConclusion: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            finding: try reader.value(), grades: try reader.payload(), indicators: try reader.payload(),
            independenceNote: try reader.text16(.reason), recheckBy: try reader.dayIfAny())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.value(finding)
        try writer.payload(grades)
        try writer.payload(indicators)
        try writer.text16(independenceNote, .reason)
        writer.dayIfAny(recheckBy)
    }
}

extension CredibilityIndicators: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            internalConsistency: try reader.value(), externalConsistency: try reader.value(),
            plausibility: try reader.value(), sufficiencyOfDetail: try reader.value())
    }

    func write(to writer: inout EventWriter) {
        writer.value(internalConsistency)
        writer.value(externalConsistency)
        writer.value(plausibility)
        writer.value(sufficiencyOfDetail)
    }
}
