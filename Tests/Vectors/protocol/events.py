# SPDX-License-Identifier: AGPL-3.0-or-later
"""An event of every kind: docs/protocol.md, section 6.4, and the fields of an exported one, section 9.1."""
from typing import NamedTuple

from common import seed, sized, u

# The most bytes of a text, by the bits of its length; further ones have names of their own below.
BOUNDS = {8: 255, 16: 8_192, 32: 262_144}

RECIPIENT = seed("recipient") * 38


class Text(NamedTuple):
    """Where a text stands, with its length before it, and how many bytes it may have."""

    start: int
    bits: int
    bound: int


class Field(NamedTuple):
    """Bytes, and what an export shows of them."""

    data: bytes
    values: list
    texts: list = []

    def __add__(self, other):
        moved = [text._replace(start=text.start + len(self.data)) for text in other.texts]
        return Field(self.data + other.data, self.values + other.values, self.texts + moved)


NOTHING = Field(b"", [])


def number(bits):
    return lambda value: Field(u(value, bits), [value])


def text(bits, bound=None):
    return lambda value: Field(sized(value, bits), [value], [Text(0, bits, bound or BOUNDS[bits])])


u8, u16, u32, u64 = (number(bits) for bits in (8, 16, 32, 64))
text8, text16, text32 = (text(bits) for bits in (8, 16, 32))
line, language, alias = text(16, 512), text(8, 35), text(8, 128)


def shown(data):
    """An identifier, a digest, or something else that is public: its bytes."""
    return Field(data, [{"hex": data.hex()}])


def ident(name):
    return shown(seed(name, 16))


def digest(name):
    return shown(seed(name))


def withheld(data):
    """A key: it stays inside the organisation."""
    return Field(data, [None])


def day(value):
    """Or a partial date, without what is not known."""
    year, month, date = (int(part) for part in (value + "-0-0").split("-")[:3])
    return Field(u(year, 16) + u(month, 8) + u(date, 8), [value])


def country(value):
    return Field(value.encode("ascii"), [value])


def together(fields):
    return sum(fields, NOTHING)


def some(*fields, count=u8):
    return count(len(fields)) + together(fields)


def set_of(*values):
    return some(*map(u8, sorted(values)))


def ids(*names):
    return some(*map(ident, names))


def optional(field=None):
    return u8(0) if field is None else u8(1) + field


def wire_attachment(name="снимок.jpg", media="image/jpeg"):
    return digest("blob") + withheld(seed("file")) + u64(1_048_577) + text8(name) + text8(media)


# The structures of section 6.4


def message(files=1):
    return (
        ident("message") + u8(3) + u32(500_000) + u8(1) + text16("Не звоните.") + text32("Помогите.")
        + some(*[wire_attachment()] * files)
    )  # fmt: skip


def step(kind, rest=NOTHING):
    return u8(kind) + rest


GRADES = u8(2) + u8(3)
INTERPRETERS = [u8(1), u8(2) + line("К. Орлова"), u8(3) + line("переводчик 3.1")]
INTERVIEWERS = [u8(1) + ident("member"), u8(2) + line("Приёмная адвоката")]
SAID = [u8(1) + ident("statement") + u32(3), u8(2) + ident("claim")]
HEARINGS = [u8(1) + day("2026-11-26"), u8(2) + text16("Связи не было.")]
PURPOSES = [u8(1), u8(2) + line("Дело 12/26"), u8(3) + u8(1), u8(4), u8(5), u8(6)]
RECIPIENTS = [u8(1) + line("Редакция «Маяк»") + u8(1), u8(2) + u8(2)]
EMBARGOES = [u8(1) + day("2027-01-15"), u8(2), u8(3), u8(4), u8(5) + line("после суда"), u8(6)]
RECEIPTS = [u8(1), u8(2) + digest("receipt"), u8(3) + digest("page")]
PROPOSITIONS = [
    u8(1), u8(2), u8(3) + u8(2), u8(4) + day("2024-03"), u8(5), u8(6), u8(7) + text16("Служил в части до марта."),
]  # fmt: skip
GIVERS = [u8(1), u8(2) + u8(1), u8(3)]
CLOCKS = [u8(1) + line("de.asylum.appeal"), u8(2) + ident("clock")]
CHANGES = [u8(1) + u8(1) + u16(14), u8(2) + day("2026-12-01"), u8(3) + day("2026-12-20"), u8(4) + day("2027-01-02"), u8(5), u8(6)]
FACTS = [
    u8(1) + u8(1) + u8(1) + line("Иванов") + line("Пётр") + line("Алексеевич"),
    u8(2) + day("1990-05"),
    u8(3) + line("Псков") + optional(country("RUS")),
    u8(3) + line("Псков") + optional(),
    u8(4) + country("RUS"),
    u8(5) + u8(1) + country("RUS") + line("75 1234567") + optional(day("2019-02-01")) + optional(),
]
ORIGINS = [
    u8(1) + line("Розыск") + line("Министерство") + optional(day("2026-10-01")) + line("открытые данные")
    + line("A-17") + u32(912) + line("Ivanov Petr") + line("1990"),
    u8(2) + line("Газета") + optional() + digest("newspaper") + u32(4) + u32(71) + text16("…сообщил Иванов…"),
]  # fmt: skip


