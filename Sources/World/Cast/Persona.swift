// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework

/// A person of the fictional world who writes to the organisation. Names are common ones put together by chance; towns and
/// units do not exist.
public struct Persona: Hashable, Sendable {
    /// From 0, in the order in which they were invented.
    public let number: Int
    /// 128 bits: what the person's twelve words stand for. Nothing real is behind them.
    public let entropy: [UInt8]
    /// BCP 47 tag of the language that the person chose.
    public let language: String
    let isWoman: Bool
    let given: TwoScripts
    let family: TwoScripts
    let patronymic: TwoScripts?
    let nationality: String
    let birth: PartialDate
    /// Keys of the names of towns that are on no map: where the person comes from, and where they are or want to be.
    let town: String
    let far: String
    /// A military unit that no army has.
    let unit: String
    let theme: Theme

    public func name(in language: WorldLanguage) -> String {
        switch language {
        case .en: "\(given.latin) \(family.latin)"
        case .ru: "\(given.cyrillic) \(family.cyrillic)"
        }
    }

    func personName(_ script: NameScript, _ use: NameUse) -> PersonName {
        let isLatin = script == .latin
        func written(_ name: TwoScripts?) -> String { (isLatin ? name?.latin : name?.cyrillic) ?? "" }
        return PersonName(
            use: use, script: script, family: written(family), given: written(given),
            further: isLatin ? "" : written(patronymic))
    }
}

extension Persona {
    static let townCount = 8
    static let farCount = 6

    /// - Parameter theme: nil for one by chance.
    init(_ number: Int, theme: Theme?, _ language: WorldLanguage, _ random: inout WorldRandom) {
        let theme = theme ?? random.one(of: Theme.all)
        let list = random.one(of: NameList.all + [.russian, .russian, .ukrainian])
        let isWoman = theme.name == "relative" || random.happens(theme.name == "soldier" ? 10 : 45)
        let family = random.one(of: list.families)
        let patronymic = list.patronymics.isEmpty ? nil : random.one(of: list.patronymics)
        self.number = number
        self.theme = theme
        self.isWoman = isWoman
        entropy = random.bytes(16)
        self.language = random.happens(70) ? language.rawValue : list.language
        given = random.one(of: isWoman ? list.women : list.men)
        self.family = isWoman ? family.woman : family.man
        self.patronymic = patronymic.map { isWoman ? $0.woman : $0.man }
        nationality = list.nationality
        birth = PartialDate(year: random.number(1968...2006), month: random.number(1...12)) ?? Self.noDate
        town = "town.\(random.number(1...Self.townCount))"
        far = "far.\(random.number(1...Self.farCount))"
        let digits = String(random.number(1...99))
        unit = language == .ru ? "в/ч 000\(digits)" : "unit 000\(digits)"
    }

    private static let noDate: PartialDate = {
        guard let date = PartialDate(year: 1980) else { preconditionFailure("a year of the calendar") }
        return date
    }()
}

/// A name in Cyrillic and as a passport would have it in Latin letters.
struct TwoScripts: Hashable, Sendable {
    let cyrillic: String
    let latin: String

    init(_ cyrillic: String, _ latin: String) {
        self.cyrillic = cyrillic
        self.latin = latin
    }
}
