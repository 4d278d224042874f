import Testing

@testable import Media

@Suite("Recorded files in ffmpeg's hands")
struct RealMediaTests {
    private let camera = TrackID(endpoint: EndpointID(rawValue: 1), medium: .camera)
    private let microphone = TrackID(endpoint: EndpointID(rawValue: 1), medium: .microphone)

    @Test("a recorded picture decodes without an error into the very pictures that were sent")
    func picture() throws {
        let tool = try Tool()
        let frames = try encodePictures(tool, "sent.ivf", size: "640x360", seconds: 5)
        var recording = Recording()
        send(frames, into: &recording)
        recording.finish(at: .test(milliseconds: 6000))
        try tool.write(recording.file(of: camera), to: "recorded.webm")
        try decodeStrictly(tool, "recorded.webm")
        #expect(try digest(tool, "recorded.webm") == digest(tool, "sent.ivf"))
        #expect(abs(try duration(tool, "recorded.webm") - 5) < 0.05)
        let probed = try tool.run(
            "ffprobe",
            [
                "-v", "error", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0",
                "recorded.webm",
            ])
        #expect(probed.output == "vp8,640,360\n")
    }

    @Test("a recorded voice decodes without an error and lasts as long as it was spoken")
    func voice() throws {
        let tool = try Tool()
        let packets = try encodeSound(tool)
        var recording = Recording()
        var sender = OpusSender()
        for (index, packet) in packets.enumerated() {
            recording.push(
                sender.packet(
                    packet, timestamp: UInt32(truncatingIfNeeded: 0xFFFF_0000 + index * 960),
                    at: .test(milliseconds: Int64(index) * 20)))
        }
        recording.finish(at: .test(milliseconds: 6000))
        try tool.write(recording.file(of: microphone), to: "recorded.webm")
        try decodeStrictly(tool, "recorded.webm")
        #expect(abs(try duration(tool, "recorded.webm") - 5) < 0.05)
        let probed = try tool.run(
            "ffprobe",
            [
                "-v", "error", "-show_entries", "stream=codec_name,sample_rate,channels",
                "-of", "csv=p=0", "recorded.webm",
            ])
        #expect(probed.output == "opus,48000,2\n")
    }

    @Test(
        "whatever packets are lost for good, what is recorded decodes without an error",
        arguments: 0..<3 as Range<UInt64>)
    func lossyPicture(seed: UInt64) throws {
        let tool = try Tool()
        let frames = try encodePictures(tool, "sent.ivf", size: "640x360", seconds: 4)
        var random = SeededRandom(seed: seed)
        var recording = Recording()
        send(frames, into: &recording) { _ in Int.random(in: 0..<100, using: &random) < 2 }
        recording.finish(at: .test(milliseconds: 5000))
        try tool.write(recording.file(of: camera), to: "recorded.webm")
        try decodeStrictly(tool, "recorded.webm")
        let segments = recording.segments(of: camera)
        let written = segments.reduce(0) { $0 + Int($1.frames) }
        let withheld = segments.reduce(0) { $0 + Int($1.framesWithheld) }
        #expect(segments.reduce(0) { $0 + $1.packetsLost } > 0)
        #expect(written < frames.count && written + withheld <= frames.count, "seed \(seed)")
        #expect(written > frames.count / 10, "seed \(seed)")
    }

    @Test("a picture that changes its size and stream in the middle decodes without an error")
    func resized() throws {
        let tool = try Tool()
        let large = try encodePictures(tool, "large.ivf", size: "960x540", seconds: 2)
        let small = try encodePictures(tool, "small.ivf", size: "480x270", seconds: 2)
        var recording = Recording()
        send(large, into: &recording)
        send(
            small, from: 2000,
            sender: Vp8Sender(ssrc: Ssrc(rawValue: 3), sequence: 77, pictureID: 5),
            into: &recording)
        recording.finish(at: .test(milliseconds: 5000))
        try tool.write(recording.file(of: camera), to: "recorded.webm")
        try decodeStrictly(tool, "recorded.webm")
        #expect(abs(try duration(tool, "recorded.webm") - 4) < 0.05)
        #expect(recording.segments(of: camera).last?.width == 480)
    }

    /// Sends frames at 30 a second in the timing of a call, without the packets that `isLost` names.
    private func send(
        _ frames: [[UInt8]], from start: Int64 = 0, sender: Vp8Sender = Vp8Sender(),
        into recording: inout Recording, isLost: (RecordedPacket) -> Bool = { _ in false }
    ) {
        var sender = sender
        for (index, frame) in frames.enumerated() {
            let now = Instant.test(microseconds: start * 1000 + Int64(index) * 1_000_000 / 30)
            let stamp = UInt32(truncatingIfNeeded: 0xFFFF_F000 + index * 3000)
            for packet in sender.packets(frame, timestamp: stamp, at: now) where !isLost(packet) {
                recording.push(packet)
            }
            recording.advance(to: now)
        }
    }

    private func encodePictures(
        _ tool: borrowing Tool, _ name: String, size: String, seconds: Int
    ) throws -> [[UInt8]] {
        _ = try tool.run(
            "ffmpeg",
            [
                "-v", "error", "-f", "lavfi", "-i", "testsrc=size=\(size):rate=30", "-t",
                "\(seconds)",
                "-pix_fmt", "yuv420p", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8",
                "-b:v", "800k", "-g", "30", "-auto-alt-ref", "0", name,
            ])
        let frames = framesOfIvf(try tool.read(name))
        #expect(frames.count == seconds * 30)
        return frames
    }

    private func encodeSound(_ tool: borrowing Tool) throws -> [[UInt8]] {
        _ = try tool.run(
            "ffmpeg",
            [
                "-v", "error", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000", "-t",
                "5",
                "-c:a", "libopus", "-b:a", "32k", "-frame_duration", "20", "sent.ogg",
            ])
        let packets = packetsOfOgg(try tool.read("sent.ogg"))
        #expect((250...252).contains(packets.count))
        return packets
    }

    /// Decodes everything; a single complaint is a failure.
    private func decodeStrictly(_ tool: borrowing Tool, _ name: String) throws {
        let told = try tool.run(
            "ffmpeg",
            [
                "-v", "error", "-xerror", "-err_detect", "crccheck+explode", "-i", name, "-f",
                "null",
                "-",
            ])
        #expect(told.errors == "")
    }

    /// A digest over all decoded pictures.
    private func digest(_ tool: borrowing Tool, _ name: String) throws -> String {
        try tool.run(
            "ffmpeg", ["-v", "error", "-i", name, "-vsync", "passthrough", "-f", "md5", "-"]
        ).output
    }

    /// The end of the last packet, in seconds.
    private func duration(_ tool: borrowing Tool, _ name: String) throws -> Double {
        let packets = try tool.run(
            "ffprobe",
            ["-v", "error", "-show_entries", "packet=pts_time", "-of", "csv=p=0", name]
        ).output.split(separator: "\n")
        let times = packets.compactMap { Double($0.filter { $0 != "," }) }
        guard let first = times.first, let last = times.last else { return 0 }
        return last - first + (last - first) / Double(times.count - 1)
    }
}
