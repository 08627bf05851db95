//! Where two texts conflict, and which one the service follows (rulebook §17).

use super::{Confidence, Label, Rule, since};
use crate::defaults::DefaultKey;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "K-1",
        Label::new(
            "期满时无撤销情形与未决时必须发证",
            "no ground at expiry against the certificate while a proposal is pending: the opinion of 2026",
        ),
        Label::new("《实施办法》第五十三条；司发通〔2026〕8号第二十条", "IM 53; OP26 20"),
        since::OP26,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-2",
        Label::new(
            "两次警告与两次警告仍不改正",
            "two warnings against two warnings not corrected: propose, and collect proof",
        ),
        Label::new("《实施办法》第四十九条第四项；法释〔2021〕1号第五百一十六条第四项", "IM 49(4); INT21 516(4)"),
        since::INT21,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-3",
        Label::new("撤销假释的受理法院", "which court revokes parole: the one that granted it"),
        Label::new(
            "《实施办法》第四十七条；《社区矫正法》第四十六条；法释〔2016〕23号第二十九条",
            "IM 47; CCL 46; CP16 29",
        ),
        since::CCL,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-4",
        Label::new(
            "假释报到期限的起算",
            "start of a parolee's time for reporting: alarms from the ruling, lateness from leaving prison",
        ),
        Label::new("《社区矫正法》第二十一条；司发通〔2026〕8号附件6", "CCL 21; OP26 form 6"),
        since::OP26,
    )
    .held(Confidence::Inference)
    .decided_by(&[DefaultKey::ParoleReportStart]),
    Rule::new(
        "K-5",
        Label::new("“以下”是否包括本数", "whether 以下 includes the number: each instrument by its own article"),
        Label::new(
            "《刑法》第九十九条；《治安管理处罚法》（2025年修订）第一百四十三条；《实施办法》第五十八条",
            "CL 99; PSAPL 143; IM 58",
        ),
        since::CCL,
    )
    .formerly(Label::new("《治安管理处罚法》（2012年修正）第一百一十八条", "PSAPL06 118")),
    Rule::new(
        "K-6",
        Label::new("法律文书是否抄送公安机关", "whether documents are copied to the police: to both"),
        Label::new("《社区矫正法》第二十条；《实施办法》第十六条", "CCL 20; IM 16"),
        since::CCL,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-7",
        Label::new("书面通知公安机关和人民检察院的时间", "when police and procuratorate are told: the opinion of 2026"),
        Label::new("《实施办法》第三十八条；司发通〔2026〕8号第十四条", "IM 38; OP26 14"),
        since::OP26,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-8",
        Label::new("妊娠检查医师的职称", "the title of the doctors of a pregnancy test: the opinion of 2023"),
        Label::new("《暂予监外执行规定》；司发通〔2023〕24号第六条至第十条、第三十二条", "TEO14; OP23 6–10, 32"),
        since::OP23,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-9",
        Label::new("生活不能自理的两种标准", "two standards of inability to care for oneself: store which was used"),
        Label::new("司发通〔2023〕24号第五条、第三十二条", "OP23 5, 32"),
        since::OP23,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-10",
        Label::new("考核公示与未成年人保密", "publication of appraisals against secrecy: never of minors"),
        Label::new("《实施办法》第三十二条、第五十五条；《个人信息保护法》第六条", "IM 32, 55; PIPL 6"),
        since::PIPL,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-11",
        Label::new("记录封存与档案移交", "sealing against transfer to the archive: sealing restricts access"),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第十条；《档案法实施条例》第二十条", "SEAL22 10; ARR 20"),
        since::ARR,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-12",
        Label::new("执行档案与社区矫正档案的名称", "names of the files"),
        Label::new("《实施办法》第十八条", "IM 18"),
        since::CCL,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-15",
        Label::new(
            "治安管理处罚法条文序号的变化",
            "new article numbers of the punishments law: the law of the act, unless the new one is lighter",
        ),
        Label::new(
            "《治安管理处罚法》（2025年修订）第七十二条第四项、第七十三条第一项；《行政处罚法》第三十七条",
            "PSAPL 72(4), 73(1); APL 37",
        ),
        since::PSAPL,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-16",
        Label::new("监狱法条文序号的变化", "new article numbers of the Prison Law"),
        Label::new("《监狱法》（2026年修订）", "PL26"),
        since::PL26,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-17",
        Label::new("判决执行之日的两种理解", "two readings of the day of execution: the execution notice rules"),
        Label::new("法释〔2016〕23号第四十条；《刑法》第四十一条", "CP16 40; CL 41"),
        since::CP16,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-18",
        Label::new("对假释人员提请治安管理处罚", "police punishment of parolees: blocked"),
        Label::new(
            "司发通〔2026〕8号附件9；《治安管理处罚法》（2025年修订）第七十二条第四项",
            "OP26 form 9; PSAPL 72(4)",
        ),
        since::OP26,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-19",
        Label::new("教育学习、公益活动的时间", "hours of study and activity: no national minimum"),
        Label::new("《社区矫正法》第三十六条、第四十二条", "CCL 36, 42"),
        since::CCL,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-20",
        Label::new("延长复查期限的审批与告知", "a longer interval: the chain of approval and the notice"),
        Label::new("《实施办法》第二十四条；司发通〔2023〕24号第二十五条", "IM 24; OP23 25"),
        since::OP23,
    )
    .held(Confidence::Inference),
    Rule::new(
        "K-21",
        Label::new("“立即”与“三日内”", "at once against within three days: three days are the outer bound"),
        Label::new(
            "《社区矫正法》第四十九条；司发通〔2023〕24号第十四条；司发通〔2026〕8号第十八条",
            "CCL 49; OP23 14; OP26 18",
        ),
        since::OP23,
    )
    .held(Confidence::Inference),
];
