// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// The addresses of pages. None of them says anything: browsers keep a history on disk.
enum DeskPath {
    static let start = "/"
    static let enter = "/enter"
    static let welcome = "/welcome"
    static let recover = "/recover"
    static let sheet = "/sheet"
    static let unlock = "/unlock"
    static let lock = "/lock"
    static let used = "/used"
    static let join = "/join"
    static let joining = "/joining"
    static let today = "/today"
    static let requests = "/requests"
    static let importing = "/requests/import"
    static let importChecked = "/requests/import/check"
    static let together = "/requests/together"
    static let setAparts = "/requests/acts"
    static let cases = "/cases"
    static let exposure = "/exposure"
    static let duplicates = "/exposure/duplicates"
    static let doubts = "/doubts"
    static let members = "/members"
    /// Where a director takes intake duty that nobody has.
    static let duty = "/members/duty"
    static let numbers = "/numbers"
    static let search = "/search"
    static let status = "/status"
    static let sheetKept = "/status/sheet-kept"
    static let goOn = "/status/go-on"
    static let damagedSeen = "/status/damaged-seen"
    static let envelopesSeen = "/today/envelopes-seen"
    static let help = "/help"
    static let language = "/language"
    static let events = "/events"
    static let working = "/working"
    static let again = "/again"

    /// Where the page is that answers a form. `from`: where the form was sent.
    static func again(_ name: String, from address: String) -> String {
        "\(again)/\(name)?from=\(origin(of: address))"
    }

    /// The page of a form that was sent to an address: most are sent to where they stand.
    private static func origin(of address: String) -> String {
        let parts = address.split(separator: "/")
        let isBelow = parts.last.map { belowTheirPage.contains(String($0)) } ?? false
        return isBelow ? "/" + parts.dropLast().joined(separator: "/") : address
    }

    private static let belowTheirPage: Set<String> = ["note", "move", "reply", "opened", "unsent", "sign", "check"]

    /// The name in an address of ``again(_:from:)``; nil for any other.
    static func nameOfAnswer(_ address: String) -> String? {
        let path = address.prefix { $0 != "?" }
        guard path.hasPrefix("\(again)/") else { return nil }
        return String(path.dropFirst(again.count + 1))
    }

    /// Only a path of this site: never another host, which `//host` and `/\\host` are.
    static func own(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return start }
        return text
    }

    static func `case`(_ id: ID<Case>) -> String { "\(cases)/\(id.hex)" }
    /// Who could know what an entry of a part says.
    static func who(_ entry: ID<Entry>, in part: ID<Compartment>, of home: ID<Case>) -> String {
        "\(`case`(home))/\(part.hex)/who?entry=\(entry.hex)"
    }
    /// What was set apart together with a request.
    static func setApart(_ request: ID<Casework.Request>) -> String { "\(setAparts)/\(request.hex)" }
    static func request(_ request: ID<Casework.Request>) -> String { "\(requests)/\(request.hex)" }
}
