// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages
import Pages

/// The templates, catalogues and assets that are built into the program.
enum DeskResources {
    static func catalogues() throws -> Catalogues {
        Catalogues([
            try Catalogue(
                tag: "en",
                files: [
                    PackageResources.desk_en_json, PackageResources.desk_forms_en_json,
                ]),
            try Catalogue(
                tag: "ru",
                files: [
                    PackageResources.desk_ru_json, PackageResources.desk_forms_ru_json,
                ]),
        ])
    }

    static func templates() throws -> TemplateLibrary {
        try TemplateLibrary([
            "layout": PackageResources.desk_layout_mustache,
            "message": PackageResources.desk_message_mustache,
            "welcome": PackageResources.desk_welcome_mustache,
            "recover": PackageResources.desk_recover_mustache,
            "sheet": PackageResources.desk_sheet_mustache,
            "unlock": PackageResources.desk_unlock_mustache,
            "requests": PackageResources.desk_requests_mustache,
            "request": PackageResources.desk_request_mustache,
            "files": PackageResources.desk_files_mustache,
            "attachment": PackageResources.desk_attachment_mustache,
            "search": PackageResources.desk_search_mustache,
            "status": PackageResources.desk_status_mustache,
            "help": PackageResources.desk_help_mustache,
            "form": PackageResources.desk_form_mustache,
            "plot": PackageResources.desk_plot_mustache,
        ])
    }

    static let assets = StaticAssets([
        (
            name: "desk.css", mediaType: "text/css; charset=utf-8",
            bytes: BaseStyle.bytes + PackageResources.desk_css + PackageResources.desk_cases_css
        ),
        (name: "desk.js", mediaType: "text/javascript; charset=utf-8", bytes: PackageResources.desk_js),
        (name: "desk.svg", mediaType: "image/svg+xml", bytes: PackageResources.desk_svg),
    ])
}
