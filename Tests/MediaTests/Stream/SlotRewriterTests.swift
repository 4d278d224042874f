import TestKit
import Testing

@testable import Media

/// A VP8 or Opus source that makes packets one after the other.
struct SampleSource {
    let tag: StreamTag
    let isVideo: Bool
    var sequence: ExtendedSequence
    var timestamp: UInt32
    var pictureID: UInt16
    var tl0: UInt8

    /// The packet `skipped` numbers after the last one; a video packet is a frame of its own.
    mutating func next(
        key: Bool = false, skipped: Int = 0, ticks: UInt32 = 3_000, padding: Bool = false
    ) throws -> MediaPacket {
        sequence = sequence.advanced(by: 1 + skipped)
        timestamp &+= ticks
        if !padding {
            pictureID = (pictureID + 1) & 0x7FFF
            tl0 &+= 1
        }
        let fields = RtpFields(
            marker: isVideo, payloadType: PayloadType(rawValue: 96), sequence: sequence.number,
            timestamp: RtpTimestamp(rawValue: timestamp), ssrc: Ssrc(rawValue: tag.rawValue))
        let payload: [UInt8] =
            isVideo
            ? [
                0x90, 0xE0, UInt8(pictureID >> 8) | 0x80, UInt8(pictureID & 0xFF), tl0, 0,
                key ? 0 : 1,
            ]
            : [0xF8, 1]
        let packet = written { writer in
            fields.write(into: &writer)
            if padding {
                writer.replace(UInt8(0xA0), at: 0)
                writer.append(UInt8(1))
            } else {
                writer.append(payload.span)
            }
        }
        let descriptor = isVideo && !padding ? try Vp8Descriptor(payload) : nil
        return MediaPacket(
            header: try RtpHeader(packet), sequence: sequence, arrival: .at(0), vp8: descriptor)
    }
}

@Suite("Slots: one stream out of many sources")
struct SlotRewriterTests {
    private func slot(video: Bool = true) -> SlotRewriter {
        SlotRewriter(
            ssrc: Ssrc(rawValue: 77), payloadType: PayloadType(rawValue: 120),
            clockRate: video ? 90_000 : 48_000, isVideo: video,
            start: .init(sequence: 1_000, timestamp: 50_000, pictureID: 300, tl0: 20))
    }

    private func source(_ tag: UInt32, video: Bool = true) -> SampleSource {
        SampleSource(
            tag: StreamTag(rawValue: tag), isVideo: video,
            sequence: .first(UInt16(truncatingIfNeeded: tag &* 7_000)),
            timestamp: tag &* 1_000_000, pictureID: UInt16(tag * 1_000 & 0x7FFF),
            tl0: UInt8(truncatingIfNeeded: tag * 50))
    }

    @Test("A picture begins with a key frame; packets before it are not sent")
    func waitsForKeyFrame() throws {
        var slot = slot()
        var one = source(1)
        #expect(slot.rewrite(try one.next(key: true), from: one.tag, now: .at(0)) == nil)
        slot.aim(at: one.tag)
        #expect(slot.awaited == one.tag && slot.source == nil)
        #expect(slot.rewrite(try one.next(), from: one.tag, now: .at(0)) == nil)
        let first = try present(slot.rewrite(try one.next(key: true), from: one.tag, now: .at(0)))
        #expect(slot.source == one.tag && slot.awaited == nil)
        #expect(first.fields.sequence.rawValue == 1_000)
        #expect(first.fields.timestamp.rawValue == 50_000)
        #expect(first.fields.ssrc.rawValue == 77 && first.fields.payloadType.rawValue == 120)
        #expect(first.pictureID == 301 && first.tl0 == 21)
        #expect(first.fields.marker)
        let second = try present(slot.rewrite(try one.next(), from: one.tag, now: .at(33)))
        #expect(second.fields.sequence.rawValue == 1_001)
        #expect(second.fields.timestamp.rawValue == 53_000)
        #expect(second.pictureID == 302 && second.tl0 == 22)
    }

