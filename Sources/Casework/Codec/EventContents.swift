// SPDX-License-Identifier: AGPL-3.0-or-later

extension Event {
    /// Every text that stands in the event, names of files too, in the order of its fields. Empty for one that has no
    /// encoding.
    public var texts: [String] { contents.texts }

    /// Every file that stands in the event.
    public var files: [FileReference] { contents.files }

    private var contents: (texts: [String], files: [FileReference]) {
        if case .inCompartment(.conversation(.adopted(_, _, let event))) = self { return event.contents }
        var writer = EventWriter()
        guard (try? writer.write(fieldsOf: self)) != nil else { return ([], []) }
        return (writer.texts, writer.files)
    }
}
