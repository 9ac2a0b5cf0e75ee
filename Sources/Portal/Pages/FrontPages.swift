// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages

/// The choice of a language, each by its own name.
struct LanguagesPage: PageModel {
    static let template = "languages"
    let titleKey = "languages.title"
    let path: String? = ""
    let hasGreeting: Bool
}

struct HomePage: PageModel {
    static let template = "home"
    let titleKey = "home.title"
    let path: String? = ""
    /// Reached as an onion service: the advice to use Tor would only worry.
    let isOnion: Bool
    /// Nothing that anybody writes would be taken.
    let isFull: Bool
}

/// The organisation cannot be spoken for, now.
struct ClosedPage: PageModel {
    static let template = "closed"
    let isExpired: Bool
    let path: String? = ""
    var titleKey: String { isExpired ? "closed.expired_title" : "closed.title" }
}

struct HelpPage: PageModel {
    static let template = "help"
    let titleKey = "help.title"
    let path: String? = "help"
}

/// Something did not work; chosen by status alone.
struct NoticePage: PageModel {
    enum Kind: Sendable { case missing, failed, file }

    static let template = "notice"
    let path: String? = ""
    let isMissing: Bool
    let isFailed: Bool
    let isFile: Bool
    private let kind: Kind

    init(_ kind: Kind) {
        self.kind = kind
        isMissing = kind == .missing
        isFailed = kind == .failed
        isFile = kind == .file
    }

    var titleKey: String {
        switch kind {
        case .missing: "error.missing_title"
        case .failed: "error.title"
        case .file: "file.title"
        }
    }

}
