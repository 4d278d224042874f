public import Evidence

/// A verification's result for people (Chinese or English) and for programs (JSON).
public struct VerifyReport: Sendable {
    private let report: VerificationReport

    public init(_ report: VerificationReport) {
        self.report = report
    }

    /// Plain text; the last line is the verdict's word, in English in both languages so that
    /// scripts can read it.
    public func text(_ language: Finding.Language) -> String {
        var lines = language == .english ? englishHead : chineseHead
        if !report.tracks.isEmpty {
            lines.append("")
            lines += report.tracks.map { Self.line(for: $0, language) }
        }
        if !report.gaps.isEmpty {
            lines.append("")
            lines += report.gaps.map { Self.line(for: $0, language) }
            if report.gapsOmitted > 0 { lines.append("… +\(report.gapsOmitted)") }
        }
        lines.append("")
        for finding in report.findings {
            lines.append(
                "[\(finding.cause.rawValue) → \(Self.effect(of: finding))] \(finding.text(language))"
            )
        }
        if report.findingsOmitted > 0 { lines.append("… +\(report.findingsOmitted)") }
        lines.append(language == .english ? limitsInEnglish : limitsInChinese)
        if language == .chinese { lines.append("核验结果：\(report.verdict.chinese)") }
        lines.append(report.verdict.rawValue)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func effect(of finding: Finding) -> String {
        finding.verdict == .verified ? "note" : finding.verdict.rawValue
    }

    private var englishHead: [String] {
        [
            "Log:              \(report.origin ?? "unknown")",
            "Entries:          \(report.head.map { String($0.size) } ?? "unknown")",
            "Root:             \(report.head?.root.hex ?? "unknown")",
            "Root (SM3):       \(report.sm3Root?.hex ?? "unknown")",
            "Integrity value:  \(report.shortIntegrity ?? "none: the record is not closed")",
            "Sealed:           \(report.isSealed ? "yes" : "no")",
            "Endorsed by:      \(report.courtKey?.description ?? "nobody that the policy names")",
            "Withheld:         \(report.withheld) contents",
        ]
            + (report.copy.map { copy in
                [
                    "Copy for seat:    \(copy.seat); withheld: \(report.withheldEntries) entries, "
                        + "\(report.withheldSegments) segments"
                ]
            } ?? [])
    }

    private var chineseHead: [String] {
        [
            "日志：      \(report.origin ?? "未知")",
            "条目数：    \(report.head.map { String($0.size) } ?? "未知")",
            "树根：      \(report.head?.root.hex ?? "未知")",
            "SM3 树根：  \(report.sm3Root?.hex ?? "未知")",
            "完整性校验值：\(report.shortIntegrity ?? "无（尚未闭录）")",
            "已封存：    \(report.isSealed ? "是" : "否")",
            "认可法院：  \(report.courtKey?.description ?? "不在核验策略之列")",
            "未提供内容：\(report.withheld)",
        ]
            + (report.copy.map { copy in
                [
                    "副本席位：  \(copy.seat)；未提供条目 \(report.withheldEntries) 条、"
                        + "片段 \(report.withheldSegments) 个"
                ]
            } ?? [])
    }

    private var limitsInEnglish: String {
        "This shows whether anything was changed since it was logged, by the court key of the "
            + "policy; no witnesses were asked."
    }

    private var limitsInChinese: String {
        "本结果依据核验策略所列法院密钥，说明日志自记录之后有无改动；未核对见证方。"
    }

    private static func line(
        for track: VerificationReport.Track, _ language: Finding.Language
    ) -> String {
        let length = seconds(track.durationMicroseconds)
        let withheld = track.segmentsWithheld
        return language == .english
            ? "Track \(track.name): \(track.codec), \(track.segments) segments"
                + (withheld > 0 ? " (\(withheld) withheld)" : "")
                + ", \(length), \(track.bytes) bytes, \(track.packetsLost) packets lost"
            : "轨道 \(track.name)：\(track.codec)，\(track.segments) 个片段"
                + (withheld > 0 ? "（未提供 \(withheld) 个）" : "")
                + "，\(length)，\(track.bytes) 字节，丢包 \(track.packetsLost)"
    }

    private static func line(
        for gap: VerificationReport.Gap, _ language: Finding.Language
    ) -> String {
        let start = seconds(gap.startMicroseconds)
        let end = gap.endMicroseconds.map(seconds) ?? "…"
        return language == .english
            ? "Gap in \(gap.track?.rawValue ?? "the record"): \(start) to \(end), \(gap.cause) "
                + "(entry \(gap.entry))"
            : "中断 \(gap.track?.rawValue ?? "全部录制")：\(start) 至 \(end)，"
                + "\(chineseCauses[gap.cause] ?? gap.cause)（第 \(gap.entry) 条记录）"
    }

    /// The causes of gaps that FORMAT.md lists, as a court would write them.
    private static let chineseCauses = [
        "recess": "休庭", "non_public_evidence": "不公开质证", "mediation_in_trial": "庭中调解",
        "suspended": "庭审中止", "network": "网络中断", "crash": "服务中断", "disk": "存储故障",
        "overload": "负载过高", "shutdown": "服务停机", "benchIncomplete": "合议庭成员缺席",
        "recordFault": "录制故障",
    ]

    /// `12.345 s`.
    private static func seconds(_ microseconds: Int64) -> String {
        let milliseconds = microseconds / 1_000
        let rest = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - rest.count)
            + "\(rest) s"
    }
}

