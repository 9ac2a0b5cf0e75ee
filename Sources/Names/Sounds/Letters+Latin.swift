// SPDX-License-Identifier: AGPL-3.0-or-later

extension LetterTable {
    /// One table for all Latin conventions: English, passports (ICAO 9303), ISO 9 and scholarly, German,
    /// French, Dutch, Polish, Czech, Hungarian, Finnish, Estonian, Lithuanian, Latvian, Swedish, Turkish,
    /// Azeri, Italian, Spanish, Romanian and South Slavic. Where conventions clash, the reading is a set.
    static let latin = """
        a a
        á a
        à a
        ã a
        ā a
        ă a
        â a j.a
        ä ae
        å oa
        æ ae
        ą a o.n o
        ə ae
        ae ae a.e
        ai a.ij a.i ~e
        aï a.i a.j
        ay a.j
        aj a.jZx
        aĭ a.j
        au a.u a.v o
        aw a.v o
        aia a.j.a
        aja a.jZx.a
        aya a.j.a
        aïa a.j.a
        aa a a.a
        b b
        c kscCJ
        ch CxSk
        ci kscCJ.iy ~t.i
        cia kscCJ.j.a kscCJ.i.a ~t.j.a
        cie kscCJ.j.e kscCJ.i.e kscCJ.i ~t.j.e
        cio kscCJ.j.oe kscCJ.i.o ~t.j.oe
        ciu kscCJ.j.u kscCJ.i.u ~t.j.u
        ck k c.k C.k
        cs C c.s k.s
        cz Cc
        ć C
        č C
        ĉ C
        ċ C
        ç Cs
        d d
        ď d
        đ d.j J d
        ð d
        dh d d.x
        dj J d.j d.Z
        dg J d.g
        dž J d.Z d.z
        dż J d.Z
        dź J d.z
        dz d.z z d c
        dzi d.i d.z.i
        dzia d.j.a d.z.a d.i.a d.z.i.a
        dzie d.e d.j.e d.z.e d.i.e
        dzio d.j.oe d.z.oe d.i.o d.z.i.o
        dziu d.j.u d.z.u d.i.u d.z.i.u
        dzj J d.Z
        dzh J d.Z
        dsch J d.S
        dzs J
        e e
        é e
        è e
        ê e
        ë eo j.oe
        ě j.e
        ė e
        ē e
        ę e e.n
        ea i e.a j.a
        ee i e e.e
        ei e.ij a.j
        eï e.i e.j
        ej e.jZx
        ey e.j i
        eĭ e.j
        eu e.u o.j e.v j.u u
        ew e.v j.u
        eo j.oe e.o
        f fv
        g gx
        ģ g
        ġ J
        ğ g'
        ge gxJZ.e gxJZ.o
        gi gxJZ.i
        gy d.j gxJZ.iy
        gue g.e g.u.e
        gui g.i g.u.i
        guy g.i
        gh g x g.x
        ghi g.i
        ghe g.e
        gia J.a g.i.a
        gio J.o g.i.o
        gn n.j g.n
        h x'
        i iy
        í i
        ì i
        ï ij
        î iy
        ī i
        ĩ i
        ı iy
        ĭ j
        į i
        ia i.a j.a
        ie j.e i i.e
        io i.o j.oe
        iu i.u j.u
        iou j.u i.u
        iy i i.j
        ij i i.jZx ~e.j
        ii i i.i
        iia i.a j.a
        iya i.a j.a
        ija i.a j.a i.Zx.a
        ïa i.a j.a
        iyu i.u j.u
        iye i.e j.e
        ije i.e j.e i.Zx.e
        iyi i
        igh a.j
        j jZJx
        ja j.a ZJx.a
        je j.e ZJx.e
        jo j.oe ZJx.o
        ju j.u ZJx.u
        jou ZJx.u j.u j.oe.u
        jë j.oe
        jy y
        k k
        ķ k
        kh x k.x
        kj k.j C
        l l
        ł l
        ľ l
        ĺ l
        ļ l
        lj l.j l
        ly l.iy l.j
        m m
        n n
        ń n
        ň n n.j
        ņ n
        ñ n.j n
        nj n.j n
        ny n.iy n.j
        o o
        ó ou
        ò o
        ô o
        õ oy
        ō o
        ő oe
        ö oe
        ø oe
        œ oe
        oe u o.e oe
        oi o.ij v.a
        oo u o o.o
        ou u o.u
        ow o.v o.u
        oy o.j
        oj o.jZx
        oĭ o.j
        oï o.i o.j
        p p
        ph f p.x
        pf f p.f
        q kgx
        qu k.v k
        r r
        ř r Z r.Z
        ŕ r
        rz Z r.Z r.z
        rzh r.Z ~r.z.x
        rzj r.Z r.z.j
        rzs r.Z
        rh r.x' r
        s sz ~S
        ß s
        ś Ss
        š S
        ş S
        ș S
        ŝ S.C S
        sc s.k s.c S
        sh S ~s.x
        shch S.C
        shtsh S.C
        shtch S.C
        sht S.t S.C
        sch SZ ~s.x ~s.k ~S.C
        schtsch S.C
        schtch S.C
        schch S.C
        chtch S.C
        chtsh S.C
        sj S Z s.j
        sjtj S.C
        sjtsj S.C
        stsj S.C
        sjtjsj S.C
        stch S.C s.C
        sz S s
        szcz S.C
        szcs S.C
        szc S.C s.c
        scs S.C
        ść S.C
        šč S.C
        št S.t S.C
        štš S.C
        śč S.C
        şç S.C
        sti s.t.i
        t t
        ť t
        ţ c
        ț c
        ts c t.s
        tz c t.z
        tzh t.Z c.x' t.z.x'
        tc c t.k
        tš C
        tč C t.C
        tsh C t.S t.C
        tsch C t.C
        tch C t.C
        tcz C
        tj C t.j t
        tx C t.k.s
        tsi c.i t.s.i ~t.i
        tse c.e t.s.e ~t.e
        tsia c.j.a c.i.a ~t.j.a
        tsie c.e c.j.e c.i.e ~t.j.e
        tsio c.j.oe c.i.o ~t.j.oe
        tsiu c.j.u c.i.u ~t.j.u
        tsj C c.j
        th t f t.x
        þ t
        ti t.i
        u u
        ú u
        ù u
        ü u j.u iy
        û u j.u
        ū u
        ů u
        ű u j.u
        ų u
        ŭ uv
        ue u.e u j.u
        uu u
        ää ae a
        öö oe
        v vf
        w vu
        x k.s x g.z S
        xh J k.s.x
        y iyj
        ý iyj
        ÿ iy
        ya j.a iy.a
        yaya a.j.a j.a.j.a
        ye j.e iy.e
        yé j.e
        yë j.oe
        yo j.oe iy.o
        yu j.u iy.u
        you j.u iy.o.u
        yi i j.i
        yy iy i.j
        yj iy i.j y.Z
        yĭ iy i.j
        yie j.e
        z zcs
        ź zZ
        ż Z
        ž Z
        zh Z ~z.x
        zj Z z.j
        zs Z z.s
        zch Z z.x z.C S.C
        zsh z.S S
        zshch z.S.C
        """

    /// Groups that mean something only at the end of a word: `$` stands for the end.
    static let latinEndings = """
        y$ i i.j
        yi$ i i.j y y.j
        õi$ y y.j
        nyi$ n.i n.i.j n.y n.y.j
        lyi$ l.i l.i.j l.y l.y.j
        iy$ i i.j
        ij$ i i.j
        ii$ i i.i
        iĭ$ i i.j
        yĭ$ i i.j
        yj$ i i.j
        yy$ i i.j
        i$ i i.j
        ï$ i i.j
        ine$ i.n i.n.e
        ïne$ i.n
        yne$ i.n
        gine$ gxJZ.i.n gxJZ.i.n.e
        guine$ g.i.n
        stine$ s.t.i.n s.t.i.n.e
        tja$ t.j.a C.a t.a
        tine$ t.i.n t.i.n.e
        tsine$ c.i.n t.s.i.n
        """
}
