// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What threatens the person, what they need, and what they want.
enum DangerBlocks {
    static func blocks(_ part: CaseworkPart, in home: PartRecord, _ scene: CaseScene) -> [Block] {
        [risk(part.risk, in: home, scene), needs(part.risk, in: home, scene)]
    }

    private static func risk(_ risk: RiskRecord, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "risk-\(home.compartment.hex)", heading: words.text("risks.title"))
        if let current = risk.current {
            let assessment = current.assessment
            block.badges = [
                Badge(
                    words.name(of: assessment.level),
                    assessment.level >= .critical ? .grave : assessment.level == .high ? .near : .plain)
            ]
            block.matrix = RiskMatrix(assessment, words)
            block.pairs = [
                Pair(words.text("risks.threats"), assessment.threats),
                Pair(words.text("risks.vulnerabilities"), assessment.vulnerabilities),
                Pair(words.text("risks.capacities"), assessment.capacities),
                Pair(words.text("risks.reassess"), words.due(Day(at: assessment.reassessBy), on: scene.day).text),
                Pair(words.text("risks.by"), scene.byline(current.by, at: current.at)),
            ].filter { !$0.value.isEmpty }
        } else if let scheduled = risk.scheduledFor {
            block.calm = words.text("risks.scheduled", ["when": words.due(Day(at: scheduled), on: scene.day).text])
            block.pairs = words.lines(of: risk.scheduled, scene.name).map {
                Pair(words.text("risks.scheduled-apart"), $0)
            }
        } else {
            block.calm = words.text("risks.none")
        }
        func line(_ assessed: RiskRecord.Assessed) -> String {
            let assessment = assessed.assessment
            let level = words.name(of: assessment.level)
            let beside = [
                ("risks.vulnerabilities", assessment.vulnerabilities), ("risks.capacities", assessment.capacities),
            ]
            .filter { !$0.1.isEmpty }.map { "\(words.text($0.0)): \($0.1)" }
            return
                ([
                    "\(scene.byline(assessed.by, at: assessed.at)): \(level), \(assessment.score). \(assessment.threats)"
                ] + beside).joined(separator: "\n")
        }
        let standing = risk.assessed.standing
        for beside in standing where beside.entry != risk.current?.entry {
            block.pairs.append(Pair(words.text("risks.beside"), line(beside)))
        }
        let gone = Set(risk.assessments.map(\.entry)).subtracting(standing.map(\.entry))
        let earlier = risk.assessments.reversed().filter { gone.contains($0.entry) }.map(line)
        block.deeper = Deeper(summary: words.plural("risks.earlier", earlier.count), lines: Array(earlier)).ifAny
        block.acts = [scene.act("assess", in: home.compartment, replacing: standing.map(\.entry))]
        if risk.current == nil || risk.scheduled.isApart {
            let shown = risk.scheduled.standing.map(\.entry)
            block.acts.append(scene.act("schedule-assessment", in: home.compartment, replacing: shown))
        }
        return block
    }

    private static func needs(_ risk: RiskRecord, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "needs-\(home.compartment.hex)", heading: words.text("needs.title"))
        if let needs = risk.needs {
            block.badges = needs.sorted { $0.rawValue < $1.rawValue }.map { Badge(words.name(of: $0)) }
            if needs.isEmpty { block.summary = words.text("needs.looked") }
            if !risk.needsNote.isEmpty { block.pairs.append(Pair(words.text("field.note"), risk.needsNote)) }
        } else {
            block.calm = words.text("needs.none")
        }
        let wishes = risk.wishes ?? words.text("needs.no-wishes")
        block.pairs.append(Pair(words.text("needs.wishes"), wishes))
        block.acts = [
            scene.act("needs", in: home.compartment, replacing: risk.needed.standing.map(\.entry)),
            scene.act("wishes", in: home.compartment, replacing: risk.wished.standing.map(\.entry)),
        ]
        return block
    }
}

extension RiskMatrix {
    /// Impact across, likelihood upwards, and one square marked.
    init(_ assessment: RiskAssessment, _ words: Catalogue) {
        caption = words.text(
            "risks.matrix",
            [
                "likelihood": words.name(of: assessment.likelihood), "impact": words.name(of: assessment.impact),
                "score": "\(assessment.score)",
            ])
        impacts = Impact.allCases.map { words.name(of: $0) }
        lines = Likelihood.allCases.reversed().map { likelihood in
            Line(
                likelihood: words.name(of: likelihood),
                squares: Impact.allCases.map { impact in
                    let score = Int(likelihood.rawValue) * Int(impact.rawValue)
                    return Square(
                        band: "\(RiskLevel(score: score))", score: "\(score)",
                        isHere: likelihood == assessment.likelihood && impact == assessment.impact)
                })
        }
    }
}
