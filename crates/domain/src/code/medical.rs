//! Codes of temporary execution outside prison (rulebook §6).

use super::codes;

codes! {
    /// What the agency has a hospital look into (IM 24; OP23 27).
    MedicalExaminationMatter: "medical-examination-matters" {
        Diagnosis "diagnosis" "病情诊断" "diagnosis";
        PregnancyTest "pregnancy_test" "妊娠检查" "pregnancy test";
        SelfCareAppraisal "self_care_appraisal" "生活不能自理的鉴别" "appraisal of self-care";
    }

    /// The title of a doctor, from the lowest to the highest (OP23 6–10: 中级以上, 副高以上).
    DoctorTitle: "doctor-titles" {
        Resident "resident" "住院医师（初级）" "resident (junior title)";
        Attending "attending" "主治医师（中级）" "attending (intermediate title)";
        AssociateChief "associate_chief" "副主任医师（副高级）" "associate chief (associate-senior title)";
        Chief "chief" "主任医师（正高级）" "chief (senior title)";
    }

    /// The five activities of daily life (OP23 5; GB/T 16180).
    SelfCareActivity: "self-care-activities" {
        Eating "eating" "进食" "eating";
        TurningOver "turning_over" "翻身" "turning over";
        Toilet "toilet" "大小便" "toilet";
        DressingAndWashing "dressing_and_washing" "穿衣、洗漱" "dressing and washing";
        Moving "moving" "自主行动" "moving unaided";
    }

    /// By which standard self-care was appraised (contradiction K-9).
    SelfCareStandard: "self-care-standards" {
        Opinion2023 "opinion_2023" "司发通〔2023〕24号第五条" "OP23 5";
        SupremeCourt2016 "supreme_court_2016" "最高人民法院2016年鉴别标准" "the standard of the Supreme People's Court of 2016";
    }

    /// The rung of the ladder for a late re-examination (H-8): what is to be done next.
    LadderStep: "medical-ladder-steps" {
        None "none" "无需处理" "nothing";
        Educate "educate" "批评教育" "educate";
        Warning "warning" "给予警告" "warn";
        Committal "committal" "提请收监执行" "propose committal";
    }

    /// Why a guarantor no longer is one (IM 49(7)).
    GuarantorLoss: "guarantor-losses" {
        ConditionsLost "conditions_lost" "丧失保证条件" "no longer fulfils the conditions";
        Disqualified "disqualified" "因不履行义务被取消保证人资格" "disqualified for neglecting the duties";
    }

    /// What a guarantor must do (TEO14 12).
    GuarantorDuty: "guarantor-duties" {
        AssistSupervision "assist_supervision" "协助监督被保证人遵守法律和有关规定" "help to see that the person obeys law and rules";
        ReportWhereabouts "report_whereabouts" "发现被保证人擅自离开居住的市、县或者变更居住地，立即报告" "report at once that the person has left or moved without leave";
        ReportBreach "report_breach" "发现被保证人有违法犯罪行为，立即报告" "report at once breaches of the law and crimes";
        ReportIllness "report_illness" "为被保证人的治疗、护理、复查以及正常生活提供帮助，发现病情变化及时报告" "help with treatment, re-examination and daily life, and report changes of the illness";
        ReportDeath "report_death" "被保证人死亡的，及时报告" "report the person's death promptly";
    }

    /// How the ground of temporary execution comes to its end (CPL 268; OP26 16).
    GroundEndCause: "ground-end-causes" {
        PeriodEnds "period_ends" "固定期限届满" "the fixed period ends";
        Disappeared "disappeared" "暂予监外执行的情形消失" "the ground has disappeared";
    }
}
