// SPDX-License-Identifier: AGPL-3.0-or-later

extension ExclusionEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case screened = 0x0F00
    }

    var kind: Kind { .screened }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .screened:
            self = .screened(try reader.value(), mayVouch: try reader.flag(), reasons: try reader.body())
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .screened(let state, let mayVouch, let reasons):
            writer.value(state)
            writer.flag(mayVouch)
            try writer.body(reasons)
        }
    }
}
