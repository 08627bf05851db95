//! The 56 ethnic groups, GB/T 3304 (rulebook §15.3).

use super::codes;

codes! {
    /// Ethnic group, GB/T 3304; 97 and 98 are common extensions.
    Ethnicity: "ethnicities" {
        Han "han" "汉族" "Han" gb "01" aka ["汉"];
        Mongol "mongol" "蒙古族" "Mongol" gb "02" aka ["蒙古"];
        Hui "hui" "回族" "Hui" gb "03" aka ["回"];
        Zang "zang" "藏族" "Zang (Tibetan)" gb "04" aka ["藏"];
        Uygur "uygur" "维吾尔族" "Uygur" gb "05" aka ["维吾尔", "维族"];
        Miao "miao" "苗族" "Miao" gb "06" aka ["苗"];
        Yi "yi" "彝族" "Yi" gb "07" aka ["彝"];
        Zhuang "zhuang" "壮族" "Zhuang" gb "08" aka ["壮"];
        Buyei "buyei" "布依族" "Buyei" gb "09" aka ["布依"];
        Chosen "chosen" "朝鲜族" "Chosen (Korean)" gb "10" aka ["朝鲜"];
        Man "man" "满族" "Man (Manchu)" gb "11" aka ["满"];
        Dong "dong" "侗族" "Dong" gb "12" aka ["侗"];
        Yao "yao" "瑶族" "Yao" gb "13" aka ["瑶"];
        Bai "bai" "白族" "Bai" gb "14" aka ["白"];
        Tujia "tujia" "土家族" "Tujia" gb "15" aka ["土家"];
        Hani "hani" "哈尼族" "Hani" gb "16" aka ["哈尼"];
        Kazak "kazak" "哈萨克族" "Kazak" gb "17" aka ["哈萨克"];
        Dai "dai" "傣族" "Dai" gb "18" aka ["傣"];
        Li "li" "黎族" "Li" gb "19" aka ["黎"];
        Lisu "lisu" "傈僳族" "Lisu" gb "20" aka ["傈僳"];
        Va "va" "佤族" "Va" gb "21" aka ["佤"];
        She "she" "畲族" "She" gb "22" aka ["畲"];
        Gaoshan "gaoshan" "高山族" "Gaoshan" gb "23" aka ["高山"];
        Lahu "lahu" "拉祜族" "Lahu" gb "24" aka ["拉祜"];
        Sui "sui" "水族" "Sui" gb "25" aka ["水"];
        Dongxiang "dongxiang" "东乡族" "Dongxiang" gb "26" aka ["东乡"];
        Naxi "naxi" "纳西族" "Naxi" gb "27" aka ["纳西"];
        Jingpo "jingpo" "景颇族" "Jingpo" gb "28" aka ["景颇"];
        Kirgiz "kirgiz" "柯尔克孜族" "Kirgiz" gb "29" aka ["柯尔克孜"];
        Tu "tu" "土族" "Tu" gb "30" aka ["土"];
        Daur "daur" "达斡尔族" "Daur" gb "31" aka ["达斡尔"];
        Mulao "mulao" "仫佬族" "Mulao" gb "32" aka ["仫佬"];
        Qiang "qiang" "羌族" "Qiang" gb "33" aka ["羌"];
        Blang "blang" "布朗族" "Blang" gb "34" aka ["布朗"];
        Salar "salar" "撒拉族" "Salar" gb "35" aka ["撒拉"];
        Maonan "maonan" "毛南族" "Maonan" gb "36" aka ["毛南"];
        Gelao "gelao" "仡佬族" "Gelao" gb "37" aka ["仡佬"];
        Xibe "xibe" "锡伯族" "Xibe" gb "38" aka ["锡伯"];
        Achang "achang" "阿昌族" "Achang" gb "39" aka ["阿昌"];
        Pumi "pumi" "普米族" "Pumi" gb "40" aka ["普米"];
        Tajik "tajik" "塔吉克族" "Tajik" gb "41" aka ["塔吉克"];
        Nu "nu" "怒族" "Nu" gb "42" aka ["怒"];
        Uzbek "uzbek" "乌孜别克族" "Uzbek" gb "43" aka ["乌孜别克"];
        Russ "russ" "俄罗斯族" "Russ" gb "44" aka ["俄罗斯"];
        Ewenki "ewenki" "鄂温克族" "Ewenki" gb "45" aka ["鄂温克"];
        Deang "deang" "德昂族" "Deang" gb "46" aka ["德昂"];
        Bonan "bonan" "保安族" "Bonan" gb "47" aka ["保安"];
        Yugur "yugur" "裕固族" "Yugur" gb "48" aka ["裕固"];
        Gin "gin" "京族" "Gin" gb "49" aka ["京"];
        Tatar "tatar" "塔塔尔族" "Tatar" gb "50" aka ["塔塔尔"];
        Derung "derung" "独龙族" "Derung" gb "51" aka ["独龙"];
        Oroqen "oroqen" "鄂伦春族" "Oroqen" gb "52" aka ["鄂伦春"];
        Hezhen "hezhen" "赫哲族" "Hezhen" gb "53" aka ["赫哲"];
        Monba "monba" "门巴族" "Monba" gb "54" aka ["门巴"];
        Lhoba "lhoba" "珞巴族" "Lhoba" gb "55" aka ["珞巴"];
        Jino "jino" "基诺族" "Jino" gb "56" aka ["基诺"];
        Other "other" "其他" "other" gb "97" aka ["其它"];
        ForeignOrigin "foreign_origin" "外国血统中国籍人士" "of foreign origin" gb "98" aka ["外国血统"];
    }
}
