// SPDX-License-Identifier: AGPL-3.0-or-later

/// The files that a document of Office (ECMA-376) or OpenDocument is made of: what is read of each. What is none of them may hold anything.
struct DocumentPart {
    let names: MarkupNames

    /// Nil where it is none of those. - Parameter path: within the archive.
    init?(path: String) {
        let folders = path.split(separator: "/").dropLast().map(String.init)
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        let isPart = folders.allSatisfy { Self.folders.contains($0.filter { !$0.isNumber }) }
        let plain = last.filter { !$0.isNumber }
        switch true {
        case Self.properties.contains(path): names = Self.said
        case isPart && (Self.files.contains(plain) || plain.hasSuffix(".rels")): names = Self.written
        default: return nil
        }
    }

    private static let properties: Set<String> = ["docProps/core.xml", "docProps/custom.xml", "meta.xml"]

    private static let folders: Set<String> = [
        "_rels", "docProps", "word", "xl", "ppt", "theme", "glossary", "charts", "diagrams", "worksheets", "drawings",
        "persons", "threadedComments", "tables", "chartsheets", "pivotTables", "pivotCache", "slides", "slideLayouts",
        "slideMasters", "notesSlides", "notesMasters", "handoutMasters", "comments", "META-INF", "Object ", "Pictures",
    ]

    private static let files: Set<String> = Set(
        [
            "[Content_Types]", "app", "document", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable",
            "numbering", "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds", "commentsExtensible",
            "people", "header", "footer", "theme", "themeOverride", "chart", "colors", "style", "data", "layout",
            "quickStyle", "drawing", "workbook", "sharedStrings", "calcChain", "metadata", "sheet", "person",
            "threadedComment", "table", "pivotTable", "pivotCacheDefinition", "pivotCacheRecords", "presentation",
            "presProps", "viewProps", "tableStyles", "commentAuthors", "authors", "comment", "slide", "slideLayout",
            "slideMaster", "notesSlide", "notesMaster", "handoutMaster", "content", "manifest",
        ].map { $0 + ".xml" } + ["manifest.rdf"])

    private static let people = [
        "creator", "contributor", "lastModifiedBy", "Company", "Manager", "initial-creator", "printed-by", "author",
        "cmAuthor", "absPath", "displayName", "userId", "userName", "author-name", "author-initials", "refreshedBy",
        "lastUser",
    ]

    /// In any of them.
    private static let written = MarkupNames(
        local: [(people, .device), (["HyperlinkBase", "docVar"], .words), (["mailMerge"], .unread)], other: .quiet)

    /// In what says something of the document.
    private static let said = MarkupNames(
        local: [
            (people, .device),
            (
                [
                    "lpwstr", "lpstr", "bstr", "user-defined", "title", "subject", "description", "keyword", "keywords",
                    "category", "contentStatus",
                ], .words
            ),
        ], other: .quiet)
}
