// SPDX-License-Identifier: AGPL-3.0-or-later

extension LetterTable {
    /// Greek, Georgian and Armenian.
    static let greekGeorgianArmenian = """
        α a
        β v
        γ g
        δ d
        ε e
        ζ zZ
        η i
        θ t
        ι i
        κ k
        λ l
        μ m
        ν n
        ξ k.s
        ο o
        π p
        ρ r
        σ sSzZ
        ς sSzZ
        τ t
        υ iu
        φ f
        χ x
        ψ p.s
        ω o
        ου u
        ει i e.j
        οι i o.j
        αι e a.j
        αυ a.v a.f
        ευ e.v e.f
        ια i.a j.a
        ιο i.o j.o
        ιε i.e j.e
        ιου i.u j.u
        μπ b m.p m.b
        ντ d n.t n.d
        γκ g n.g
        γγ n.g g
        νγ n.g g
        γι j g.i
        γιε j.e
        γιο j.o
        τσ cC t.s
        τζ J d.z C
        ა a
        ბ b
        გ g
        დ d
        ე e
        ვ v
        ზ z
        თ t
        ი iy
        კ k
        ლ l
        მ m
        ნ n
        ო o
        პ p
        ჟ Z
        რ r
        ს s
        ტ t
        უ u
        ფ pf
        ქ k
        ღ g
        ყ k
        შ S
        ჩ C
        ც c
        ძ d.z z
        წ c
        ჭ C
        ხ x
        ჯ J
        ჰ x'
        ია i.a j.a
        იე i.e j.e
        იო i.o j.o
        იუ i.u j.u
        შჩ S.C
        ա a
        բ b
        գ g
        դ d
        ե e
        զ z
        է e
        ը 'ey
        թ t
        ժ Z
        ի iy
        լ l
        խ x
        ծ c
        կ k
        հ x'
        ձ d.z z
        ղ g
        ճ C
        մ m
        յ j
        ն n
        շ S
        ո ov
        չ C
        պ p
        ջ J
        ռ r
        ս s
        վ v
        տ t
        ր r
        ց c
        ւ v
        փ p
        ք k
        օ o
        ֆ f
        և e.v j.e.v
        եւ e.v
        ու u
        իա i.a j.a
        յա j.a
        իե i.e j.e
        շչ S.C
        """

    /// Arabic (with the Persian and Urdu letters) and Hebrew: consonants, and the letters that may be vowels.
    static let arabicHebrew = """
        \u{7FF} ' ae'oi.l
        ا ae'oi
        أ aeoi'
        إ ie'
        آ a
        ب bpv
        پ p
        ت t
        ث ts
        ج JgZ
        چ C
        ح x
        خ x
        د d
        ذ zd
        ر r
        ز z
        ژ Z
        س s
        ش S
        ص s
        ض dz
        ط t
        ظ zd
        ع 'ae
        غ g
        ف fv
        ڤ v
        ق kg
        ك k
        ک k
        گ g
        ل l
        م m
        ن n
        ه xae'
        ة 'aet
        و vuo
        ي ijye
        ی ijye
        ى ai'
        ئ 'ije
        ؤ uo
        ء '
        ې ei
        تس c t.s
        تش C
        يا j.a i.a
        يو j.u j.o i.u
        يي i j.i
        וו v
        א ae'oi
        ב bv
        ג gJ
        ד d
        ה xae'
        ו vuo
        ז zZ
        ח x
        ט t
        י ijye
        כ kx
        ך kx
        ל l
        מ m
        ם m
        נ n
        ן n
        ס s
        ע 'aeo
        פ pf
        ף pf
        צ cC
        ץ cC
        ק k
        ר r
        ש Ss
        ת t
        יי ij.a ij e.j
        טש C
        """
}
