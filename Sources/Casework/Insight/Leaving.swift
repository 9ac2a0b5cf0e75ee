// SPDX-License-Identifier: AGPL-3.0-or-later

/// What of a part leaves when the part leaves, and as what kind of thing the person is asked about it (docs/decisions/0104).
extension Event {
    /// Whether the entry stays at home whatever leaves: who holds or was told something, what the person allowed whom, what colleagues do, answer,
    /// note or doubt, and whether somebody may be excluded from protection. It is the organisation's, names other people and other recipients, and the
    /// person is asked about none of it.
    public var staysAtHome: Bool {
        switch self {
        case .requestReceived, .messageReceived: false
        case .inCompartment(let event): event.staysAtHome
        default: true
        }
    }
}

extension CompartmentEvent {
    fileprivate var staysAtHome: Bool {
        switch self {
        case .conversation(.adopted(_, _, let event)): event.staysAtHome
        case .access, .consent, .task, .hold, .incident, .clearance, .attestation, .conversation, .doubt, .exclusion,
            .exposure:
            true
        case .lifecycle(.transferOffered), .lifecycle(.transferAccepted), .lifecycle(.noted), .whereabouts(.told): true
        case .lifecycle, .plan, .risk, .identity, .whereabouts, .claim, .statement, .legal: false
        }
    }

    /// As what it leaves; nil where it says more of a thing that another entry began, and goes with that.
    fileprivate var leavingClass: ItemClass? {
        switch self {
        case .conversation(.adopted(_, _, let event)): event.leavingClass
        case .identity: .identityFacts
        // Where they will be is not in a summary of what happened.
        case .whereabouts, .plan: .contactDetails
        // Threats, needs and wishes are what they told of themselves.
        case .risk: .statement
        case .statement(.opened): .statement
        case .claim(.asserted): .caseSummary
        case .statement, .claim: nil
        case .lifecycle, .legal: .caseSummary
        case .access, .consent, .task, .hold, .incident, .clearance, .attestation, .conversation, .doubt, .exclusion,
            .exposure:
            nil
        }
    }
}

extension Event {
    fileprivate var leavingClass: ItemClass? {
        switch self {
        case .requestReceived, .messageReceived: .statement
        case .inCompartment(let event): event.leavingClass
        default: nil
        }
    }

    /// How the person may be reached, where they said so with it.
    fileprivate var tellsContact: Bool {
        switch self {
        case .requestReceived(_, let message, _, _, _), .messageReceived(_, let message): !message.safeContact.isEmpty
        case .inCompartment(.conversation(.adopted(_, _, let event))): event.tellsContact
        default: false
        }
    }
}

extension CompartmentKind {
    /// As what a part leaves in which nothing stands that leaves: that there is one says something too.
    fileprivate var leavingClass: ItemClass {
        switch self {
        case .casework, .legal: .caseSummary
        case .conversation, .evidence: .statement
        case .identity: .identityFacts
        case .whereabouts: .contactDetails
        }
    }
}

extension PartRecord {
    /// How much in it counsel alone lets go: statements that counsel took, or somebody for counsel, and procedures.
    public var privilegedCount: Int {
        switch content {
        case .evidence(let evidence): evidence.statements.count { $0.stated.isPrivileged }
        case .legal(let legal): legal.matters.count
        case .casework, .conversation, .identity, .whereabouts: 0
        }
    }

    /// What leaves with the part; never nothing, for no part leaves without the person's word.
    public var releaseItems: [ReleaseItem] { releaseItems { _ in true } }

    func releaseItems(where isLeaving: (LogItem) -> Bool) -> [ReleaseItem] {
        var items: [ReleaseItem] = []
        for item in log where !item.event.staysAtHome && isLeaving(item) {
            if let itemClass = item.event.leavingClass { items.append(releaseItem(item.entry, itemClass)) }
            if item.event.tellsContact { items.append(releaseItem(item.entry, .contactDetails)) }
            items += item.event.files.map { releaseItem(item.entry, $0.itemClass) }
        }
        guard items.isEmpty, let first = log.first else { return items }
        return [releaseItem(first.entry, kind.leavingClass)]
    }

    /// Single things in it that a person can allow or refuse: what leaves with it, as far as it is a thing by itself, and the organisation's word.
    public var releaseThings: [ReleaseItem] {
        log.flatMap { item -> [ReleaseItem] in
            let thing = item.event.thingClass(in: kind).map { releaseItem(item.entry, $0) }
            return [thing].compactMap(\.self) + item.event.files.map { releaseItem(item.entry, $0.itemClass) }
        }
    }

    private func releaseItem(_ entry: ID<Entry>, _ itemClass: ItemClass) -> ReleaseItem {
        ReleaseItem(part: compartment, kind: kind, item: ConsentItem(entry: entry, itemClass: itemClass))
    }
}

extension FileReference {
    public var itemClass: ItemClass {
        ["image/", "audio/", "video/"].contains { mediaType.hasPrefix($0) } ? .imageOrRecording : .document
    }
}

extension Event {
    /// What of the person an entry is, where it is something by itself.
    fileprivate func thingClass(in kind: CompartmentKind) -> ItemClass? {
        switch self {
        case .requestReceived, .messageReceived: return .statement
        case .inCompartment(let event):
            switch event {
            case .access(.opened): return kind == .casework || kind == .legal ? .caseSummary : nil
            case .conversation(.adopted(_, _, let adopted)): return adopted.thingClass(in: kind)
            case .conversation(.answered): return .statement
            case .identity(.recorded): return .identityFacts
            case .whereabouts(.recorded): return .contactDetails
            case .statement(.opened): return .statement
            case .claim(.asserted): return .caseSummary
            case .attestation(.proposed): return .attestation
            default: return nil
            }
        default: return nil
        }
    }
}
