// SPDX-License-Identifier: AGPL-3.0-or-later

/// Letters with a mark of their own: which letter and which combining mark make each.
///
/// The canonical compositions of the Unicode Character Database for the letters that names are written with.
enum Compositions {
    /// The composed letter by `letter << 32 | mark`.
    static let byParts = NumberMap(entries.map { (UInt64($0.letter) << 32 | UInt64($0.mark), $0.composed) })

    /// The letter under the mark of each composed letter.
    static let bases = NumberMap(entries.map { (UInt64($0.composed), $0.letter) })

    private static let entries: [(letter: UInt16, mark: UInt32, composed: UInt16)] =
        Array(table.utf16).split(separator: 0x0A).flatMap { line in
            let fields = line.split(separator: 0x20)
            guard let mark = UInt32(String(decoding: fields[0], as: UTF16.self), radix: 16) else {
                preconditionFailure("compositions: \(String(decoding: line, as: UTF16.self))")
            }
            return fields.dropFirst().map { pair in (pair[pair.startIndex], mark, pair[pair.startIndex + 1]) }
        }

    /// A combining mark, then each letter beside what it becomes.
    private static let table = """
        300 aà eè iì nǹ oò uù wẁ yỳ âầ êề ôồ üǜ ĂẰ ăằ ĒḔ ēḕ ŌṐ ōṑ αὰ εὲ ηὴ ιὶ οὸ υὺ ωὼ еѐ иѝ
        301 aá cć eé gǵ ií kḱ lĺ mḿ nń oó pṕ rŕ sś uú wẃ yý zź âấ åǻ æǽ çḉ êế ïḯ ôố õṍ øǿ üǘ ĂẮ ăắ ĒḖ ēḗ ŌṒ ōṓ ŨṸ ũṹ
        301 αά εέ ηή ιί οό υύ ωώ гѓ кќ
        302 aâ cĉ eê gĝ hĥ iî jĵ oô sŝ uû wŵ yŷ zẑ
        303 aã eẽ iĩ nñ oõ uũ vṽ yỹ âẫ êễ ôỗ ĂẴ ăẵ
        304 aā eē gḡ iī oō uū yȳ äǟ æǣ õȭ öȫ üǖ αᾱ ιῑ υῡ иӣ уӯ
        306 aă eĕ gğ iĭ oŏ uŭ αᾰ ιῐ υῠ аӑ еӗ жӂ ий уў
        307 aȧ bḃ cċ dḋ eė fḟ gġ hḣ mṁ nṅ oȯ pṗ rṙ sṡ tṫ wẇ xẋ yẏ zż ŚṤ śṥ ŠṦ šṧ ſẛ
        308 aä eë hḧ iï oö tẗ uü wẅ xẍ yÿ õṏ ŪṺ ūṻ ιϊ υϋ аӓ её жӝ зӟ иӥ оӧ уӱ чӵ ыӹ эӭ ії
        309 aả eẻ iỉ oỏ uủ yỷ âẩ êể ôổ ĂẲ ăẳ
        30A aå uů wẘ yẙ
        30B oő uű уӳ
        30C aǎ cč dď eě gǧ hȟ iǐ jǰ kǩ lľ nň oǒ rř sš tť uǔ zž üǚ
        30F aȁ eȅ iȉ oȍ rȑ uȕ
        311 aȃ eȇ iȋ oȏ rȓ uȗ
        313 αἀ εἐ ηἠ ιἰ οὀ ρῤ υὐ ωὠ
        314 αἁ εἑ ηἡ ιἱ οὁ ρῥ υὑ ωὡ
        31B oơ uư òờ óớ õỡ ùừ úứ ŨỮ ũữ
        323 aạ bḅ dḍ eẹ hḥ iị kḳ lḷ mṃ nṇ oọ rṛ sṣ tṭ uụ vṿ wẉ yỵ zẓ âậ êệ ôộ ĂẶ ăặ
        324 uṳ
        325 aḁ
        326 sș tț
        327 cç dḑ eȩ gģ hḩ kķ lļ nņ rŗ sş tţ ĆḈ ćḉ ĔḜ ĕḝ
        328 aą eę iį oǫ uų ŌǬ ōǭ
        32D dḓ eḙ lḽ nṋ tṱ uṷ
        331 bḇ dḏ hẖ kḵ lḻ nṉ rṟ tṯ zẕ
        """
}
