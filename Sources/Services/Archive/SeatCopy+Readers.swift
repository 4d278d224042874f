import Evidence
import Hearing

/// Whose words and papers an entry is about: who may read it.
extension SeatCopy {
    /// Whether the viewer may know of the entry's contents; entries without any are for all.
    func isReader(of entry: Entry) -> Bool {
        switch entry {
        case .transcript(let line): heard(line)
        case .sign(let sign): sign.body == nil || isViewer(sign.seat)
        case .exhibit(let exhibit): saw(exhibit)
        case .certificate(let certificate): isViewer(certificate.seat)
        case .access(let access): access.subject == nil || isViewer(access.seat)
        case .event(let event): event.name != "text" || read(event)
        case .composite: false
        case .open, .epoch, .trackInit, .segment, .gap, .heartbeat, .delivery, .orphan, .order,
            .key, .time, .recordClose, .seal:
            true
        }
    }

    private func isViewer(_ seat: Int?) -> Bool { seat == Int(viewer.rawValue) }

    /// A line of the transcript is for whoever heard it spoken, or wrote it; its removal for whoever
    /// has it.
    private func heard(_ line: Entry.Transcript) -> Bool {
        if isViewer(line.by) || isViewer(line.seat) { return true }
        guard line.body != nil else { return lines.contains(line.line) }
        guard let speaker = line.seat.flatMap(SeatID.init(number:)),
            let start = line.startMicroseconds, let end = line.endMicroseconds
        else { return false }
        return perception.includes(speaker, .microphone, from: start, to: end)
    }

    /// A text is for its readers, as the law has them where it was written.
    private func read(_ text: Entry.Event) -> Bool {
        if isViewer(text.seat) { return true }
        let target = text.detail["to"]?.integer.flatMap(Int.init(exactly:))
        if isViewer(target) { return true }
        guard let writer = text.seat.flatMap(SeatID.init(number:)) else { return false }
        let channel: TextChannel? =
            switch text.detail["channel"]?.string {
            case "court": .court
            case "seat": target.flatMap(SeatID.init(number:)).map(TextChannel.seat)
            case "panel": .panel
            case "side": .side
            default: nil
            }
        guard let channel else { return false }
        return (try? perception.law.readers(of: channel, from: writer))?.contains(viewer) ?? false
    }

    /// A piece of evidence is for whoever brought it, or had it shown.
    private func saw(_ exhibit: Entry.Exhibit) -> Bool {
        if isViewer(exhibit.by) { return true }
        guard let source = exhibit.by.flatMap(SeatID.init(number:)),
            let time = exhibit.timeMicroseconds
        else { return false }
        return perception.includes(source, .exhibit, from: time, to: time)
    }
}
