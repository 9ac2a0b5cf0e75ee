// SPDX-License-Identifier: AGPL-3.0-or-later

extension ReceivedMessage: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        id = try reader.id()
        assurance = try reader.value()
        sentHour = try reader.u32()
        danger = try reader.value()
        safeContact = try reader.text16(.safeContact)
        body = try reader.body()
        files = try reader.list()
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.id(id)
        writer.value(assurance)
        writer.u32(sentHour)
        writer.value(danger)
        try writer.text16(safeContact, .safeContact)
        try writer.body(body)
        try writer.list(files, .files)
    }
}

extension FileReference: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        blob = try reader.raw(EventLimits.keyByteCount)
        seed = try reader.raw(EventLimits.keyByteCount)
        byteCount = try reader.u64()
        name = try reader.text8(.fileName)
        mediaType = try reader.text8(.mediaType)
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        try writer.raw(blob, EventLimits.keyByteCount, .digest)
        try writer.raw(seed, EventLimits.keyByteCount, .key)
        writer.u64(byteCount)
        try writer.text8(name, .fileName)
        try writer.text8(mediaType, .mediaType)
        writer.note(self)
    }
}
