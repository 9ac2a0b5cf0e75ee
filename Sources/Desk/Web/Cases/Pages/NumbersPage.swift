// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Plots where looking beats reading: how long people wait, who carries how much, where cases stand. They count what
/// this desk can open, and say so.
struct NumbersPage {
    let plots: [BarPlot]

    init(_ desk: DeskScene, _ lines: DeskLines) {
        let summaries = lines.cases.lazy.map(\.summary)
        let load = Workload(desk.state.members.values, summaries, at: desk.now)
        plots = [
            Self.waiting(lines, desk), Self.stages(lines, desk), Self.load(load, desk), Self.tasks(load, desk),
        ]
    }

    /// The upper ends of the classes of waiting, in hours; the last class has none.
    private static let waitingClasses = [6, 24, 72, 168]

    private static func waiting(_ lines: DeskLines, _ desk: DeskScene) -> BarPlot {
        let words = desk.words
        var (life, all) = ([Int](repeating: 0, count: waitingClasses.count + 1), 0)
        var others = life
        func count(_ since: UInt64?, isLife: Bool) {
            guard let since else { return }
            let hours = (desk.now > since ? desk.now - since : 0) / 3_600
            let place = waitingClasses.firstIndex { hours < UInt64($0) } ?? waitingClasses.count
            if isLife { life[place] += 1 } else { others[place] += 1 }
            all += 1
        }
        for request in lines.requests { count(request.waitingSince, isLife: request.danger == .lifeInDanger) }
        for line in lines.cases { count(line.summary.waitingSince, isLife: line.summary.isLifeInDanger) }
        let measured = life.indices.map {
            BarPlot.Measured(label: words.text("numbers.wait-\($0)"), counts: [life[$0], others[$0]])
        }
        return BarPlot(
            id: "plot-waiting", heading: words.text("numbers.waiting"),
            summary: words.plural("numbers.waiting-says", all), labelHeading: words.text("numbers.since"),
            numberHeading: words.text("numbers.people"),
            series: [
                .init(style: "plot-1", name: words.name(of: DangerRating.lifeInDanger)),
                .init(style: "plot-3", name: words.text("numbers.others")),
            ],
            measured)
    }

    private static func stages(_ lines: DeskLines, _ desk: DeskScene) -> BarPlot {
        let words = desk.words
        var counts: [CaseState: (critical: Int, others: Int)] = [:]
        for line in lines.cases {
            guard let state = line.summary.standing?.state else { continue }
            if line.summary.isCritical {
                counts[state, default: (0, 0)].critical += 1
            } else {
                counts[state, default: (0, 0)].others += 1
            }
        }
        let total = counts.values.reduce(0) { $0 + $1.critical + $1.others }
        let measured = CaseState.allCases.compactMap { state -> BarPlot.Measured? in
            guard let here = counts[state] else { return nil }
            let filter = CaseFilter(view: .all, state: state)
            return .init(label: words.name(of: state), href: filter.address(), counts: [here.critical, here.others])
        }
        return BarPlot(
            id: "plot-stages", heading: words.text("numbers.stages"),
            summary: words.plural("numbers.stages-says", total), labelHeading: words.text("numbers.stage"),
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
