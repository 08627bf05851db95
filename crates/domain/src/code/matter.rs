//! Codes of the case: category, status, conditions, clocks, faults.

use super::codes;

codes! {
    /// The four kinds of sentence carried out in the community (CCL 2; rulebook §1.1).
    Category: "categories" {
        PublicSurveillance "public_surveillance" "管制" "public surveillance" aka ["被判处管制"];
        Probation "probation" "缓刑" "probation" aka ["宣告缓刑"];
        Parole "parole" "假释" "parole" aka ["裁定假释"];
        TemporaryOutsidePrison "temporary_outside_prison" "暂予监外执行" "temporary execution outside prison" aka ["监外执行", "暂监外执行"];
    }

    /// The main status of a supervisee, computed and never typed (rulebook §1.5).
    Status: "statuses" {
        AwaitingIntake "awaiting_intake" "待报到" "awaiting intake";
        UnderSupervision "under_supervision" "在矫" "under supervision";
        Released "released" "解除矫正" "released";
        Terminated "terminated" "终止矫正" "terminated";
        TransferredOut "transferred_out" "执行地变更转出" "transferred out";
    }

    /// Why supervision ended (CCL 44, 45; rulebook §1.5).
    StatusReason: "status-reasons" {
        Expiry "expiry" "期满" "expiry of the term";
        Pardon "pardon" "赦免" "pardon";
        ProbationRevoked "probation_revoked" "撤销缓刑" "probation revoked";
        ParoleRevoked "parole_revoked" "撤销假释" "parole revoked";
        Committed "committed" "收监执行" "committed to prison";
        Death "death" "死亡" "death";
        ExecutionPlaceChanged "execution_place_changed" "执行地变更" "place of execution changed";
    }

    /// A condition that lies over the status for an interval of its own (rulebook §1.5).
    ConditionCode: "conditions" {
        MissedIntake "missed_intake" "漏管" "not taken under supervision";
        LostContact "lost_contact" "失去联系" "lost contact";
        OutOfSupervision "out_of_supervision" "脱管" "out of supervision";
        OnLeave "on_leave" "请假外出" "on leave";
        RecurringTravel "recurring_travel" "经常性跨市县活动" "recurring travel";
        InCustody "in_custody" "被羁押" "in custody";
        CoerciveMeasures "coercive_measures" "被采取强制措施" "under criminal coercive measures";
        RevocationPending "revocation_pending" "提请撤销未决" "revocation pending";
        CommittalPending "committal_pending" "提请收监未决" "committal pending";
        ArrestRequested "arrest_requested" "提请逮捕" "arrest requested";
        Arrested "arrested" "被逮捕" "arrested";
        Fugitive "fugitive" "在逃" "fugitive";
        ElectronicallyMonitored "electronically_monitored" "使用电子定位装置" "electronically monitored";
        Prohibited "prohibited" "禁止令执行中" "under a prohibition order";
        ExitRestricted "exit_restricted" "限制出境" "barred from leaving the country";
        CertificateDeferred "certificate_deferred" "解除证明书暂缓送达" "delivery of the release certificate deferred";
        MinorRegime "minor_regime" "未成年人矫正" "supervised as a minor";
        Sealed "sealed" "犯罪记录封存" "record sealed";
    }

    /// A difference between what the court stated and what the law computes; shown, never mended silently (rule T-3).
    DiscrepancyCode: "discrepancies" {
        TermEndDiffers "term_end_differs" "矫正终止日期与计算不符" "the end of the term differs from the computed one";
        ProbationOutsideLimits "probation_outside_limits" "缓刑考验期超出法定幅度" "the probation period is outside the legal limits";
        SurveillanceOutsideLimits "surveillance_outside_limits" "管制期限超出法定幅度" "the term of surveillance is outside the legal limits";
        ProhibitionTooShort "prohibition_too_short" "禁止令期限短于法定最短期限" "the prohibition order is shorter than the law allows";
        ProhibitionOutlastsTerm "prohibition_outlasts_term" "禁止令期限超过矫正期限" "the prohibition order outlasts the term";
    }

    /// The class of management; names are local (rulebook §4, §18 `class.names`).
    ManagementClass: "management-classes" {
        Strict "strict" "严格管理" "strict" aka ["严管", "严格", "严格级"];
        Ordinary "ordinary" "普通管理" "ordinary" aka ["普管", "普通", "普通级"];
        Lenient "lenient" "宽松管理" "lenient" aka ["宽管", "宽松", "宽松级"];
    }

    /// The ground of temporary execution outside prison (CPL 265).
    TemporaryGround: "temporary-grounds" {
        SeriousIllness "serious_illness" "有严重疾病需要保外就医" "serious illness (medical parole)" aka ["保外就医", "严重疾病"];
        PregnancyOrNursing "pregnancy_or_nursing" "怀孕或者正在哺乳自己婴儿的妇女" "pregnant or nursing her own infant" aka ["怀孕", "哺乳", "怀孕或哺乳", "怀孕或者正在哺乳自己婴儿"];
        UnableToCareForSelf "unable_to_care_for_self" "生活不能自理" "unable to care for oneself" aka ["生活不能自理，适用暂予监外执行不致危害社会"];
    }

    /// The state of a clock at the moment of asking.
    ClockState: "clock-states" {
        Open "open" "计时中" "running";
        Met "met" "按期完成" "met in time";
        LateMet "late_met" "逾期完成" "met late";
        Overdue "overdue" "已逾期" "overdue";
        Cancelled "cancelled" "不再计时" "no longer runs";
    }

    /// Who must act within a period, or whom it is owed to (rulebook §16.4).
    DutyBearer: "clock-actors" {
        CountyAgency "county_agency" "县级社区矫正机构" "county agency";
        DecidingOrgan "deciding_organ" "社区矫正决定机关" "deciding organ";
        Supervisee "supervisee" "社区矫正对象" "supervisee";
        Court "court" "人民法院" "court";
        TrialCourt "trial_court" "审理新罪漏罪的人民法院" "court trying the new case";
        OriginalCourt "original_court" "原审人民法院" "original trial court";
        Prison "prison" "监狱" "prison";
        FileHoldingPrison "file_holding_prison" "存放档案的监狱或者看守所" "prison or detention centre holding the file";
        PrisonOrDetentionCentre "prison_or_detention_centre" "监狱或者看守所" "prison or detention centre";
        DetentionCentreOrPolice "detention_centre_or_police" "看守所或者执行取保候审、监视居住的公安机关" "detention centre or police";
        DecidingPoliceOrCourt "deciding_police_or_court" "作出拘留等决定的公安机关、人民法院" "organ that decided the detention";
        Investigators "investigators" "侦查机关" "investigators";
        CommissioningOrgan "commissioning_organ" "委托机关" "commissioning organ";
        Procuratorate "procuratorate" "人民检察院" "procuratorate";
        Police "police" "公安机关" "police";
        Guardian "guardian" "监护人" "guardian of a minor";
        CityAgency "city_agency" "上一级社区矫正机构" "next-higher agency";
        OldAgency "old_agency" "原执行地县级社区矫正机构" "agency of the old place";
        NewAgency "new_agency" "新执行地县级社区矫正机构" "agency of the new place";
        OldProcuratorate "old_procuratorate" "原执行地人民检察院" "procuratorate of the old place";
        NewProcuratorate "new_procuratorate" "新执行地人民检察院" "procuratorate of the new place";
        OldPolice "old_police" "原执行地公安机关" "police of the old place";
        NewPolice "new_police" "新执行地公安机关" "police of the new place";
        CountyArchive "county_archive" "县级国家综合档案馆" "county archive";
        Complainant "complainant" "申诉人、控告人、检举人、投诉人" "complainant";
        Hospital "hospital" "医院" "hospital";
    }

    /// What can be wrong with a record when it is registered or imported.
    FaultCode: "fault-codes" {
        Required "required" "必填" "required";
        TooLong "too_long" "超过长度限制" "too long";
        MaskedValue "masked_value" "不能写回脱敏后的内容" "a masked value cannot be written back";
        IdentityLength "identity_length" "公民身份号码不是18位" "the identity number does not have 18 characters";
        IdentityCharacters "identity_characters" "公民身份号码含有不允许的字符" "the identity number has characters that cannot stand in it";
        IdentityImpossibleDate "identity_impossible_date" "公民身份号码中的出生日期不存在" "the birth date in the identity number does not exist";
        IdentityCheckDigit "identity_check_digit" "公民身份号码校验码错误" "the check digit of the identity number is wrong";
        BirthDateDisagreesWithIdentity "birth_date_disagrees_with_identity" "出生日期与公民身份号码不一致" "the birth date disagrees with the identity number";
        SexDisagreesWithIdentity "sex_disagrees_with_identity" "性别与公民身份号码不一致" "the sex disagrees with the identity number";
        NotAPhoneNumber "not_a_phone_number" "不是有效的电话号码" "not a phone number";
        ImplausibleDate "implausible_date" "日期超出合理范围" "the date is outside the plausible range";
        DatesOutOfOrder "dates_out_of_order" "日期先后顺序不合常理" "the dates are in an unusual order";
        EndBeforeStart "end_before_start" "终止日期早于起始日期" "the end lies before the start";
        ProhibitionEndBeforeStart "prohibition_end_before_start" "禁止令终止日期早于起始日期" "the prohibition order ends before it starts";
        ProhibitionNotForCategory "prohibition_not_for_category" "该矫正类别不适用禁止令" "a prohibition order does not go with this category";
        TemporaryGroundNotForCategory "temporary_ground_not_for_category" "仅暂予监外执行适用该事由" "the ground goes only with temporary execution outside prison";
        CustodyOutsideLimits "custody_outside_limits" "羁押天数超出允许范围" "the days of custody are outside the limits";
    }

    /// What can be wrong with a row of a roster beyond the faults of the record itself.
    RowFaultCode: "row-fault-codes" {
        DuplicateInFile "duplicate_in_file" "与文件中前面的行重复" "repeats an earlier row of the file";
        IdentityNumberAsNumber "identity_number_as_number" "身份证号存成了数字，末位已丢失" "the identity number is stored as a number and has lost its last digits";
        FormulaIsText "formula_is_text_never_executed" "公式按文字收下，不执行" "the formula is taken as text and never executed";
        NotADate "not_a_date" "不是有效日期" "not a date";
        NotANumber "not_a_number" "不是整数天数" "not a whole number of days";
        UnknownCategory "unknown_category" "没有这个矫正类别" "no such category";
        UnknownLabel "unknown_label" "不是本列可填的内容" "not one of the labels of this column";
        UnknownOffice "unknown_office" "没有这个司法所，或者不在管辖范围内" "no such judicial office, or not in the area";
    }

    /// How much a fault weighs.
    Severity: "severities" {
        Error "error" "错误" "error: the record is refused";
        Warning "warning" "提示" "warning: the record is accepted and marked";
    }
}
