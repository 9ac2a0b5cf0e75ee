// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages

/// Bars beside numbers. The plot is a table whose last column draws what the numbers say, so that whoever does not see
/// the bars reads the same; bars are drawn by attributes, for the content policy allows no inline style.
struct BarPlot {
    /// A part of a bar, such as the urgent ones among the cases at one stage.
    struct Segment {
        /// A class of the style sheet that gives the colour.
        let style: String
        /// In hundredths of the plot's width.
        let start: Int
        let width: Int
        /// Said when the pointer rests on it.
        let title: String
    }

    struct Row {
        let label: String
        /// Where the things are that the bar counts; nil where they are on no page.
        let href: String?
        let number: String
        let segments: [Segment]
    }

    struct Key {
        let style: String
        let text: String
    }

    let id: String
    let heading: String
    /// What the plot says, in a sentence.
    let summary: String
    let labelHeading: String
    let numberHeading: String
    let keys: [Key]
    let hasKeys: Bool
    let rows: [Row]

    /// One kind of things that are counted.
    struct Series {
        let style: String
        let name: String
    }

    /// What is counted for one bar: a number for each series.
    struct Measured {
        let label: String
        var href: String?
        let counts: [Int]
        var total: Int { counts.reduce(0, +) }
    }

    init(
        id: String, heading: String, summary: String, labelHeading: String, numberHeading: String, series: [Series],
        _ measured: [Measured]
    ) {
        self.id = id
        self.heading = heading
        self.summary = summary
        self.labelHeading = labelHeading
        self.numberHeading = numberHeading
        hasKeys = series.count > 1
        keys = series.count > 1 ? series.map { Key(style: $0.style, text: $0.name) } : []
        let longest = max(1, measured.map(\.total).max() ?? 1)
        rows = measured.map { Self.row($0, series: series, longest: longest) }
    }

    private static func row(_ measured: Measured, series: [Series], longest: Int) -> Row {
        var before = 0
        let segments = zip(series, measured.counts).compactMap { series, count -> Segment? in
            guard count > 0 else { return nil }
            // Ends are rounded, not widths: parts never add up to more than the whole.
            let start = before * 100 / longest
            before += count
            return Segment(
                style: series.style, start: start, width: max(1, before * 100 / longest - start),
                title: "\(series.name): \(count)")
        }
        return Row(label: measured.label, href: measured.href, number: "\(measured.total)", segments: segments)
    }
}
