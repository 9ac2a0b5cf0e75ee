// SPDX-License-Identifier: AGPL-3.0-or-later

/// Work that somebody promised by a day.
public enum TaskEvent: Hashable, Sendable, Confidential {
    indirect case set(TaskDraft)
    /// What a stage of the case begins with, once: where a colleague's desk has set it already, it changes nothing.
    indirect case begun(CaseState, TaskDraft)
    case assigned(task: ID<Entry>, owner: ID<Member>, deputy: ID<Member>)
    /// `due`: seconds since 1970.
    case postponed(task: ID<Entry>, due: UInt64, reason: String)
    case done(task: ID<Entry>, outcome: String)
    case dropped(task: ID<Entry>, reason: String)
}

/// A task as it is set.
public struct TaskDraft: Hashable, Sendable, Confidential {
    /// Nil for work that no template has.
    public var template: TaskTemplate?
    /// May be empty where a template says what it is.
    public var title: String
    public var details: String
    public var owner: ID<Member>
    /// Who does it where the owner cannot.
    public var deputy: ID<Member>
    /// Seconds since 1970.
    public var due: UInt64

    public init(
        template: TaskTemplate?, title: String, details: String, owner: ID<Member>, deputy: ID<Member>, due: UInt64
    ) {
        self.template = template
        self.title = title
        self.details = details
        self.owner = owner
        self.deputy = deputy
        self.due = due
    }
}

extension TaskEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case set = 0x0500
        case assigned, postponed, done, dropped, begun
    }

    var kind: Kind {
        switch self {
        case .set: .set
        case .begun: .begun
        case .assigned: .assigned
        case .postponed: .postponed
        case .done: .done
        case .dropped: .dropped
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .set: self = .set(try reader.payload())
        case .begun: self = .begun(try reader.value(), try reader.payload())
        case .assigned: self = .assigned(task: try reader.id(), owner: try reader.id(), deputy: try reader.id())
        case .postponed:
            self = .postponed(task: try reader.id(), due: try reader.u64(), reason: try reader.text16(.reason))
        case .done: self = .done(task: try reader.id(), outcome: try reader.body())
        case .dropped: self = .dropped(task: try reader.id(), reason: try reader.text16(.reason))
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .set(let draft): try writer.payload(draft)
        case .begun(let state, let draft):
            writer.value(state)
            try writer.payload(draft)
        case .assigned(let task, let owner, let deputy):
            writer.id(task)
            writer.id(owner)
            writer.id(deputy)
        case .postponed(let task, let due, let reason):
            writer.id(task)
            writer.u64(due)
            try writer.text16(reason, .reason)
        case .done(let task, let outcome):
            writer.id(task)
            try writer.body(outcome)
        case .dropped(let task, let reason):
            writer.id(task)
            try writer.text16(reason, .reason)
        }
    }
}

extension TaskDraft: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        template = try reader.valueOrZero()
        title = try reader.text16(.title)
        details = try reader.body()
        owner = try reader.id()
        deputy = try reader.id()
        due = try reader.u64()
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.valueOrZero(template)
        try writer.text16(title, .title)
        try writer.body(details)
        writer.id(owner)
        writer.id(deputy)
        writer.u64(due)
    }
}
