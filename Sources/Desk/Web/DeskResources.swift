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
                    PackageResources.desk_en_json,
                    PackageResources.desk_requests_en_json,
                    PackageResources.desk_cases_en_json,
                    PackageResources.desk_facts_en_json,
                    PackageResources.desk_law_en_json,
                    PackageResources.desk_work_en_json,
                    PackageResources.desk_day_en_json,
                    PackageResources.desk_needs_en_json,
                    PackageResources.desk_forms_en_json,
                    PackageResources.desk_fields_en_json,
                    PackageResources.desk_history_en_json,
                    PackageResources.desk_out_en_json,
                    PackageResources.desk_exposure_en_json,
                ]),
            try Catalogue(
                tag: "ru",
                files: [
                    PackageResources.desk_ru_json,
                    PackageResources.desk_requests_ru_json,
                    PackageResources.desk_cases_ru_json,
                    PackageResources.desk_facts_ru_json,
                    PackageResources.desk_law_ru_json,
                    PackageResources.desk_work_ru_json,
                    PackageResources.desk_day_ru_json,
                    PackageResources.desk_needs_ru_json,
                    PackageResources.desk_forms_ru_json,
                    PackageResources.desk_fields_ru_json,
                    PackageResources.desk_history_ru_json,
                    PackageResources.desk_out_ru_json,
                    PackageResources.desk_exposure_ru_json,
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
            "set_apart": PackageResources.desk_set_apart_mustache,
            "set_apart_act": PackageResources.desk_set_apart_act_mustache,
            "set_apart_progress": PackageResources.desk_set_apart_progress_mustache,
            "kept": PackageResources.desk_kept_mustache,
            "refused": PackageResources.desk_refused_mustache,
            "request": PackageResources.desk_request_mustache,
            "files": PackageResources.desk_files_mustache,
            "attachment": PackageResources.desk_attachment_mustache,
            "search": PackageResources.desk_search_mustache,
            "status": PackageResources.desk_status_mustache,
            "help": PackageResources.desk_help_mustache,
            "deeper": PackageResources.desk_deeper_mustache,
            "today": PackageResources.desk_today_mustache,
            "doubts": PackageResources.desk_doubts_mustache,
            "answered": PackageResources.desk_answered_mustache,
            "cases": PackageResources.desk_cases_mustache,
            "case": PackageResources.desk_case_mustache,
            "act": PackageResources.desk_act_mustache,
            "access": PackageResources.desk_access_mustache,
            "access_part": PackageResources.desk_access_part_mustache,
            "passphrase_owner": PackageResources.desk_passphrase_owner_mustache,
            "who": PackageResources.desk_who_mustache,
            "history": PackageResources.desk_history_mustache,
            "numbers": PackageResources.desk_numbers_mustache,
            "members": PackageResources.desk_members_mustache,
            "exposure": PackageResources.desk_exposure_mustache,
            "duplicates": PackageResources.desk_duplicates_mustache,
            "join": PackageResources.desk_join_mustache,
            "joining": PackageResources.desk_joining_mustache,
            "block": PackageResources.desk_block_mustache,
            "card": PackageResources.desk_card_mustache,
            "cell": PackageResources.desk_cell_mustache,
            "acts": PackageResources.desk_acts_mustache,
            "form": PackageResources.desk_form_mustache,
            "pages": PackageResources.desk_pages_mustache,
            "plot": PackageResources.desk_plot_mustache,
            "attestation": PackageResources.desk_attestation_mustache,
            "import": PackageResources.desk_import_mustache,
            "export_case": PackageResources.desk_export_case_mustache,
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
