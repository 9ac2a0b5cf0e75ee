// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Plots where looking beats reading: how long people wait, who carries how much, where cases stand. They count what
/// this desk can open, and say so.
struct NumbersPage {
    let plots: [BarPlot]

    init(_ desk: DeskScene, _ lines: [CaseLine]) {
        let summaries = lines.map(\.summary)
        let load = Workload(desk.state.members.values, summaries, at: desk.now)
        plots = [
            Self.waiting(summaries, desk), Self.stages(summaries, desk), Self.load(load, desk), Self.tasks(load, desk),
        ]
    }

    /// The upper ends of the classes of waiting, in hours; the last class has none.
    private static let waitingClasses = [6, 24, 72, 168]

    private static func waiting(_ cases: [CaseSummary], _ desk: DeskScene) -> BarPlot {
        let words = desk.words
        let people =
            desk.state.requests.map { (since: $0.waitingSince, isLife: $0.danger == .lifeInDanger) }
            + cases.map { (since: $0.waitingSince, isLife: $0.isLifeInDanger) }
        let waits = people.compactMap { person in
            person.since.map {
                (hours: Int(clamping: (desk.now > $0 ? desk.now - $0 : 0) / 3_600), isLife: person.isLife)
            }
        }
        let names = (0...waitingClasses.count).map { words.text("numbers.wait-\($0)") }
        let measured = names.enumerated().map { index, name in
            let low = index == 0 ? 0 : waitingClasses[index - 1]
            let high = index < waitingClasses.count ? waitingClasses[index] : .max
            let here = waits.filter { $0.hours >= low && $0.hours < high }
            let life = here.filter(\.isLife).count
            return BarPlot.Measured(label: name, counts: [life, here.count - life])
        }
        return BarPlot(
            id: "plot-waiting", heading: words.text("numbers.waiting"),
            summary: words.plural("numbers.waiting-says", waits.count), labelHeading: words.text("numbers.since"),
            numberHeading: words.text("numbers.people"),
            series: [
                .init(style: "plot-1", name: words.name(of: DangerRating.lifeInDanger)),
                .init(style: "plot-3", name: words.text("numbers.others")),
            ],
            measured)
    }

    private static func stages(_ summaries: [CaseSummary], _ desk: DeskScene) -> BarPlot {
        let words = desk.words
        let cases = summaries.filter { $0.standing != nil }
        let measured = CaseState.allCases.compactMap { state -> BarPlot.Measured? in
            let here = cases.filter { $0.standing?.state == state }
            guard !here.isEmpty else { return nil }
            let critical = here.filter(\.isCritical).count
            let filter = CaseFilter(view: .all, state: state)
            return .init(
                label: words.name(of: state), href: filter.address(), counts: [critical, here.count - critical])
        }
        return BarPlot(
            id: "plot-stages", heading: words.text("numbers.stages"),
            summary: words.plural("numbers.stages-says", cases.count), labelHeading: words.text("numbers.stage"),
            numberHeading: words.text("numbers.cases"),
            series: [
                .init(style: "plot-1", name: words.text("numbers.critical")),
                .init(style: "plot-3", name: words.text("numbers.others")),
            ],
            measured)
    }

    private static func load(_ load: Workload, _ desk: DeskScene) -> BarPlot {
        let words = desk.words
        let measured = load.loads.map { load in
            BarPlot.Measured(
                label: desk.name(load.member), href: CaseFilter(owner: load.member).address(),
                counts: [load.critical, load.owned - load.critical, load.deputised])
        }
        return BarPlot(
            id: "plot-load", heading: words.text("numbers.load"),
            summary: words.plural("numbers.load-says", load.loads.count), labelHeading: words.text("numbers.worker"),
            numberHeading: words.text("numbers.cases"),
            series: [
                .init(style: "plot-1", name: words.text("numbers.owned-critical")),
                .init(style: "plot-3", name: words.text("numbers.owned")),
                .init(style: "plot-4", name: words.text("numbers.deputy")),
            ], measured)
    }

    private static func tasks(_ load: Workload, _ desk: DeskScene) -> BarPlot {
        let words = desk.words
        let measured = load.loads.map { load in
            BarPlot.Measured(
                label: desk.name(load.member), counts: [load.overdueTasks, load.openTasks - load.overdueTasks])
        }
        return BarPlot(
            id: "plot-tasks", heading: words.text("numbers.tasks"),
            summary: words.plural("numbers.tasks-says", load.loads.reduce(0) { $0 + $1.overdueTasks }),
            labelHeading: words.text("numbers.worker"), numberHeading: words.text("numbers.open-tasks"),
            series: [
                .init(style: "plot-1", name: words.text("numbers.overdue")),
                .init(style: "plot-3", name: words.text("numbers.in-time")),
            ], measured)
    }
}
