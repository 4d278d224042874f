/// Findings in plain words.
extension Finding {
    /// A language of reports.
    public enum Language: String, CaseIterable, Sendable {
        case english = "en"
        case chinese = "zh"
    }

    /// One line: where, what, and the values that differ.
    public func text(_ language: Language) -> String {
        let isEnglish = language == .english
        var places: [String] = []
        if let entry { places.append(isEnglish ? "entry \(entry)" : "第 \(entry) 条记录") }
        if let place { places.append(place) }
        var line = isEnglish ? cause.words.english : cause.words.chinese
        if !places.isEmpty {
            line =
                isEnglish
                ? "\(places.joined(separator: ", ")): \(line)"
                : "\(places.joined(separator: "，"))：\(line)"
        }
        if let expected { line += (isEnglish ? "; expected " : "；应为 ") + expected }
        if let found { line += (isEnglish ? ", found " : "，实为 ") + found }
        return line
    }
}

extension Finding.Cause {
    /// What it means, in both languages.
    var words: (english: String, chinese: String) {
        switch self {
        case .checkpointMissing: ("the signed checkpoint is missing", "缺少已签名的检查点")
        case .checkpointMalformed: ("the checkpoint is not well formed", "检查点格式不正确")
        case .checkpointSignature:
            (
                "the checkpoint was changed: its signature does not verify",
                "检查点被改动：签名核验不通过"
            )
        case .checkpointUnsigned:
            (
                "the checkpoint is not signed by the session key of this log",
                "检查点没有本日志会话密钥的签名"
            )
        case .checkpointOrigin:
            ("the checkpoint belongs to another log", "检查点属于另一份日志")
        case .keyUnknown:
            ("the log's session key could not be read", "无法读取本日志的会话密钥")
        case .policyEmpty:
            ("the policy names no court key", "核验策略未列出任何法院密钥")
        case .courtUnknown:
            (
                "no court key that the policy names endorses the session key",
                "会话密钥未得到核验策略所列法院密钥的认可"
            )
        case .endorsementSignature:
            (
                "the court's endorsement was changed: its signature does not verify",
                "法院对会话密钥的认可被改动：签名核验不通过"
            )
        case .endorsementContent:
            (
                "the court's endorsement is for another log or key",
                "法院的认可针对另一份日志或另一密钥"
            )
        case .headMismatch:
            (
                "the log differs from the head that the policy names",
                "日志与核验策略所列的树根不一致"
            )
        default: copyWords
        }
    }

    private var copyWords: (english: String, chinese: String) {
        switch self {
        case .copyForSeat:
            ("this is a copy for one seat, not the whole record", "这是为一个席位制作的副本，并非完整档案")
        case .copyMalformed:
            ("the court's declaration of the copy is not well formed", "法院的副本声明格式不正确")
        case .copySignature:
            (
                "the court's declaration of the copy was changed: its signature does not verify",
                "法院的副本声明被改动：签名核验不通过"
            )
        case .copyUnsigned:
            (
                "the copy is not declared by a court that the policy names",
                "副本未经核验策略所列法院声明"
            )
        case .copyContent:
            (
                "the copy is not the one that the court declared",
                "副本与法院声明的副本不一致"
            )
        case .copyDiffers:
            ("the copy is not of this record", "副本并非出自该完整档案")
        case .copyNotCompared:
            (
                "the whole record does not stand up, so that the copy could not be held against it",
                "完整档案本身未通过核验，无法与副本比对"
            )
        case .entriesWithheld:
            (
                "entries are withheld from this seat; their hashes stand",
                "部分日志条目未向该席位提供；其哈希仍然有效"
            )
        case .segmentsWithheld:
            (
                "segments are withheld from this seat; their digests stand",
                "部分片段未向该席位提供；其摘要仍然有效"
            )
        default: treeWords
        }
    }

    private var treeWords: (english: String, chinese: String) {
        switch self {
        case .tileMissing: ("a tile of the tree is missing", "缺少哈希树分块")
        case .tileLength: ("a tile of the tree has the wrong length", "哈希树分块长度不正确")
        case .tileAltered: ("a tile of the tree was changed", "哈希树分块被改动")
        case .bundleMissing: ("entries are missing", "缺少日志条目")
        case .bundleMalformed: ("the bundle of entries is damaged", "日志条目文件已损坏")
        case .entryAltered:
            (
                "the entry was changed: its hash is not the one in the tree",
                "日志条目被改动：其哈希与哈希树不符"
            )
        case .entryDisagrees:
            (
                "entry and tree disagree, and neither leads to the signed root",
                "日志条目与哈希树不一致，且均与已签名的树根不符"
            )
        case .rootMismatch:
            ("the entries do not lead to the signed root", "日志条目与已签名的树根不符")
        default: entryWords
        }
    }