    @Test("At a switch the old source stays until the key frame, then every number goes on by one")
    func switching() throws {
        var slot = slot()
        var one = source(1)
        var two = source(2)
        slot.aim(at: one.tag)
        _ = slot.rewrite(try one.next(key: true), from: one.tag, now: .at(0))
        slot.aim(at: two.tag)
        let kept = slot.rewrite(try one.next(), from: one.tag, now: .at(33))
        #expect(kept?.fields.sequence.rawValue == 1_001)
        #expect(slot.rewrite(try two.next(), from: two.tag, now: .at(40)) == nil)
        let new = try present(slot.rewrite(try two.next(key: true), from: two.tag, now: .at(53)))
        #expect(new.fields.sequence.rawValue == 1_002)
        // 20 ms of wall time after the last packet, at 90 kHz.
        #expect(new.fields.timestamp.rawValue == 54_800)
        #expect(new.pictureID == 303 && new.tl0 == 23)
        #expect(slot.rewrite(try one.next(), from: one.tag, now: .at(54)) == nil)
        let next = slot.rewrite(try two.next(), from: two.tag, now: .at(86))
        #expect(next?.fields.sequence.rawValue == 1_003)
        #expect(next?.fields.timestamp.rawValue == 57_800)
    }

    @Test("The timestamp moves on by at least 5 ms at a switch")
    func smallestStep() throws {
        var slot = slot()
        var one = source(1)
        var two = source(2)
        slot.aim(at: one.tag)
        _ = slot.rewrite(try one.next(key: true), from: one.tag, now: .at(10))
        slot.aim(at: two.tag)
        let new = slot.rewrite(try two.next(key: true), from: two.tag, now: .at(10))
        #expect(new?.fields.timestamp.rawValue == 50_450)
    }

    @Test("Gaps of the source stay gaps, and late packets fall into them")
    func gaps() throws {
        var slot = slot()
        var one = source(1)
        slot.aim(at: one.tag)
        _ = slot.rewrite(try one.next(key: true), from: one.tag, now: .at(0))
        let late = try one.next()
        let after = slot.rewrite(try one.next(skipped: 2), from: one.tag, now: .at(1))
        #expect(after?.fields.sequence.rawValue == 1_004)
        let healed = slot.rewrite(late, from: one.tag, now: .at(2))
        #expect(healed?.fields.sequence.rawValue == 1_001)
        let next = slot.rewrite(try one.next(), from: one.tag, now: .at(3))
        #expect(next?.fields.sequence.rawValue == 1_005)
    }

    @Test("A packet from before the switch to its source is not sent")
    func beforeFirst() throws {
        var slot = slot()
        var one = source(1)
        slot.aim(at: one.tag)
        let early = try one.next()
        _ = slot.rewrite(try one.next(key: true), from: one.tag, now: .at(0))
        #expect(slot.rewrite(early, from: one.tag, now: .at(0)) == nil)
    }

    @Test("Packets without media leave no gap")
    func padding() throws {
        var slot = slot()
        var one = source(1)
        slot.aim(at: one.tag)
        _ = slot.rewrite(try one.next(key: true), from: one.tag, now: .at(0))
        let late = try one.next()
        for _ in 0..<3 {
            #expect(slot.rewrite(try one.next(padding: true), from: one.tag, now: .at(1)) == nil)
        }
        let after = slot.rewrite(try one.next(), from: one.tag, now: .at(2))
        #expect(after?.fields.sequence.rawValue == 1_002)
        let healed = slot.rewrite(late, from: one.tag, now: .at(3))
        #expect(healed?.fields.sequence.rawValue == 1_001)
    }

    @Test("Sound switches with the next packet, which is marked")
    func audio() throws {
        var slot = slot(video: false)
        var one = source(1, video: false)
        var two = source(2, video: false)
        slot.aim(at: one.tag)
        let first = slot.rewrite(try one.next(ticks: 960), from: one.tag, now: .at(0))
        #expect(first?.fields.marker == true && first?.pictureID == nil && first?.tl0 == nil)
        let second = slot.rewrite(try one.next(ticks: 960), from: one.tag, now: .at(20))
        #expect(second?.fields.marker == false)
        slot.aim(at: two.tag)
        let third = slot.rewrite(try two.next(ticks: 960), from: two.tag, now: .at(40))
        #expect(third?.fields.marker == true)
        #expect(third?.fields.sequence.rawValue == 1_002)
        #expect(third?.fields.timestamp.rawValue == 51_920)
        #expect(slot.rewrite(try one.next(ticks: 960), from: one.tag, now: .at(41)) == nil)
    }