extension VerifyReport {
    /// The result as a JSON object, in canonical form with a newline.
    public var json: String {
        let members: [String: Json] = [
            "verdict": .string(report.verdict.rawValue),
            "exitCode": .integer(Int64(report.verdict.exitCode)),
            "origin": Self.text(report.origin),
            "hearing": Self.text(report.hearing?.hex),
            "hearingKind": Self.text(report.hearingKind),
            "size": report.head.map { .integer(Int64($0.size)) } ?? .null,
            "root": Self.text(report.head?.root.hex),
            "sm3Root": Self.text(report.sm3Root?.hex),
            "integrity": report.integrity.map(Self.json) ?? .null,
            "sealed": .bool(report.isSealed),
            "sessionKey": Self.text(report.sessionKey?.description),
            "courtKey": Self.text(report.courtKey?.description),
            "withheld": .integer(Int64(report.withheld)),
            "copyForSeat": report.copy.map { .integer(Int64($0.seat)) } ?? .null,
            "withheldEntries": .integer(Int64(report.withheldEntries)),
            "withheldSegments": .integer(Int64(report.withheldSegments)),
            "counts": .object(
                Dictionary(
                    uniqueKeysWithValues: report.counts.map {
                        ($0.key.rawValue, .integer(Int64($0.value)))
                    })),
            "tracks": .array(report.tracks.map(Self.json)),
            "gaps": .array(report.gaps.map(Self.json)),
            "gapsOmitted": .integer(Int64(report.gapsOmitted)),
            "findings": .array(report.findings.map(Self.json)),
            "findingsOmitted": .integer(Int64(report.findingsOmitted)),
        ]
        return Json.object(members).canonicalText + "\n"
    }

    private static func text(_ value: String?) -> Json {
        value.map { .string($0) } ?? .null
    }

    private static func json(_ head: TreeHead) -> Json {
        ["size": .integer(Int64(head.size)), "root": .string(head.root.hex)]
    }

    private static func json(_ track: VerificationReport.Track) -> Json {
        [
            "name": .string(track.name.rawValue),
            "seat": .integer(Int64(track.seat)),
            "medium": .string(track.medium.rawValue),
            "codec": .string(track.codec),
            "segments": .integer(Int64(track.segments)),
            "segmentsWithheld": .integer(Int64(track.segmentsWithheld)),
            "bytes": .integer(Int64(track.bytes)),
            "start_us": track.startMicroseconds.map { .integer($0) } ?? .null,
            "end_us": track.endMicroseconds.map { .integer($0) } ?? .null,
            "duration_us": .integer(track.durationMicroseconds),
            "packetsLost": .integer(Int64(track.packetsLost)),
        ]
    }

    private static func json(_ gap: VerificationReport.Gap) -> Json {
        [
            "entry": .integer(Int64(gap.entry)),
            "track": text(gap.track?.rawValue),
            "from_us": .integer(gap.startMicroseconds),
            "to_us": gap.endMicroseconds.map { .integer($0) } ?? .null,
            "cause": .string(gap.cause),
        ]
    }

    private static func json(_ finding: Finding) -> Json {
        [
            "code": .string(finding.cause.rawValue),
            "verdict": .string(effect(of: finding)),
            "entry": finding.entry.map { .integer(Int64($0)) } ?? .null,
            "place": text(finding.place),
            "expected": text(finding.expected),
            "found": text(finding.found),
            "en": .string(finding.text(.english)),
            "zh": .string(finding.text(.chinese)),
        ]
    }
}
