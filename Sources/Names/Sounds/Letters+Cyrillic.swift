// SPDX-License-Identifier: AGPL-3.0-or-later

extension LetterTable {
    /// Russian, Ukrainian, Belarusian, Bulgarian, Serbian and Macedonian in one table, and the extra letters
    /// of the Turkic languages. A line is a group of letters and its readings; see ``LetterTable``.
    static let cyrillic = """
        а a
        б b
        в v
        г gx
        ґ g
        д d
        е e
        ё j.oe e
        є j.e
        ж Z
        з z
        и iy
        і i
        ї j.i
        й j
        ј j
        к k
        л l
        м m
        н n
        о o
        п p
        р r
        с s
        т t
        у u
        ў uv
        ф f
        х x
        ц c
        ч C
        ш S
        щ S.C S ~S.t
        ъ 'aoui
        ы y
        ь '
        э e
        ю j.u
        я j.a
        ђ d.j J
        ѓ g.j J
        ћ C
        ќ k.j C
        љ l.j l
        њ n.j n
        џ J d.Z
        ѕ d.z z
        ѝ i
        ѐ e
        ә ae
        ғ gx
        қ k
        ң n
        ө oe
        ұ u
        ү u
        һ x'
        җ J
        ҷ J C
        ҳ x
        ѣ e
        ѳ f
        ѵ i
        ѫ o
        дж J d.Z
        дз d.z z d c J
        ці c.i t.i
        це c.e ~t.e
        ця c.j.a t.j.a
        ць c t
        тс c t.s
        тш C t.S
        сч S.C S s.C
        зч S.C S z.C
        сщ S.C S s.S.C
        жч S.C
        шч S.C S
        стн s.n s.t.n
        ьо o j.o
        йо j.o
        ьё j.oe e
        ье j.e
        ьє j.e
        ья j.a
        ью j.u
        ьи i
        ьї i
        ия i.a j.a
        ія i.a j.a
        ие i.e
        іє i.e
        ий i i.j
        ій i i.j
        ый y y.j
        ії i i.i
        ии i i.i
        йя j.a
        йе j.e
        йи i
        йі i
        уэ v.e u.e
        уи v.i u.i
        уо v.o u.o
        уа v.a u.a
        эй e.j a.j
        ей e.j a.j
        ай a.j
        ау a.u a.v
        оу o.u o.v
        кс k.s
        гз k.s g.z
        """
}
