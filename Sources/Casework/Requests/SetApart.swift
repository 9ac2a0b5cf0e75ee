// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why a request is not set apart together with others: somebody has to look at it by itself.
public enum SetApartObstacle: UInt8, CaseIterable, Sendable, Hashable {
    /// The organisation has answered.
    case answered = 1
    /// A colleague opened it, noted something or took it up.
    case takenUp
    /// It is a case, or it was decided about, or it was set apart before.
    case decided
    /// Somebody wrote or did something since the page was made.
    case changed
    /// It is not there any more.
    case gone
}

/// What many requests were set apart by: one member's word, said of each in the same second. Each request has its own events, and so its
/// own history; this is what they have in common.
public struct SetApartAct: Hashable, Sendable, Confidential {
    public let author: ID<Device>
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
    /// What gave rise to it, in the author's words.
    public let note: String

    /// The note with which one of them is brought back together with others; whoever takes one up by itself says something else, or nothing.
    var backNote: String { "← \(note)" }
}

/// A request as a page showed it: whatever comes behind `entry` was not on the page.
public struct ShownRequest: Hashable, Sendable {
    public let request: ID<Request>
    let entry: ID<Entry>?
}

extension CaseworkState {
    /// Of a request of the intake as it stands; nil where there is none.
    /// - Parameter member: who looks. That they open it themselves changes nothing of what was shown.
    public func shown(_ request: ID<Request>, to member: ID<Member>?) -> ShownRequest? {
        self.request(request).map {
            ShownRequest(request: request, entry: $0.lastEntry(besidesOpeningBy: devices(of: member)))
        }
    }

    /// What stands in the way of setting a request apart without having read it by itself; nil where nothing does.
    public func obstacle(toSettingApart shown: ShownRequest, by member: ID<Member>?) -> SetApartObstacle? {
        guard let record = request(shown.request) else { return .gone }
        let mine = devices(of: member)
        if let obstacle = record.obstacleToSettingApart(by: mine) { return obstacle }
        return isShown(shown, to: member) ? nil : .changed
    }

    /// Whether nothing came behind what the page showed, but that who looks opened it themselves.
    func isShown(_ shown: ShownRequest, to member: ID<Member>?) -> Bool {
        request(shown.request)?.lastEntry(besidesOpeningBy: devices(of: member)) == shown.entry
    }

    /// Who on intake duty said it.
    public func member(of act: SetApartAct) -> MemberRecord? { member(of: act.author) }

    private func devices(of member: ID<Member>?) -> Set<ID<Device>> {
        Set(member.flatMap { members[$0] }?.devices ?? [])
    }
}

extension RequestRecord {
    /// Whether it may stand in one row with others: nothing is in it that a row would hide. Nobody has dealt with it by itself, or what is
    /// left of it was set apart or turned away without a word to the person.
    public var mayStandWithOthers: Bool {
        switch state {
        case .received: isUntouched
        case .inTriage: isBackAmongOthers
        case .quarantined, .declined: replyCount == 0
        case .opened, .awaitingSource, .informationGiven, .accepted, .referralOffered, .referredOut, .linkedDuplicate,
            .lapsed:
            false
        }
    }

    /// What stands in the way of setting it apart with others; nil where nothing does. Who asks may have opened it: that is how one looks
    /// at some of many.
    /// - Parameter mine: the devices of the member who asks.
    func obstacleToSettingApart(by mine: Set<ID<Device>>) -> SetApartObstacle? {
        guard replyCount == 0 else { return .answered }
        switch state {
        case .received, .opened:
            let isMineAlone = timeline.allSatisfy { item in
                switch item.content {
                case .message, .reopened: true
                case .opened: mine.contains(item.author)
                case .reply, .note, .moved, .stepped: false
                }
            }
            return isMineAlone ? nil : .takenUp
        case .inTriage: return isBackAmongOthers ? nil : .takenUp
        case .awaitingSource, .referralOffered: return .takenUp
        case .informationGiven, .declined, .accepted, .referredOut, .linkedDuplicate, .quarantined, .lapsed:
            return .decided
        }
    }

    /// The event that sets it apart from where it stands, for a request that nothing stands in the way of. Nobody is said to have read it.
    public func eventToSetApart(note: String) -> Event { .requestStepped(request: id, .quarantined, note: note) }

    /// How it was set apart, where nothing else has happened to it since.
    public var restsSetApart: SetApartAct? { state == .quarantined ? timeline.last?.setApart : nil }

    /// The event that brings it back together with others, from where it rests as it was set apart; nil where it does not.
    public var eventToBringBack: Event? {
        restsSetApart.map { .requestMoved(request: id, to: .inTriage, reason: nil, note: $0.backNote) }
    }

    /// How it was set apart the last time, whatever came then; nil where it was not.
    public var lastSetApart: SetApartAct? { timeline.lazy.reversed().compactMap(\.setApart).first }

    public func wasSetApart(by act: SetApartAct) -> Bool { timeline.contains { $0.setApart == act } }

    /// Whether a colleague had answered it or looked into it before it was set apart, unknown to whoever did so: a desk that was offline
    /// sends what it has when it is back.
    public func wasTakenUp(before act: SetApartAct) -> Bool {
        for item in timeline {
            if item.setApart == act { return false }
            switch item.content {
            case .message, .reopened: continue
            case .opened, .moved, .stepped: if item.author != act.author { return true }
            case .reply, .note: return true
            }
        }
        return false
    }

    /// Whether it is in triage only because it was set apart together with others and brought back.
    private var isBackAmongOthers: Bool {
        let acts = timeline.compactMap(\.setApart)
        guard state == .inTriage, replyCount == 0, !acts.isEmpty else { return false }
        var isBack = false
        for item in timeline {
            switch item.content {
            case .message, .reopened: continue
            case .opened: if !acts.contains(where: { $0.author == item.author }) { return false }
            case .moved(from: .quarantined, to: .inTriage, _, let note):
                guard acts.contains(where: { $0.backNote == note }) else { return false }
                isBack = true
            case .moved:
                if !acts.contains(where: { $0.author == item.author && $0.at == item.recordedAt }) { return false }
            case .stepped: if item.setApart == nil { return false }
            case .reply, .note: return false
            }
        }
        return isBack
    }

    fileprivate func lastEntry(besidesOpeningBy mine: Set<ID<Device>>) -> ID<Entry>? {
        timeline.last { item in
            if case .opened = item.content { !mine.contains(item.author) } else { true }
        }?.entry
    }
}

extension TimelineItem {
    fileprivate var setApart: SetApartAct? {
        guard case .stepped(.quarantined, _, _, let note) = content else { return nil }
        return SetApartAct(author: author, at: recordedAt, note: note)
    }
}