def explanation(giver=GIVERS[0], interpreter=INTERPRETERS[0]):
    return (
        giver + text16("в ясном уме") + PURPOSES[2] + RECIPIENTS[0] + language("ru") + interpreter + line("текст 4") + u8(1) + u8(1) + u8(0) + u8(1)
    )


def terms(purpose=PURPOSES[2], recipient=RECIPIENTS[0], embargoes=()):
    return (
        set_of(1, 2) + some(ident("entry") + u8(2)) + purpose + recipient + u8(2) + u8(2) + some(country("RUS"), country("BLR"))
        + some(*embargoes) + some(line("телеканал")) + some(text16("имя сестры"))
    )  # fmt: skip


def agreed(rest=NOTHING):
    return u8(1) + terms() + day("2027-05-01") + rest


PORTAL_ANSWERS = [
    ident("consent") + answer + language("ru") + some(*own)
    for answer, own in ((agreed(), [text16("Мой рассказ.")]), (u8(2), []), (u8(3), [text16("Сначала спросите."), text16("Да.")]),
                        (u8(2), [text16(""), text16(""), text16("Капитан Соколов\nтелеканал")]))
]


def answered(answer, receipt=RECEIPTS[0], review=None, witness=None, superseded=()):
    return (
        ident("consent") + answer + u8(1) + u8(1) + day("2026-11-26") + optional(review) + receipt + optional(witness)
        + ids(*superseded)
    )  # fmt: skip


def fact(which):
    return ident("fact") + which + u8(1) + ids("entry", "entry 2") + text16("со слов")


def event(kind, fields):
    return Field(u(1, 8) + u(kind, 16) + fields.data, fields.values)


def adopted(kind, fields):
    inside = event(kind, fields)
    return Field(
        seed("device", 16) + u(1_800_000_000, 64) + sized(inside.data, 32),
        [{"hex": seed("device", 16).hex()}, 1_800_000_000, {"kind": f"{kind:04x}", "fields": inside.values}],
    )


def received(tag="ru"):
    return ident("request") + message() + withheld(seed("secret")) + sized_recipient() + language(tag)


def sized_recipient():
    return Field(sized(RECIPIENT, 16), [{"hex": RECIPIENT.hex()}])


def rated():
    return u8(2) + text32("Вызвали на допрос.")


def assessed():
    return text32("обыск") + text32("семья там") + text32("есть виза") + u8(4) + u8(5) + u8(1) + u64(1_801_000_000)


FOUNDED = line("Свобода и право") + some(language("ru"), language("en"))
ADMITTED = ident("member") + line("Анна") + ident("device") + withheld(seed("verification key")) + sized_recipient()

