// SPDX-License-Identifier: AGPL-3.0-or-later

/// Who holds a compartment's key, said inside the compartment: nothing outside says that it exists.
public enum AccessEvent: Hashable, Sendable, Confidential {
    /// The first event of every compartment. Its author holds the key.
    case opened(case: ID<Case>, kind: CompartmentKind, alias: String)
    /// The member was given the key of every epoch so far.
    case granted(member: ID<Member>, reason: String)
    /// The member is not given later keys; what they could read until then they may have read.
    case ended(member: ID<Member>, reason: String)
    /// From here on the compartment is sealed with the key of this epoch.
    case epochStarted(UInt32)
    /// Somebody who holds no key was told something.
    indirect case disclosed(Disclosure)
}

/// That something was told to somebody outside the circle of holders.
public struct Disclosure: Hashable, Sendable, Confidential {
    /// What was told, in words; never empty.
    public var what: String
    /// To whom, in words: a partner, an authority, a relative, a colleague.
    public var toWhom: String
    public var why: String
    /// The entry that was told, where it was one.
    public var entry: ID<Entry>?
    /// The bag in which it left, where it left in one.
    public var bag: HandedBag?

    public init(what: String, toWhom: String, why: String, entry: ID<Entry>? = nil, bag: HandedBag? = nil) {
        self.what = what
        self.toWhom = toWhom
        self.why = why
        self.entry = entry
        self.bag = bag
    }
}

/// A bag that left, and to whom and what for: by that it is found again when the consent to it is withdrawn.
public struct HandedBag: Hashable, Sendable, Confidential {
    /// Stands in every part that left in the bag.
    public var id: ID<Bag>
    /// By name.
    public var recipient: ConsentRecipient
    public var purpose: ConsentPurpose

    public init(id: ID<Bag>, recipient: ConsentRecipient, purpose: ConsentPurpose) {
        self.id = id
        self.recipient = recipient
        self.purpose = purpose
    }
}

extension AccessEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case opened = 0x0100
        case granted, ended, epochStarted, disclosed
        /// A disclosure with its bag: an older desk knows nothing of bags, and what it does not know it keeps.
        case handedOver
    }

    var kind: Kind {
        switch self {
        case .opened: .opened
        case .granted: .granted
        case .ended: .ended
        case .epochStarted: .epochStarted
        case .disclosed(let disclosure): disclosure.bag == nil ? .disclosed : .handedOver
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .opened:
            self = .opened(case: try reader.id(), kind: try reader.value(), alias: try reader.text8(.alias))
        case .granted: self = .granted(member: try reader.id(), reason: try reader.text16(.reason))
        case .ended: self = .ended(member: try reader.id(), reason: try reader.text16(.reason))
        case .epochStarted: self = .epochStarted(try reader.u32())
        case .disclosed: self = .disclosed(try reader.payload())
        case .handedOver:
            var disclosure: Disclosure = try reader.payload()
            disclosure.bag = try reader.payload()
            self = .disclosed(disclosure)
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .opened(let `case`, let kind, let alias):
            writer.id(`case`)
            writer.value(kind)
            try writer.text8(alias, .alias)
        case .granted(let member, let reason), .ended(let member, let reason):
            writer.id(member)
            try writer.text16(reason, .reason)
        case .epochStarted(let epoch): writer.u32(epoch)
        case .disclosed(let disclosure):
            try writer.payload(disclosure)
            if let bag = disclosure.bag { try writer.payload(bag) }
        }
    }
}

extension Disclosure: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        what = try reader.text16(.reason)
        toWhom = try reader.text16(.title)
        why = try reader.text16(.reason)
        entry = try reader.idIfAny()
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        try writer.text16(what, .reason)
        try writer.text16(toWhom, .title)
        try writer.text16(why, .reason)
        writer.idIfAny(entry)
    }
}

extension HandedBag: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(id: try reader.id(), recipient: try reader.payload(), purpose: try reader.payload())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.id(id)
        try writer.payload(recipient)
        try writer.payload(purpose)
    }
}
