// SPDX-License-Identifier: AGPL-3.0-or-later

/// What is planned with the person, and who agreed to it.
public enum PlanEvent: Hashable, Sendable, Confidential {
    case proposed(PlanDraft)
    /// By somebody else than the owner of the case. `plan`: the entry that proposed it.
    case approved(plan: ID<Entry>)
    /// The person agrees. `how`: in what words, where and when.
    case agreed(plan: ID<Entry>, how: String)
    /// The person does not agree.
    case turnedDown(plan: ID<Entry>, why: String)
    /// When the case is looked at again, in seconds since 1970.
    case reviewScheduled(UInt64)
}

/// A way out, as it is proposed. Only lawful journeys are planned.
public struct PlanDraft: Hashable, Sendable, Confidential {
    public var aim: String
    public var steps: [String]
    /// When the plan is to be looked at again, in seconds since 1970.
    public var reviewBy: UInt64

    public init(aim: String, steps: [String], reviewBy: UInt64) {
        self.aim = aim
        self.steps = steps
        self.reviewBy = reviewBy
    }
}

extension PlanEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case proposed = 0x0300
        case approved, agreed, turnedDown, reviewScheduled
    }

    var kind: Kind {
        switch self {
        case .proposed: .proposed
        case .approved: .approved
        case .agreed: .agreed
        case .turnedDown: .turnedDown
        case .reviewScheduled: .reviewScheduled
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .proposed: self = .proposed(try reader.payload())
        case .approved: self = .approved(plan: try reader.id())
        case .agreed: self = .agreed(plan: try reader.id(), how: try reader.text16(.reason))
        case .turnedDown: self = .turnedDown(plan: try reader.id(), why: try reader.text16(.reason))
        case .reviewScheduled: self = .reviewScheduled(try reader.u64())
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .proposed(let draft): try writer.payload(draft)
        case .approved(let plan): writer.id(plan)
        case .agreed(let plan, let text), .turnedDown(let plan, let text):
            writer.id(plan)
            try writer.text16(text, .reason)
        case .reviewScheduled(let second): writer.u64(second)
        }
    }
}

extension PlanDraft: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        aim = try reader.body()
        steps = try reader.texts16(.reason)
        reviewBy = try reader.u64()
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        try writer.body(aim)
        try writer.texts16(steps, .reason, list: .list)
        writer.u64(reviewBy)
    }
}