# (kind, what, fields). Every kind stands here at least once, every alternative of a structure too.
EVENTS = [
    (1, "organisation founded", FOUNDED),
    (2, "member admitted", ADMITTED + optional()),
    (2, "member admitted, endorsed", ADMITTED + optional(shown(seed("endorsement") * 3))),
    (3, "request received", received()),
    (4, "message received", ident("request") + message(files=0)),
    (5, "request opened", ident("request")),
    (6, "request moved", ident("request") + u8(3) + u8(0) + text32("")),
    (6, "request declined", ident("request") + u8(6) + u8(7) + text32("да")),
    (7, "reply sent", ident("request") + u32(2) + text32("Мы вас слышим.") + some(wire_attachment())),
    (8, "note added", ident("request") + text32("Проверить дату.")),
    (9, "intake unreadable", digest("envelope")),
    (10, "card published", u32(7) + u64(1_803_024_000)),
    (11, "member removed", ident("member") + text16("ушла")),
    (12, "roles set", ident("member") + set_of(5, 1, 2)),
    (13, "request accepted", ident("request") + step(1, u8(1)) + text32("")),
    (13, "referral offered", ident("request") + step(2, line("Партнёр") + text16("устно")) + text32("")),
    (13, "referred out", ident("request") + step(3) + text32("")),
    (13, "linked", ident("request") + step(4, ident("other request")) + text32("то же лицо")),
    (13, "quarantined", ident("request") + step(5) + text32("вредный файл")),
    (13, "lapsed", ident("request") + step(6) + text32("")),
    (13, "decline proposed", ident("request") + step(7, u8(3)) + text32("")),
    (13, "erasure proposed", ident("request") + step(8, u8(2)) + text32("")),
    (13, "erasure confirmed", ident("request") + step(9) + text32("")),
    (13, "erasure cancelled", ident("request") + step(10) + text32("")),
    (16, "device enrolled", ident("device") + withheld(seed("access key"))),
    (17, "ledger epoch started", u32(4_000_000_000)),
    (18, "compartments erased", ids("compartment", "compartment 2")),
    (19, "requests erased", ids("request") + some(u64(7), u64(2**40), count=u16)),
    (20, "rehearsal founded", FOUNDED),
    (22, "compartments erased, with grants", ids("compartment") + some(u64(3), u64(9), count=u16)),
    (0x0100, "compartment opened", ident("case") + u8(2) + alias("Аист")),
    (0x0101, "access granted", ident("member") + text16("ведёт дело")),
    (0x0102, "access ended", ident("member") + text16("в отпуске")),
    (0x0103, "epoch started", u32(3_000_000_000)),
    (0x0104, "disclosed", text16("имя") + line("консульство") + text16("виза") + optional(ident("entry"))),
    (0x0104, "disclosed, of no entry", text16("имя") + line("консульство") + text16("виза") + optional()),
    (
        0x0105, "handed over",
        text16("имя") + line("консульство") + text16("виза") + optional(ident("entry")) + ident("bag") + RECIPIENTS[0] + PURPOSES[2],
    ),
    (0x0200, "registered", optional(ident("request")) + ident("owner") + ident("deputy") + u8(1)),
    (0x0200, "registered without a request", optional() + ident("owner") + ident("deputy") + u8(4)),
    (0x0203, "moved", u8(5) + u8(2) + text32("новый обыск")),
    (0x0203, "moved without a reason", u8(2) + u8(0) + text32("")),
    (0x0204, "noted", text32("Позвонить.")),
    (0x0205, "closing proposed", u8(1) + text32("в безопасности")),
    (0x0206, "closing confirmed", NOTHING),
    (0x0207, "transfer offered", line("Партнёр") + text16("письменно")),
    (0x0208, "transfer accepted", text16("письмо 12")),
    (0x0209, "erasure requested", text16("срок")),
    (0x020A, "erasure confirmed", NOTHING),
    (0x020B, "erasure cancelled", text16("суд")),
    (0x020C, "danger rated", rated() + ids("entry")),
    (0x020D, "assigned", ident("owner") + ident("deputy") + text16("отпуск") + ids("entry")),
    (0x020E, "erasure overtaken", NOTHING),
    (0x020F, "taking up proposed", text16("вышла на связь")),
    (0x0210, "taken up", text16("поговорили")),
    (0x0300, "plan proposed", text32("выезд") + some(text16("паспорт"), text16("билет")) + u64(1_802_000_000)),
    (0x0301, "plan approved", ident("plan")),
    (0x0302, "plan agreed", ident("plan") + text16("по телефону")),
    (0x0303, "plan turned down", ident("plan") + text16("рано")),
    (0x0304, "review scheduled", u64(1_802_000_000)),
    (0x0400, "assessment scheduled", u64(1_801_000_000)),
    (0x0404, "risk assessed", assessed() + ids("entry", "entry 2")),
    (0x0405, "needs recorded", set_of(1, 7, 12) + text32("лекарства") + ids()),
    (0x0405, "needs recorded, of none", set_of() + text32("") + ids("entry")),
    (0x0406, "wishes recorded", text32("уехать") + ids("entry")),
    (0x0500, "task set", u8(1) + line("позвонить") + text32("вечером") + ident("owner") + ident("deputy") + u64(1_800_500_000)),
    (0x0500, "task set without a template", u8(0) + line("а") + text32("") + ident("owner") + ident("deputy") + u64(1)),
    (0x0501, "task assigned", ident("task") + ident("owner") + ident("deputy")),
    (0x0502, "task postponed", ident("task") + u64(1_800_600_000) + text16("ждём")),
    (0x0503, "task done", ident("task") + text32("готово")),
    (0x0504, "task dropped", ident("task") + text16("не нужно")),
    (
        0x0505, "task of a stage",
        u8(3) + u8(1) + line("позвонить") + text32("вечером") + ident("owner") + ident("deputy") + u64(1_800_500_000),
    ),
    (0x0600, "consent explained", ident("consent") + explanation()),
    (0x0600, "consent explained to a child", ident("consent") + explanation(GIVERS[1], INTERPRETERS[1])),
    (0x0600, "consent explained to a guardian", ident("consent") + explanation(GIVERS[2], INTERPRETERS[2])),
    (
        0x0601, "consent given",
        answered(agreed(), RECEIPTS[2], day("2027-02-01"), ident("witness"), ["consent 2"]),
    ),
    (0x0601, "consent refused", answered(u8(2))),
    (0x0601, "consent deferred", answered(u8(3), RECEIPTS[1], day("2027-01-01"))),
    (0x0602, "consent narrowed", ident("consent") + terms(embargoes=EMBARGOES)),
    (0x0603, "consent frozen", optional(ident("consent")) + u8(1) + line("адвокат")),
    (0x0603, "every consent frozen", optional() + u8(2) + line("")),
    (0x0604, "consent withdrawn", ident("consent") + u8(1)),
    (0x0605, "recall sent", ident("consent") + ident("bag") + line("Редакция")),
    (0x0606, "recall answered", ident("consent") + ident("bag") + u8(1) + text16("уничтожено")),
    (0x0607, "override proposed", ident("override") + u8(1) + terms(PURPOSES[0], RECIPIENTS[1]) + day("2026-12-20") + text16("жизнь")),
    (0x0608, "override seconded", ident("override") + ident("proposal")),
    (0x0609, "override told", ident("override") + day("2026-12-21")),
    (
        0x061D, "consent asked at the portal",
        ident("consent") + explanation() + terms(PURPOSES[1]) + day("2027-05-01") + text32("Мы просим…") + day("2027-01-31"),
    ),
    *(
        (
            0x061E, "portal answer taken in",
            ident("message") + answer + u32(500_010) + text32("показано и сказано") + digest("receipt"),
        )
        for answer in PORTAL_ANSWERS
    ),
    (0x061F, "portal answer judged", ident("consent") + ident("message") + u8(2) + text16("переспросить")),
    (0x0620, "override ended", ident("override") + text16("опасность прошла")),
    (0x0621, "witness answered", ident("consent") + ident("answer") + u8(2) + text16("меня там не было")),
    (0x0622, "denial settled", ident("consent") + ident("denial") + text16("поговорили со всеми")),
    (0x0623, "recipients excluded", ident("consent") + some(line("бывший командир"), line("Haus der Hoffnung"))),
    (0x0700, "hold placed", u8(2) + text16("суд просит хранить")),
    (0x0701, "hold lifted", ident("hold") + text16("суд окончен")),
    (0x0800, "incident opened", u8(1) + set_of(1, 3) + text32("письмо попало не туда")),
    (0x0801, "incident noted", ident("incident") + text32("звонили")),
    (0x0802, "incident handled", ident("incident") + text32("номер сменён")),
    *((0x0900, "fact recorded", fact(which)) for which in FACTS),
    (0x0901, "fact withdrawn", ident("fact") + ids("entry") + text16("ошибка")),
    (0x0902, "fact decided", ident("fact") + ident("entry") + ids("entry 2", "entry 3") + text16("паспорт")),
    (
        0x0A00, "place recorded",
        ident("place") + u8(1) + u8(2) + text16("Тбилиси") + day("2026-11-01") + day("2026-12-01") + text16("у друзей"),
    ),
    (0x0A01, "place ended", ident("place") + day("2026-11-20") + text16("уехал")),
    (0x0A02, "place told", ident("place") + line("адвокату") + text16("явка") + u8(2)),
    (0x0B00, "claim asserted", ident("claim") + u8(1) + text16("служил в части")),
    (0x0B02, "check begun", ident("claim")),
    (0x0B03, "line added", ident("claim") + u8(1) + u8(1) + line("военный билет") + u8(1) + GRADES + text32("подлинник")),
    (
        0x0B04, "check concluded",
        ident("claim") + u8(1) + GRADES + u8(1) + u8(2) + u8(3) + u8(1) + text16("независимы") + optional(day("2027-11-26")),
    ),
    (
        0x0B04, "check concluded for good",
        ident("claim") + u8(3) + GRADES + u8(1) + u8(1) + u8(1) + u8(1) + text16("") + optional(),
    ),
    (0x0B05, "deception seconded", ident("claim") + ident("conclusion")),
    (0x0B06, "deception not seconded", ident("claim") + ident("conclusion") + text16("нет оснований")),
    (0x0B07, "claim explained", ident("claim") + day("2026-11-26") + text32("перепутал год") + text16("да")),
    (0x0B08, "recheck called", ident("claim") + u8(1) + text16("новый документ")),
    (0x0B09, "claim superseded", ident("claim") + ident("claim 2")),
    (0x0B0A, "claim assigned", ident("claim") + ident("checker") + ident("owner") + u8(2) + ids("entry", "entry 2")),
    *(
        (
            0x0C00, "statement opened",
            ident("statement") + u8(1) + day("2026-11-26") + u8(1) + language("ru") + interpreter + interviewer + u8(0) + text16(""),
        )
        for interpreter, interviewer in zip(INTERPRETERS, INTERVIEWERS + INTERVIEWERS[:1])
    ),
    (0x0C01, "answered", ident("statement") + u32(1) + u8(1) + text32("Где служили?") + u8(1) + text32("В Пскове.")),
    (0x0C02, "answer added to", ident("statement") + u32(1) + day("2026-11-27") + text32("До марта.")),
    (0x0C03, "statement closed", ident("statement") + u8(1) + u8(1) + text16("подписано")),
    *(
        (
            0x0D00, "attestation proposed",
            ident("attestation") + which + ids("claim", "claim 2") + line("Посольство") + language("de") + day("2027-06-01"),
        )
        for which in PROPOSITIONS
    ),
    (0x0D01, "attestation issued", ident("attestation") + ident("proposal")),
    (0x0D02, "attestation dropped", ident("attestation") + text16("не нужно")),
    (0x0D03, "attestation revoked", ident("attestation") + text16("новое")),
    (0x0D0D, "attestation signed", ident("attestation") + text32("Текст\n— lifeboat AAAA\n")),
    (0x0E00, "matter opened", ident("matter") + u8(1) + line("DE") + line("убежище") + line("адв. Вебер")),
    (0x0E01, "counsel named", ident("matter") + line("адв. Клее")),
    (
        0x0E02, "stage reached",
        ident("matter") + u8(1) + day("2026-11-26") + optional(digest("decision")) + u8(1) + text16("вручено"),
    ),
    (0x0E02, "stage without a document", ident("matter") + u8(2) + day("2026-11-27") + optional() + u8(0) + text16("")),
    (0x0E03, "stage undone", ident("matter") + ident("stage") + text16("ошибка")),
    (0x0E04, "marked", ident("matter") + u8(1) + day("2026-11-26") + text16("в консульстве")),
    (0x0E05, "clock set", ident("matter") + ident("clock") + line("жалоба") + u8(1) + day("2026-12-10") + line("AsylG § 74")),
    *((0x0E06, "clock changed", ident("matter") + CLOCKS[n % 2] + change + text16("")) for n, change in enumerate(CHANGES)),
    (0x0E07, "holidays entered", ident("matter") + some(day("2026-12-25"), day("2027-01-01")) + line("закон")),
    (0x0E08, "rule checked", ident("matter") + line("de.asylum.appeal") + day("2026-11-26") + u8(1) + text16("")),
    (0x0E09, "mark undone", ident("matter") + ident("mark") + text16("ошибка")),
    (0x0F00, "exclusion screened", u8(1) + u8(1) + text32("нет признаков")),
    (0x1000, "adopted request", adopted(3, received("uk"))),
    (0x1000, "adopted reply", adopted(7, ident("request") + u32(1) + text32("Здравствуйте.") + some())),
    (0x1000, "adopted step", adopted(13, ident("request") + step(1, u8(2)) + text32(""))),
    (
        0x1014, "consent told",
        ident("request") + u32(4) + text32("Мы просим…") + some(ident("consent") + u8(1) + terms() + day("2027-05-01")),
    ),
    *((0x1015, "consent answered", ident("request") + message(files=0) + answer) for answer in PORTAL_ANSWERS),
    (0x1100, "contradiction noted", ident("contradiction") + SAID[0] + SAID[1] + text16("годы расходятся")),
    *(
        (0x1101, "contradiction explained", ident("contradiction") + hearing + text32("два призыва") + text16("да"))
        for hearing in HEARINGS
    ),
    (0x1102, "contradiction reopened", ident("contradiction") + text16("документ")),
    (
        0x1103, "withholding noted",
        ident("withholding") + text16("служба") + optional(SAID[0]) + text16("реестр") + GRADES + day("2026-11-20"),
    ),
    (
        0x1103, "withholding noted beside nothing said",
        ident("withholding") + text16("служба") + optional() + text16("реестр") + GRADES + day("2026-11-20"),
    ),
    (0x1104, "withholding established", ident("withholding") + HEARINGS[0] + text16("подтвердил")),
    (0x1105, "withholding cleared", ident("withholding") + HEARINGS[1] + text16("не он")),
    *(
        (
            0x1200, "exposure found",
            origin + line("Иванов Пётр") + some(line("Ivanov Petr"), line("Iwanow P.")) + u16(9_420)
            + some(language("en") + text16("same spelling"), language("ru") + text16("так же пишется"))
            + ident("owner") + ident("deputy") + u64(1_800_100_000),
        )
        for origin in ORIGINS
    ),
    (0x1201, "exposure decided", ident("hit") + u8(1) + ids("entry") + text16("год рождения")),
    (0x1300, "speaking cleared", ids("entry")),
    (0x1300, "speaking cleared for the first time", ids()),
    (0x1301, "clearance taken back", NOTHING),
]  # fmt: skip


def vectors():
    """One line for each event."""
    return [
        {"kind": kind, "what": what, "fields": fields.values, "event": event(kind, fields).data}
        for kind, what, fields in EVENTS
    ]


def bounds():
    """Each text of each event: what stands before its length and behind the text, and how long it may be."""
    head = 3
    return [
        {
            "kind": kind, "what": what, "bits": text.bits, "bound": text.bound,
            "before": (u(1, 8) + u(kind, 16) + fields.data)[: head + text.start],
            "after": fields.data[text.start + text.bits // 8 + length(fields.data, text) :],
        }
        for kind, what, fields in EVENTS
        for text in fields.texts
    ]  # fmt: skip


def length(data, text):
    return int.from_bytes(data[text.start : text.start + text.bits // 8], "big")


def certificate(which=PROPOSITIONS[3]):
    """What the recipient of an attestation is given."""
    return (
        u8(1) + ident("attestation") + which + line("Посольство") + language("de") + day("2026-11-26") + day("2027-06-01")
        + some(u8(1) + u8(2), u8(2) + u8(3))
    ).data  # fmt: skip
