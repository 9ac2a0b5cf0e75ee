// SPDX-License-Identifier: AGPL-3.0-or-later
import Pages

/// The portal's pages and its one style sheet, which stands inside each page: a style sheet of its own would be a second
/// request over Tor and a trace in the browser's cache.
enum PortalTemplates {
    static func load() throws(TemplateError) -> TemplateLibrary {
        try TemplateLibrary(
            [
                "layout": PackageResources.portal_layout_mustache,
                "languages": PackageResources.portal_languages_mustache,
                "home": PackageResources.portal_home_mustache,
                "closed": PackageResources.portal_closed_mustache,
                "words": PackageResources.portal_words_mustache,
                "confirm": PackageResources.portal_confirm_mustache,
                "write": PackageResources.portal_write_mustache,
                "sent": PackageResources.portal_sent_mustache,
                "return": PackageResources.portal_return_mustache,
                "inbox": PackageResources.portal_inbox_mustache,
                "consent": PackageResources.portal_consent_mustache,
                "receipt": PackageResources.portal_receipt_mustache,
                "help": PackageResources.portal_help_mustache,
                "notice": PackageResources.portal_notice_mustache,
            ], markup: ["style"])
    }

    static let style: [UInt8] = BaseStyle.bytes + PackageResources.portal_css

    /// Nothing is loaded, nothing runs; the one style is named by its hash.
    static let policy = ContentPolicy(["style-src": ContentPolicy.hash(of: style)])
}
