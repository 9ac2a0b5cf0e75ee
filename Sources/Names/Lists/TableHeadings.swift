// SPDX-License-Identifier: AGPL-3.0-or-later

/// What the columns of a table say, by what people and public lists head them with.
enum TableHeadings {
    enum Role: String, Sendable {
        case identifier
        case wholeName = "whole"
        /// A whole name where it stands alone; beside a column of one part it is, as people head their tables, most often the
        /// other.
        case plainName = "plain"
        case alias
        case givenName = "given"
        /// Further names behind the first, in order.
        case secondName = "second"
        case thirdName = "third"
        case fourthName = "fourth"
        case fifthName = "fifth"
        case fathersName = "fathers"
        case surname
        case birthDate = "birth"
        case kind
    }

    static func role(_ heading: String) -> Role? { roles[spelled(heading)] }

    /// All that may hold a name or the part of one without which nobody is found, as the table below spells them.
    static let nameColumns = pairs.filter { [.plainName, .wholeName, .surname].contains($0.role) }.map(\.heading)

    /// In small letters, with one line for all that stands between words, and one apostrophe.
    static func spelled(_ heading: String) -> String {
        var result = ""
        for character in heading.lowercased() {
            if "’ʼ`‘'".contains(character) {
                result.append("'")
            } else if character == "ı" {
                result.append("i")
            } else if character.isLetter || character.isNumber {
                result.append(character)
            } else if !result.isEmpty, result.last != "_" {
                result.append("_")
            }
        }
        return result.last == "_" ? String(result.dropLast()) : result
    }

    private static let roles = Dictionary(
        pairs.map { ($0.heading, $0.role) }, uniquingKeysWith: { first, _ in first })

    private static let pairs: [(heading: String, role: Role)] = table.split(separator: "\n").flatMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard let role = Role(rawValue: words[0]) else { preconditionFailure("headings: \(line)") }
        return words.dropFirst().map { ($0, role) }
    }

    /// A role, and what its columns are headed with: everyday words of the languages that lists come in, and the headings of
    /// OpenSanctions, the European Union, the United Nations, OFAC, the United Kingdom, Switzerland, Canada, Australia,
    /// France, Ukraine, Russia, Belarus and Interpol.
    private static let table = """
        identifier id uid identifier entity_id entity_logicalid ent_num dataid ssid unique_id ofsi_group_id
        whole full_name fullname whole_name naal_wholename namealias_wholename caption sdn_name display_name
        whole name_of_individual_or_entity name_and_surname individual_name person_name primary_name latin_name
        whole фио ф_и_о фио_полностью фамилия_имя_отчество фамилия_имя фамилия_и_имя имя_и_фамилия полное_имя
        whole фамилия_собственное_имя_отчество фио_наименование наименование_фио полное_наименование_фио фио_лица
        whole піб п_і_б прізвище_ім'я_по_батькові прізвище_ім'я_та_по_батькові прізвище_та_ім'я ім'я_та_прізвище піб_назва
        whole піб_латиницею піб_англійською піб_українською піб_російською повне_ім'я
        whole прозвішча_імя_імя_па_бацьку прозвішча_ўласнае_імя_імя_па_бацьку
        whole täisnimi nimi_ja_perekonnanimi koko_nimi vollständiger_name vor_und_nachname name_vorname nom_complet
        whole nom_et_prénom nom_et_prenom prénom_et_nom nombre_completo nombre_y_apellidos nome_completo nome_e_cognome
        whole cognome_e_nome imię_i_nazwisko imie_i_nazwisko nazwisko_i_imię nazwisko_i_imie jméno_a_příjmení
        whole příjmení_a_jméno vārds_uzvārds vardas_pavardė teljes_név volledige_naam ad_soyad adi_soyadi
        plain name names имя имена ім'я імя имя_лат nimi nom nombre nome jméno jmeno meno imię imie naam név
        alias aliases alias also_known_as aka weak_alias strong_alias other_names alias_name alias_names a_k_a maiden_name
        alias name_original_script name_non_latin_script original_script_name псевдоним псевдонимы другие_имена
        alias прежние_фио псевдонім псевдоніми інші_імена
        given first_name firstname given_name givenname forename first_names given_names forenames name_1 name1
        given naal_firstname namealias_firstname имя_1 ім'я_1 собственное_имя уласнае_імя etunimi etunimet eesnimi
        given vorname vornamen prénom prenom prénoms prenoms křestní_jméno voornaam voornamen keresztnév utónév vārds vardas
        given adi ad аты
        second second_name name_2 name2 further_given_name
        third third_name name_3 name3
        fourth fourth_name name_4 name4
        fifth fifth_name name_5 name5
        fathers middle_name middlename middle_names patronymic father_name father_s_name naal_middlename
        fathers namealias_middlename отчество по_батькові імя_па_бацьку isanimi әкесінің_аты
        surname last_name lastname surname surnames family_name familyname name_6 name6 naal_lastname namealias_lastname
        surname фамилия прізвище прозвішча тегі sukunimi perekonnanimi perenimi nachname familienname nom_de_famille
        surname apellido apellidos cognome sobrenome apelido příjmení prijmeni priezvisko nazwisko achternaam vezetéknév
        surname családnév uzvārds pavardė soyadi soyad efternamn
        birth birth_date birthdate date_of_birth dateofbirth dob d_o_b birt_date birthdate_birthdate birthday born
        birth individual_date_of_birth dateofbirthorshipbuilddate year_of_birth дата_рождения год_рождения д_р
        birth дата_народження рік_народження дата_нараджэння geburtsdatum syntymäaika sünniaeg date_de_naissance
        birth fecha_de_nacimiento data_di_nascita data_urodzenia datum_narození dzimšanas_datums gimimo_data
        kind schema entity_subjecttype subject_type subjecttype_classificationcode type group_type individual_entity_ship
        kind entity_type
        """
}
