// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Languages
import Pages

/// One page: what its template shows. Its texts come from the catalogue, everything else from its properties.
protocol PageModel: Sendable {
    static var template: String { get }
    /// The catalogue's key for the page's title.
    var titleKey: String { get }
    /// The page's address behind the language, for links to the same page in other languages; nil where following
    /// one would lose what a visitor typed.
    var path: String? { get }
    /// What went wrong with the form that this page shows again. It stands before the title, which a screen reader reads first: the
    /// same title twice would say that nothing happened.
    var trouble: String? { get }
}

extension PageModel {
    var trouble: String? { nil }
}

/// What every page shows around its model.
struct PageFrame {
    struct LanguageLink {
        let tag: String
        let name: String
        let href: String
        let isCurrent: Bool
    }

    let lang: String
    let style: String
    let title: String
    let organisation: String?
    let isUnreviewed: Bool
    let isRehearsal: Bool
    let languages: [LanguageLink]
    let isEnglishOffered: Bool
    /// Behind the address of a form without a session (``Knock``).
    let knock: String
    let t: Words
    let page: any PageModel
}

/// Makes answers out of models.
struct PageMaker: Sendable {
    private let templates: TemplateLibrary
    private let catalogues: Catalogues
    private let style: String
    private let settings: PortalSettings

    init(settings: PortalSettings) throws {
        templates = try PortalTemplates.load()
        catalogues = try PortalCatalogues.load()
        style = String(decoding: PortalTemplates.style, as: UTF8.self)
        self.settings = settings
    }

    /// - Parameter organisation: the name on the card; nil while there is none.
    func response(
        _ model: some PageModel, in catalogue: Catalogue, organisation: String?, status: HTTPResponse.Status = .ok
    ) -> Response {
        let frame = frame(model, in: catalogue, organisation: organisation)
        return templates.page(type(of: model).template, frame, status: status)
    }

    /// A page's text alone.
    func text(_ model: any PageModel, in catalogue: Catalogue, organisation: String?) -> String {
        let frame = frame(model, in: catalogue, organisation: organisation)
        return String(buffer: templates.render(type(of: model).template, frame))
    }

    private func frame(_ model: any PageModel, in catalogue: Catalogue, organisation: String?) -> PageFrame {
        let values = values(in: catalogue, organisation: organisation)
        let language = catalogue.language
        return PageFrame(
            lang: language.tag, style: style,
            title: [model.trouble, catalogue.text(model.titleKey, values)].compactMap { $0 }.joined(separator: " – "),
            organisation: organisation,
            isUnreviewed: !language.isReviewed, isRehearsal: settings.isRehearsal,
            languages: links(from: language, to: model.path),
            isEnglishOffered: !language.isReviewed && model.path != nil, knock: Knock.query,
            t: Words(catalogue, values: values),
            page: model)
    }

    /// The values that any text may name.
    func values(in catalogue: Catalogue, organisation: String?) -> [String: String] {
        [
            "organisation": organisation ?? "",
            "file-count": String(settings.maximumFileCount),
            "file-limit": catalogue.size(settings.maximumFileByteCount),
            "idle-minutes": String(settings.idleMinutes),
            "text-limit": String(settings.maximumTextCount),
            "exit": catalogue.text("exit.link"),
        ]
    }

    private func links(from current: Language, to path: String?) -> [PageFrame.LanguageLink] {
        guard let path else { return [] }
        return catalogues.languages.map { language in
            PageFrame.LanguageLink(
                tag: language.tag, name: language.name, href: "/\(language.tag)/\(path)",
                isCurrent: language == current)
        }
    }
}
