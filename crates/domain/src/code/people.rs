//! Codes of persons, with the codes of the national standards (rulebook §15.3).

use super::codes;

codes! {
    /// Sex, GB/T 2261.1.
    Sex: "sexes" {
        Male "male" "男" "male" gb "1" aka ["男性"];
        Female "female" "女" "female" gb "2" aka ["女性"];
        Unknown "unknown" "未知的性别" "unknown" gb "0" aka ["未知"];
        NotStated "not_stated" "未说明的性别" "not stated" gb "9" aka ["未说明"];
    }

    /// Education, GB/T 4658.
    Education: "education-levels" {
        Graduate "graduate" "研究生" "graduate school" gb "10" aka ["研究生教育", "硕士研究生", "博士研究生", "硕士", "博士"];
        Undergraduate "undergraduate" "大学本科" "university" gb "20" aka ["本科", "大学", "大学本科教育"];
        JuniorCollege "junior_college" "专科" "junior college" gb "30" aka ["大专", "大学专科", "专科教育"];
        SecondaryVocational "secondary_vocational" "中等职业" "secondary vocational school" gb "40" aka ["中专", "中等专科", "职高", "技校", "中等职业教育"];
        SeniorHigh "senior_high" "普通高中" "senior high school" gb "60" aka ["高中", "普通高级中学"];
        JuniorHigh "junior_high" "初中" "junior high school" gb "70" aka ["初级中学"];
        Primary "primary" "小学" "primary school" gb "80";
        Other "other" "其他" "other" gb "90" aka ["文盲", "半文盲", "文盲或半文盲", "无学历"];
    }

    /// Marital status, GB/T 2261.2.
    MaritalStatus: "marital-statuses" {
        Unmarried "unmarried" "未婚" "unmarried" gb "10";
        Married "married" "已婚" "married" gb "20";
        FirstMarriage "first_marriage" "初婚" "first marriage" gb "21";
        Remarried "remarried" "再婚" "remarried" gb "22";
        MarriageRestored "marriage_restored" "复婚" "marriage restored" gb "23";
        Widowed "widowed" "丧偶" "widowed" gb "30";
        Divorced "divorced" "离婚" "divorced" gb "40" aka ["离异"];
        NotStated "not_stated" "未说明的婚姻状况" "not stated" gb "90" aka ["未说明", "不详"];
    }

    /// Why two persons may be one.
    DuplicateReason: "duplicate-reasons" {
        SameIdNumber "same_id_number" "身份证号相同" "the same identity number";
        SameNameAndBirthDate "same_name_and_birth_date" "姓名和出生日期相同" "the same name and birth date";
        SamePhoneAndSimilarName "same_phone_and_similar_name" "电话相同且姓名近似" "the same phone, and a name that sounds alike";
    }

    /// Political status, GB/T 4762.
    PoliticalStatus: "political-statuses" {
        PartyMember "party_member" "中共党员" "member of the Communist Party" gb "01" aka ["党员", "中国共产党党员"];
        ProbationaryPartyMember "probationary_party_member" "中共预备党员" "probationary member of the Communist Party" gb "02" aka ["预备党员"];
        YouthLeagueMember "youth_league_member" "共青团员" "member of the Youth League" gb "03" aka ["团员"];
        RevolutionaryCommittee "revolutionary_committee" "民革党员" "Revolutionary Committee of the Guomindang" gb "04" aka ["民革会员", "民革"];
        DemocraticLeague "democratic_league" "民盟盟员" "Democratic League" gb "05" aka ["民盟"];
        NationalConstruction "national_construction" "民建会员" "National Construction Association" gb "06" aka ["民建"];
        PromotingDemocracy "promoting_democracy" "民进会员" "Association for Promoting Democracy" gb "07" aka ["民进"];
        PeasantsAndWorkers "peasants_and_workers" "农工党党员" "Peasants and Workers Democratic Party" gb "08" aka ["农工党"];
        ZhiGong "zhi_gong" "致公党党员" "Zhi Gong Party" gb "09" aka ["致公党"];
        JiuSan "jiu_san" "九三学社社员" "Jiu San Society" gb "10" aka ["九三学社"];
        TaiwanLeague "taiwan_league" "台盟盟员" "Taiwan Democratic Self-Government League" gb "11" aka ["台盟"];
        Independent "independent" "无党派人士" "personage without party affiliation" gb "12" aka ["无党派", "无党派民主人士"];
        Masses "masses" "群众" "none" gb "13" aka ["普通公民"];
    }
}
