/// Chinese terms of the law, as the glossary has them: for the printed table of rights.
extension Role {
    /// The role's Chinese name.
    public var chinese: String {
        switch self {
        case .presidingJudge: "审判长"
        case .judge: "审判员"
        case .assessor: "人民陪审员"
        case .assistant: "法官助理"
        case .clerk: "书记员"
        case .party: "当事人"
        case .agent: "诉讼代理人"
        case .thirdParty: "第三人"
        case .prosecutor: "检察员"
        case .witness: "证人"
        case .expert: "鉴定人"
        case .specialist: "有专门知识的人"
        case .interpreter: "翻译人员"
        case .mediator: "调解员"
        case .custodian: "监管人员"
        case .helper: "辅助人员"
        case .observer: "旁听人员"
        case .recorder: "录制管理人员"
        case .steward: "庭务主任"
        case .courtroom: "科技法庭"
        }
    }
}

extension Phase {
    /// The state's Chinese name.
    public var chinese: String {
        switch self {
        case .scheduled: "待开庭"
        case .open: "已开放"
        case .inSession: "庭审中"
        case .recess: "休庭"
        case .suspended: "庭审中断"
        case .recordClosed: "已闭录"
        case .sealed: "已封存"
        case .cancelled: "已取消"
        }
    }
}

extension Duty {
    /// The duty's Chinese name.
    public var chinese: String {
        switch self {
        case .doors: "门务"
        case .watch: "证人看护"
        case .transcript: "笔录"
        }
    }
}

extension OrderName.Group {
    /// The concept's Chinese name.
    public var chinese: String {
        switch self {
        case .course: "庭审进程"
        case .procedure: "程序步骤与回避"
        case .door: "出入法庭"
        case .room: "单独房间与合议"
        case .floor: "发言与画面"
        case .sight: "隐蔽作证"
        case .duty: "职责交办"
        case .device: "设备更换"
        }
    }
}

extension OrderName {
    /// The order's Chinese name.
    public var chinese: String {
        switch self {
        case .open: "开放等候室"
        case .begin: "开庭"
        case .recess: "休庭"
        case .resume: "继续开庭"
        case .continueUnrecorded: "无持久记录继续开庭"
        case .closeRecord: "结束录制"
        case .adjourn: "延期审理"
        case .pronounceLater: "定期宣判"
        case .moveOffline: "转为线下"
        case .seal: "封存"
        case .cancel: "取消庭审"
        case .advance: "进入下一步骤"
        case .returnTo: "恢复先前步骤"
        case .skipStep: "略过步骤"
        case .complete: "完成事项"
        case .nextCase: "下一案件"
        case .applyRecusal: "申请回避"
        case .decideRecusal: "决定回避"
        case .admit: "请入法庭"
        case .sendBack: "请回等候室"
        case .callWitness: "传唤证人"
        case .recallWitness: "再次传唤"
        case .confront: "对质"
        case .releaseWitness: "证人退庭"
        case .watch: "看护证人"
        case .unwatch: "结束看护"
        case .remove: "责令退出"
        case .addSeat: "增加席位"
        case .closeToPublic: "不公开审理"
        case .openToPublic: "公开审理"
        case .deliberate: "合议"
        case .endDeliberation: "结束合议"
        case .consult: "私下商议"
        case .brief: "翻译准备"
        case .caucus: "背对背调解"
        case .allowConsultation: "准许商议"
        case .acceptInvitation: "接受邀请"
        case .refuseInvitation: "谢绝邀请"
        case .lockRoom: "锁定房间"
        case .unlockRoom: "解锁房间"
        case .leaveRoom: "离开房间"
        case .endRoom: "结束房间"
        case .mute: "静音"
        case .muteAll: "全体静音"
        case .lock: "静音并锁定"
        case .silence: "全场肃静"
        case .restoreOrder: "恢复秩序"
        case .stopVideo: "关闭画面"
        case .allow: "允许发言、画面、出示证据"
        case .stopExhibit: "停止出示证据"
        case .unmute: "取消静音"
        case .askToUnmute: "请其发言"
        case .grantFloor: "给予发言权"
        case .endFloor: "结束发言"
        case .raiseHand: "举手"
        case .lowerHand: "放下举手"
        case .lowerAllHands: "放下全部举手"
        case .spotlight: "突出显示"
        case .clearSpotlight: "取消突出显示"
        case .layout: "画面布局"
        case .object: "提出异议"
        case .rule: "裁定异议"
        case .warn: "训诫"
        case .protect: "隐蔽作证"
        case .unprotect: "解除隐蔽"
        case .delegate: "交办职责"
        case .withdrawDuty: "收回职责"
        case .admitDevice: "允许更换设备"
        case .refuseDevice: "拒绝更换设备"
        }
    }
}
