// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Names

/// What holds for every pair of names.
@Suite struct ScoreProperties {
    private static let given = [
        "Владимир", "Vladimir", "Анна", "Hanna", "Сергей", "Siarhei", "Jean-Pierre", "В.", "Dzmitry", "Alexander",
        "Мария", "Том",
    ]
    private static let fathers = ["", "Валерьевич", "Valerievna", "В.", "Уладзіміравіч", "Ильич"]
    private static let surnames = [
        "Осечкин", "OSETSHKIN", "Осечкина", "Osetshkinwho", "Сечин", "Бютукаев", "Charnyshou", "Чернышёв",
        "Шендерюк-Жидков", "Али",
        "Ким", "Ravutski", "Oesjkin", "Бегун", "Бягун",
    ]

    private static let names: [String] = {
        var random = SplitMix(seed: 11)
        return (0..<110).map { _ in
            let given = given.randomElement(using: &random) ?? ""
            let father = fathers.randomElement(using: &random) ?? ""
            let surname = surnames.randomElement(using: &random) ?? ""
            return Bool.random(using: &random) ? "\(given) \(father) \(surname)" : "\(surname) \(given) \(father)"
        }
    }()

    @Test func `the order of the two names does not matter`() {
        var matcher = NameMatcher()
        let read = Self.names.map { matcher.read($0) }
        for (place, one) in read.enumerated() {
            for other in read[..<place] {
                #expect(matcher.score(one, other) == matcher.score(other, one), "\(one.text) | \(other.text)")
            }
        }
    }

    @Test func `what was compared before does not matter`() {
        var used = NameMatcher()
        for (one, other) in zip(Self.names, Self.names.dropFirst()) {
            var fresh = NameMatcher()
            #expect(used.compare(one, other) == fresh.compare(one, other))
        }
    }

    @Test func `it does not matter whether alignments are remembered`() {
        var remembering = NameMatcher()
        var forgetting = NameMatcher(remembers: false)
        for _ in 0..<2 {
            for (one, other) in zip(Self.names, Self.names.dropFirst(3)) {
                #expect(remembering.compare(one, other) == forgetting.compare(one, other))
            }
        }
    }

    @Test func `no pair of interpretations that is passed over would have been better`() {
        var matcher = NameMatcher()
        let read = Self.names.map { matcher.read($0) }
        for (place, one) in read.enumerated() {
            for other in read[..<place].suffix(60) {
                let best = matcher.evidence(one, other).map(Weights.logOdds).max()
                let score = best.map { NameMatcher.score($0) } ?? 0
                #expect(matcher.highestScore(one, other) == score)
                #expect(matcher.score(one, other) <= score)
            }
        }
    }

    @Test func `no evidence is worth more than the bound`() {
        var matcher = NameMatcher()
        let highest = HighestEvidence()
        let read = Self.names.map { matcher.read($0) }
        for (one, other) in zip(read, read.dropFirst()) {
            let roles = one.interpretations.flatMap { first in other.interpretations.map { (first, $0) } }
            for (evidence, roles) in zip(matcher.evidence(one, other), roles) {
                guard let rest = highest.withoutSurname(roles.0, roles.1) else { continue }
                let worth = Weights.logOdds(evidence)
                #expect(worth <= highest.withAnySurname(rest))
                #expect(worth <= highest.with(evidence, rest))
                #expect(highest.with(evidence, rest) <= highest.withAnySurname(rest) + 1e-9)
            }
        }
    }

    @Test(arguments: [
        ("Пискова Евгения", "Piskoav Evgeniya"), ("Степанова Гульназ", "Stepanvoa Gulnaz"),
    ])
    func `letters that changed places make no other surname`(right: String, slip: String) {
        var matcher = NameMatcher()
        #expect(matcher.compare(right, slip).score >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Siarhei Viktaravich SHATSILA", "Sergei Viktorovich SHATILO"), ("Siarhei BUDREVICH", "Сергей Будревич"),
        ("Андрэй Андрэевiч ПРАКАПУК", "Андрей Андреевич Прокопук"), ("Serhiy Klyuyev", "Сергій Клюєв"),
    ])
    func `languages that write as they speak are understood`(first: String, second: String) {
        var matcher = NameMatcher()
        #expect(matcher.compare(first, second).score >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        ("Vladimir Jovanović", "Чедомир Јовановић"),
        ("Иван Смирнов", "П. Смирнов"), ("Ann Wagner", "Иван Вагнер"), ("Анна Петровна Орлова", "А. С. Орлова"),
        ("Guzel Yusupovna Alkina", "Гузель Тимуровна Алькина"),
    ])
    func `one surname does not make one person`(first: String, second: String) {
        var matcher = NameMatcher()
        #expect(matcher.compare(first, second).score < Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        "Osetshkin", "Osetškin", "Osetshkinwho", "Osetshki", "Осечкина", "Осечкину", "Osetshkinin", "Ossetchkine",
        "Осєчкін",
    ])
    func `a surname alone is known in its spellings`(written: String) {
        var matcher = NameMatcher()
        #expect(matcher.compare("Осечкин", written).score >= Comparison.Band.lookThreshold)
        let listed = matcher.compare("Владимир Валерьевич Осечкин", written)
        #expect(listed.score == matcher.compare("Осечкин", written).score)
        #expect(listed.reasons.map(\.kind).contains(.givenMissing))
    }

    @Test(arguments: [
        "Осечка", "Осечки", "Сечкин", "Сечин", "Osipkin", "Ossetian", "Оснач", "Очки", "October", "sechin",
    ])
    func `a word that looks a little like a surname is another word`(word: String) {
        var matcher = NameMatcher()
        #expect(matcher.compare("Осечкин", word).score < Comparison.Band.lookThreshold)
    }
}