    private var entryWords: (english: String, chinese: String) {
        switch self {
        case .entryMalformed: ("the entry is not of format v1", "日志条目不符合第 1 版格式")
        case .entryVersion:
            ("the entry is of a format that this verifier does not know", "日志条目格式版本未知")
        case .entryHearing: ("the entry belongs to another hearing", "日志条目属于另一次庭审")
        case .entrySequence: ("the entry has another number", "日志条目序号不连续")
        case .entryEpoch: ("the owner epoch is not in order", "服务纪元不连续")
        case .entryClock:
            ("the clock went back; order comes from the tree", "时钟回退；顺序以哈希树为准")
        case .openMissing: ("the log does not begin with an opening entry", "日志未以开启条目开始")
        case .openRepeated: ("a second opening entry", "出现第二条开启条目")
        case .sealNotLast: ("an entry follows the seal", "封存之后仍有条目")
        default: trackWords
        }
    }

    private var trackWords: (english: String, chinese: String) {
        switch self {
        case .trackMissing: ("the track is missing", "缺少该轨道文件")
        case .trackUnknown: ("a segment of a track that never began", "片段所属轨道从未开始")
        case .trackRepeated: ("the track begins a second time", "轨道重复开始")
        case .trackTrailing:
            ("the track has bytes that no entry names", "轨道中有日志未记载的内容")
        case .trackUnchecked:
            (
                "the rest of the track could not be checked, since an entry is missing",
                "因缺少日志条目，该轨道其余部分无法核验"
            )
        case .segmentNumber: ("segments are missing or out of order", "片段缺失或顺序不正确")
        case .segmentPrevious:
            ("the segment does not follow from the one before", "片段与前一片段不衔接")
        case .segmentTime: ("the segment's times do not rise", "片段时间未递增")
        case .partTruncated: ("the track ends too early", "轨道提前结束")
        case .partLength: ("the entry's lengths contradict each other", "日志记载的长度自相矛盾")
        case .partSha256:
            ("the media were changed: the SHA-256 digest differs", "媒体被改动：SHA-256 摘要不符")
        case .partSm3: ("the media were changed: the SM3 digest differs", "媒体被改动：SM3 摘要不符")
        case .partEncrypted:
            ("the media are encrypted and were not decrypted", "媒体已加密，未解密核验")
        default: totalWords
        }
    }

    private var totalWords: (english: String, chinese: String) {
        switch self {
        case .bodyAltered:
            (
                "the content was changed: it is not what the log commits to",
                "内容被改动：与日志中的承诺值不符"
            )
        case .bodyWithheld:
            (
                "the content was withheld or erased; its digests stand",
                "内容已封存或删除；其摘要仍然有效"
            )
        case .closeParts: ("the closing entries are not complete", "闭录条目不完整")
        case .closeCounts:
            ("the closing entry counts other entries", "闭录条目的条数统计不符")
        case .closeTracks:
            ("the closing entry's totals of a track differ", "闭录条目的轨道统计不符")
        case .sealCounts: ("the seal counts other entries", "封存条目的条数统计不符")
        case .notClosed: ("the record was not closed yet", "录制尚未闭录")
        case .noRecord:
            (
                "the hearing was called off before its record began: there is none",
                "庭审在录制开始前已取消，没有录制内容"
            )
        case .notSealed:
            ("the log is not sealed yet: entries may still follow", "日志尚未封存：可能仍有后续条目")
        default: packageWords
        }
    }

    private var packageWords: (english: String, chinese: String) {
        switch self {
        case .fileUnreadable: ("the file could not be read", "文件无法读取")
        case .fileUnsafe:
            ("the package holds something that is no plain file", "数据包中含有非普通文件")
        case .fileMissing: ("a file of the package is missing", "数据包缺少文件")
        case .fileAltered: ("the file was changed after packing", "文件在打包后被改动")
        case .fileUnlisted: ("the file is not in the package's manifest", "文件未列入数据包清单")
        case .fileUnknown: ("no entry of the log names this file", "日志中没有记载该文件")
        case .bagMalformed: ("the package is not well formed", "数据包格式不正确")
        case .bagTooLarge: ("the package exceeds the verifier's limits", "数据包超出核验上限")
        default: (rawValue, rawValue)
        }
    }
}