    @Test("Every number wraps as its field does")
    func wraps() throws {
        var slot = SlotRewriter(
            ssrc: Ssrc(rawValue: 77), payloadType: PayloadType(rawValue: 120), clockRate: 90_000,
            isVideo: true,
            start: .init(sequence: 0x7FFF, timestamp: .max, pictureID: 0x7FFF, tl0: 255))
        var one = source(1)
        one.pictureID = 0x7FF0
        one.tl0 = 250
        one.timestamp = .max - 5_000
        slot.aim(at: one.tag)
        var last = try present(slot.rewrite(try one.next(key: true), from: one.tag, now: .at(0)))
        #expect(last.pictureID == 0 && last.tl0 == 0)
        for step in 1..<70_000 {
            let now = Instant.at(Int64(step))
            let next = try present(slot.rewrite(try one.next(), from: one.tag, now: now))
            #expect(next.fields.sequence == last.fields.sequence.advanced(by: 1))
            #expect(next.fields.timestamp.ticks(since: last.fields.timestamp) == 3_000)
            #expect(next.pictureID == last.pictureID.map { ($0 + 1) & 0x7FFF })
            #expect(next.tl0 == last.tl0.map { $0 &+ 1 })
            last = next
        }
    }

    @Test("A source whose numbers start anew is shown again from its next key frame")
    func sourceRestart() throws {
        var slot = slot()
        var one = source(1)
        slot.aim(at: one.tag)
        _ = slot.rewrite(try one.next(key: true), from: one.tag, now: .at(0))
        #expect(slot.rewrite(try one.next(skipped: 60_000), from: one.tag, now: .at(1)) == nil)
        #expect(slot.source == nil && slot.awaited == one.tag)
        let again = slot.rewrite(try one.next(key: true), from: one.tag, now: .at(20))
        #expect(again?.fields.sequence.rawValue == 1_001)
        #expect(again?.pictureID == 302)
    }

    @Test("Aiming at the present source ends the waiting for another")
    func aimBack() throws {
        var slot = slot()
        var one = source(1)
        var two = source(2)
        slot.aim(at: one.tag)
        _ = slot.rewrite(try one.next(key: true), from: one.tag, now: .at(0))
        slot.aim(at: two.tag)
        slot.aim(at: one.tag)
        #expect(slot.awaited == nil)
        #expect(slot.rewrite(try two.next(key: true), from: two.tag, now: .at(1)) == nil)
        #expect(slot.rewrite(try one.next(), from: one.tag, now: .at(1)) != nil)
    }

    @Test("A withdrawn source is not shown, not awaited and not resent")
    func withdrawal() throws {
        var slot = slot()
        var one = source(1)
        var two = source(2)
        slot.aim(at: one.tag)
        _ = slot.rewrite(try one.next(key: true), from: one.tag, now: .at(0))
        slot.aim(at: two.tag)
        let shown = slot.rewrite(try two.next(key: true), from: two.tag, now: .at(5))
        slot.withdraw(one.tag)
        #expect(slot.source == two.tag, "another source stays")
        let number = try #require(shown).fields.sequence
        let resend = { (slot: inout SlotRewriter, number: SequenceNumber) in
            slot.resend(number, now: .at(100), roundTripNanoseconds: 0)
        }
        #expect(resend(&slot, number.advanced(by: -1)) == nil)
        #expect(resend(&slot, number)?.tag == two.tag)
        slot.withdraw(two.tag)
        #expect(slot.source == nil && slot.awaited == nil)
        #expect(resend(&slot, number) == nil)
        #expect(slot.rewrite(try two.next(key: true), from: two.tag, now: .at(6)) == nil)
    }

