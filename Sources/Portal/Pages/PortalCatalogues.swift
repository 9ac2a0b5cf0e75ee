// SPDX-License-Identifier: AGPL-3.0-or-later
public import Languages

/// The languages in which visitors are spoken to.
public enum PortalCatalogues {
    /// The catalogue files by BCP 47 tag, the default first.
    public static let files: [(tag: String, json: [UInt8])] = [
        ("en", PackageResources.portal_en_json),
        ("ru", PackageResources.portal_ru_json),
        ("uk", PackageResources.portal_uk_json),
        ("fr", PackageResources.portal_fr_json),
        ("de", PackageResources.portal_de_json),
    ]

    public static func load() throws -> Catalogues {
        Catalogues(try files.map { try Catalogue(tag: $0.tag, json: $0.json) })
    }
}
