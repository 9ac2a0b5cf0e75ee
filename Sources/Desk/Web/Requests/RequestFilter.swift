// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Hummingbird
import Languages
import WebForms

/// What the list shows, and of what: read from the address, where it says nothing about anybody. Words that are looked for stay in
/// memory (``FoundWords``); the address has a number for them.
struct RequestFilter: Equatable {
    var state: RequestState?
    var danger: DangerRating?
    /// BCP 47 tag.
    var language: String?
    /// Whether the person wrote more than once; nil for either.
    var wroteAgain: Bool?
    var onlyWithFiles = false
    var onlyUnread = false
    /// The first and the last day on which the first message arrived.
    var since: Day?
    var until: Day?
    /// Names words (``FoundWords``).
    var words: String?
    /// Those that are alike to this one.
    var alike: ID<Casework.Request>?
    /// Those that were set apart together with this one.
    var act: ID<Casework.Request>?
    /// Whether each stands in a row of its own.
    var isSingly = false
    /// From 1.
    var number = 1

    /// Whether it leaves anything out.
    var isNarrowed: Bool {
        var open = RequestFilter()
        (open.isSingly, open.number) = (isSingly, number)
        return self != open
    }

    /// By what the summary says; the rest is for ``DeskSite/sift(_:_:_:)``. `seconds`: of the days.
    func admits(_ request: RequestSummary, within seconds: Range<UInt64>?) -> Bool {
        (state == nil || request.state == state) && (danger == nil || request.danger == danger)
            && (language == nil || request.language == language)
            && (wroteAgain == nil || request.wroteAgain == wroteAgain)
            && (!onlyWithFiles || request.hasFiles) && (!onlyUnread || request.isUnread)
            && (seconds?.contains(request.receivedAt) ?? true)
    }

    /// What stands behind the question mark of an address; empty where nothing is filtered.
    var query: String {
        var parts: [String] = []
        if let state { parts.append("state=\(state.rawValue)") }
        if let danger { parts.append("danger=\(danger.rawValue)") }
        if let language { parts.append("language=\(language)") }
        if let wroteAgain { parts.append("again=\(wroteAgain ? 1 : 0)") }
        if onlyWithFiles { parts.append("files=1") }
        if onlyUnread { parts.append("unread=1") }
        if let since { parts.append("since=\(since.iso)") }
        if let until { parts.append("until=\(until.iso)") }
        if let words { parts.append("words=\(words)") }
        if let alike { parts.append("alike=\(alike.hex)") }
        if let act { parts.append("act=\(act.hex)") }
        if isSingly { parts.append("singly=1") }
        return parts.joined(separator: "&")
    }

    /// The address of one page of the list under this filter.
    func address(number: Int = 1) -> String {
        let parts = [query, number > 1 ? "page=\(number)" : ""].filter { !$0.isEmpty }
        return parts.isEmpty ? DeskPath.requests : "\(DeskPath.requests)?\(parts.joined(separator: "&"))"
    }
}

extension RequestFilter {
    /// What the address does not say, or says wrongly, is not filtered.
    init(_ request: Hummingbird.Request) {
        self.init { request.uri.queryParameters[Substring($0)].map(String.init) }
    }

    /// As the query of an address says it.
    init(query: String) {
        var said: [String: String] = [:]
        for part in query.split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1)
            if sides.count == 2 { said[String(sides[0])] = String(sides[1]) }
        }
        self.init { said[$0] }
    }

    /// As the form of the list says it; the words are not read.
    init(_ form: FormFields) { self.init { form[$0] } }

    private init(_ said: (String) -> String?) {
        func number(_ name: String) -> UInt8? { said(name).flatMap { UInt8($0) } }
        state = number("state").flatMap(RequestState.init(rawValue:))
        danger = number("danger").flatMap(DangerRating.init(rawValue:))
        language = said("language").flatMap(Self.tag)
        wroteAgain = number("again").flatMap { $0 > 1 ? nil : $0 == 1 }
        onlyWithFiles = said("files") == "1"
        onlyUnread = said("unread") == "1"
        since = said("since").flatMap { Day(iso: $0) }
        until = said("until").flatMap { Day(iso: $0) }
        words = said("words").flatMap(FoundWords.name)
        alike = said("alike").flatMap { ID(hex: $0) }
        act = said("act").flatMap { ID(hex: $0) }
        isSingly = said("singly") == "1"
        self.number = said("page").flatMap { Int($0) } ?? 1
    }

    /// Nothing but what a language tag is made of (RFC 5646, section 2.1) comes back into an address.
    private static func tag(_ text: String) -> String? {
        let isTag =
            !text.isEmpty && text.utf8.count <= 35
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
            }
        return isTag ? text : nil
    }
}