    @Test(
        "A NACK finds the source's packet under the slot's number, no more often than a round trip")
    func resends() throws {
        var slot = slot()
        var one = source(1)
        slot.aim(at: one.tag)
        _ = slot.rewrite(try one.next(key: true), from: one.tag, now: .at(0))
        let packet = try one.next()
        let sent = try present(slot.rewrite(packet, from: one.tag, now: .at(1)))
        let ask = { (slot: inout SlotRewriter, at: Int64) in
            slot.resend(sent.fields.sequence, now: .at(at), roundTripNanoseconds: 50_000_000)
        }
        let entry = try present(ask(&slot, 10))
        #expect(entry.sourceSequence == packet.sequence && entry.tag == one.tag)
        #expect(entry.packet == sent)
        #expect(ask(&slot, 59) == nil)
        for attempt in 1...4 { #expect(ask(&slot, 10 + Int64(attempt) * 50) != nil) }
        #expect(ask(&slot, 1_000) == nil, "five times are enough")
        let unknown = SequenceNumber(rawValue: 5)
        #expect(slot.resend(unknown, now: .at(0), roundTripNanoseconds: 0) == nil)
        for _ in 0..<512 { _ = slot.rewrite(try one.next(), from: one.tag, now: .at(2)) }
        let gone = sent.fields.sequence.advanced(by: -1)
        #expect(slot.resend(gone, now: .at(0), roundTripNanoseconds: 0) == nil)
    }

    @Test("The position tells the last packet of the source that was sent")
    func position() throws {
        var slot = slot()
        var one = source(1)
        #expect(slot.position == nil)
        slot.aim(at: one.tag)
        let packet = try one.next(key: true)
        _ = slot.rewrite(packet, from: one.tag, now: .at(0))
        let position = try #require(slot.position)
        #expect(position.sequence == packet.sequence && position.tag == one.tag)
        #expect(position.timestamp == packet.header.timestamp)
        #expect(position.slotSequence.rawValue == 1_000)
        #expect(slot.packets == 1 && slot.octets == 7)
    }

    @Test("Through random switches, losses and reordering no slot number is ever used twice")
    func continuity() throws {
        var random = SeededGenerator(seed: 2_026)
        var slot = slot()
        var sources = (1...4).map { source(UInt32($0)) }
        var used: Set<Int64> = []
        var highest: ExtendedSequence?
        var lastTimestamp: RtpTimestamp?
        var delayed: [(MediaPacket, StreamTag)] = []
        for step in 0..<30_000 {
            if Int.random(in: 0..<40, using: &random) == 0 {
                slot.aim(at: sources[Int.random(in: 0..<4, using: &random)].tag)
            }
            for index in sources.indices {
                let packet = try sources[index].next(
                    key: Int.random(in: 0..<20, using: &random) == 0,
                    skipped: Int.random(in: 0..<20, using: &random) == 0 ? 2 : 0,
                    padding: Int.random(in: 0..<15, using: &random) == 0)
                if Int.random(in: 0..<10, using: &random) == 0 {
                    delayed.append((packet, sources[index].tag))
                    continue
                }
                var batch = [(packet, sources[index].tag)]
                if Int.random(in: 0..<10, using: &random) == 0 {
                    batch += delayed
                    delayed = []
                }
                for (packet, tag) in batch {
                    let now = Instant.at(Int64(step) * 33)
                    guard let sent = slot.rewrite(packet, from: tag, now: now) else { continue }
                    let sequence =
                        highest.map { ExtendedSequence(sent.fields.sequence, near: $0) }
                        ?? ExtendedSequence(first: sent.fields.sequence)
                    #expect(used.insert(sequence.rawValue).inserted, "seed 2026, step \(step)")
                    if sequence > highest ?? .init(rawValue: 0) {
                        if let lastTimestamp {
                            let ticks = sent.fields.timestamp.ticks(since: lastTimestamp)
                            #expect(ticks > 0, "time only moves on: seed 2026, step \(step)")
                        }
                        lastTimestamp = sent.fields.timestamp
                        highest = sequence
                    }
                }
            }
        }
        #expect(used.count > 10_000)
    }
}
