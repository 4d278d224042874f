internal import Evidence
internal import Hearing

/// The package's page for people.
enum BagReadme {
    /// What the text says about one hearing.
    struct Facts {
        var origin: String
        var entries: Int
        var root: Sha256
        var integrity: TreeHead?
        var tracks: [TrackName]
        var withheld: Int
        /// What it is a copy for; nil for the whole record.
        var copy: Copy?

        /// A copy for one seat.
        struct Copy {
            var seat: SeatID
            var entriesWithheld: Int
            var segmentsWithheld: Int
        }
    }

    static func text(_ facts: Facts) -> String {
        let value = facts.integrity.map {
            "\(VerificationReport.shortValue(of: $0.root))  (\($0.root))"
        }
        let files = facts.tracks.map { "  data/tracks/\($0).webm\n" }.joined()
        return """
            庭审录制档案
            ============

            \(chinese(facts.copy))
            日志：  \(facts.origin)
            条目：  \(facts.entries)
            完整性校验值：  \(value ?? "尚未闭录")
            未随包提供的内容：  \(facts.withheld)

            核验方法（可离线进行）：

              yunting verify 本目录 --policy 策略文件

            策略文件须自法院另行取得，内容为一行“court”加法院公钥；本数据包内的任何公钥均不可作为信任依据。
            核验结果为一个词：verified（核验一致）、incomplete（不完整）、sealed（内容封存）、
            untrusted（来源不可信）、tampered（已被篡改）。
            文件摘要也可用通用工具核对：sha256sum -c manifest-sha256.txt
            格式说明见云庭源代码 Sources/Evidence/FORMAT.md。
            轨道为 WebM 文件，可用常见播放器播放。证据是各轨道本身；合成画面只是其展示。


            The record of a hearing
            =======================

            \(english(facts.copy))
            Log:              \(facts.origin)
            Entries:          \(facts.entries)
            Root:             \(facts.root)
            Integrity value:  \(value ?? "not closed yet")
            Not included:     \(facts.withheld) contents

            To verify it, also without a network:

              yunting verify THIS-FOLDER --policy POLICY

            The policy comes from the court by another way: a line "court" with the court's key.
            No key in this package is a reason to trust it. The result is one word: verified,
            incomplete, sealed, untrusted or tampered.
            The files' digests can be checked with common tools:
            sha256sum -c manifest-sha256.txt
            The format is described in Sources/Evidence/FORMAT.md of Yunting's source.
            Tracks are WebM files for any player. The tracks are the evidence.

            轨道 / Tracks:
            \(files)
            """
    }

    private static func chinese(_ copy: Facts.Copy?) -> String {
        guard let copy else {
            return "本数据包是一次庭审的完整录制：日志、各席位的音视频轨道、有关内容及其证明。"
        }
        return """
            本数据包是为第 \(copy.seat) 号席位制作的录制副本，只含该席位有权知悉的内容。
            未提供的日志条目 \(copy.entriesWithheld) 条、片段 \(copy.segmentsWithheld) 个，\
            其摘要仍可核验；核验结果为 sealed。
            """
    }

    private static func english(_ copy: Facts.Copy?) -> String {
        guard let copy else {
            return """
                This package is the whole record of one hearing: its log, the sound and picture tracks
                of its seats, the contents that belong to it, and what proves them.
                """
        }
        return """
            This package is a copy of the record of one hearing, made for seat \(copy.seat): it has what
            that seat was entitled to perceive. Withheld are \(copy.entriesWithheld) entries and \
            \(copy.segmentsWithheld) segments;
            their digests stand, and a verification ends in "sealed".
            """
    }
}
