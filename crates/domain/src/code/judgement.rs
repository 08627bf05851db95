//! Codes of judgements: what the law makes of the facts of a case (rulebook §5 – §12).

use super::codes;

codes! {
    /// Whether a condition of the law is fulfilled on the facts stated. The order is that of the logic: of several conditions that
    /// must all be met the least decides, of several alternatives the greatest.
    Outcome: "outcomes" {
        NotMet "not_met" "不符合" "not met";
        NeedsJudgement "needs_judgement" "需要人工判断" "a person must judge";
        Met "met" "符合" "met";
    }

    /// What follows from a breach (rulebook §7.1, §9.1).
    MeasureCode: "measures" {
        Admonition "admonition" "训诫" "admonition";
        Warning "warning" "警告" "warning";
        RevocationGround "revocation_ground" "具有提请撤销缓刑、假释的情形" "ground for proposing revocation";
        CommittalGround "committal_ground" "具有提请收监执行的情形" "ground for proposing committal to prison";
        PolicePunishment "police_punishment" "提请治安管理处罚" "proposal of a punishment by the police";
    }

    /// The two breaches that are answered by their length in days (IM 34, 35, 46, 47).
    AbsenceEvent: "absence-events" {
        LateReport "late_report" "逾期报到" "late reporting";
        OutOfSupervision "out_of_supervision" "脱离监管" "out of supervision";
    }

    /// How a person gets out of supervision (OP26 13).
    AbsenceKind: "absence-kinds" {
        LostContact "lost_contact" "失去联系" "contact was lost";
        LeftWithoutApproval "left_without_approval" "未经批准离开居住的市、县" "left the city or county without approval";
        LeaveOverdue "leave_overdue" "批准外出逾期不归" "approved leave is overdue";
    }

    /// A breach that is answered by its gravity, not by its days (IM 34, 35).
    Breach: "breaches" {
        Minor "minor" "违反报告、会客、外出、迁居等规定，情节轻微" "minor breach of the rules on reports, visits, leave or moving";
        EducationRefused "education_refused" "不按规定参加教育学习等活动，经教育仍不改正" "stays away from education and the like, educated in vain";
        OtherMinor "other_minor" "其他违反监督管理规定，情节轻微" "other minor breach";
        ReexaminationWithheld "reexamination_withheld" "保外就医人员无正当理由不按时提交病情复查，经教育仍不改正" "a medical parolee withholds the re-examination, educated in vain";
        ProhibitionMinor "prohibition_minor" "违反禁止令，情节轻微" "minor breach of a prohibition order";
        Heavier "heavier" "违反报告、会客、外出、迁居等规定，情节较重" "heavier breach of the rules on reports, visits, leave or moving";
        OtherHeavier "other_heavier" "其他违反监督管理规定，情节较重" "other heavier breach";
    }

    /// Whether leaving for a destination needs leave (IM 26).
    LeaveNeed: "leave-needs" {
        NotNeeded "not_needed" "无需请假" "no leave needed";
        Needed "needed" "应当请假" "leave needed";
        Barred "barred" "不准出境" "barred: leaving the country is not allowed";
    }

    /// What a person outside prison hands in at intervals (IM 24).
    MedicalReport: "medical-reports" {
        HealthReport "health_report" "身体情况报告" "report of the bodily condition";
        Reexamination "reexamination" "病情复查" "re-examination";
    }

    /// What a guarantor must fulfil (TEO14 11).
    GuarantorCondition: "guarantor-conditions" {
        CapableAndWilling "capable_and_willing" "具有完全民事行为能力，愿意承担保证人义务" "of full capacity and willing";
        AtLiberty "at_liberty" "人身自由未受到限制" "not under a restriction of liberty";
        HomeAndIncome "home_and_income" "有固定的住处和收入" "with a fixed home and income";
        Near "near" "能够与被保证人共同居住或者居住在同一市、县" "living with the person or in the same city or county";
    }

    /// The grounds of electronic positioning (CCL 29).
    PositioningGround: "positioning-grounds" {
        ProhibitionBreached "prohibition_breached" "违反人民法院禁止令" "breached a prohibition order";
        LeftWithoutApproval "left_without_approval" "无正当理由，未经批准离开所居住的市、县" "left the city or county unapproved, without legitimate reason";
        RefusesToReport "refuses_to_report" "拒不按照规定报告自己的活动情况，被给予警告" "refuses to report as required and was warned for it";
        PolicePunished "police_punished" "违反监督管理规定，被给予治安管理处罚" "punished by the police for a breach of supervision";
        ProposalImminent "proposal_imminent" "拟提请撤销缓刑、假释或者暂予监外执行收监执行" "revocation or committal is about to be proposed";
    }

    /// The four that ordinary commendation asks for (IM 33).
    CommendationCondition: "commendation-conditions" {
        Repents "repents" "服从人民法院判决，认罪悔罪" "accepts the judgment and repents";
        LawAbiding "law_abiding" "遵守法律法规" "abides by the law";
        ObeysRules "obeys_rules" "遵守关于报告、会客、外出、迁居等规定，服从社区矫正机构的管理" "obeys the rules on reports, visits, leave and moving";
        ActiveInEducation "active_in_education" "积极参加教育学习等活动，接受教育矫正" "takes an active part in education";
    }

    /// The one for whom an assessment is commissioned, or what a commission is for (OP26 5).
    AssessmentPurpose: "assessment-purposes" {
        PublicSurveillance "public_surveillance" "拟判处管制" "public surveillance considered";
        Probation "probation" "拟宣告缓刑" "probation considered";
        Parole "parole" "拟裁定假释" "parole considered";
        TemporaryOutsidePrison "temporary_outside_prison" "拟决定或者批准暂予监外执行" "temporary execution outside prison considered";
    }
}
