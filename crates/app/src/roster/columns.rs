//! The columns of a roster: what each means, by which headings bureaus know it, and where it stands in a file.

use std::collections::{BTreeMap, btree_map::Entry};

use domain::code::{
    Category, Code, Education, Ethnicity, ManagementClass, MaritalStatus, PoliticalStatus, Sex, TemporaryGround,
};

use super::{file_fault::FileFault, normal, sheet::Row};

/// How a column is filled in.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// Free text.
    Text,
    /// A day.
    Date,
    /// A whole number of days.
    Days,
    /// A label out of a list.
    OneOf(fn() -> Vec<&'static str>),
}

fn labels<C: Code>() -> Vec<&'static str> {
    C::ALL.iter().map(|word| word.label().0).collect()
}

/// Declares the columns. A line is `Field "member of the wire" "heading"`, then `needed` where a roster cannot do without,
/// the form, the other headings that mean the same, and a note for whoever fills in the template.
macro_rules! columns {
    ($($field:ident $wire:literal $heading:literal $($needed:ident)? ($form:expr) [$($alias:literal),*] $note:literal;)+) => {
        /// A fact that a roster has a column for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field {
            $(#[doc = concat!($heading, ": `", $wire, "`.")] $field,)+
        }

        impl Field {
            /// Every column, in the order of the template.
            pub const ALL: &'static [Self] = &[$(Self::$field),+];

            /// The column for a member of the wire, a dotted path for the nested ones; for an object its first column.
            #[must_use]
            pub fn of_wire(wire: &str) -> Option<Self> {
                let names = |name: &str| name == wire || name.split('.').next() == Some(wire);
                [$((Self::$field, $wire)),+].into_iter().find(|(_, name)| names(name)).map(|(field, _)| field)
            }

            /// The heading that the template uses.
            #[must_use]
            pub fn heading(self) -> &'static str {
                match self { $(Self::$field => $heading,)+ }
            }

            /// Other headings that mean the same.
            #[must_use]
            pub fn aliases(self) -> &'static [&'static str] {
                match self { $(Self::$field => &[$($alias),*],)+ }
            }

            /// Whether a roster cannot do without the column.
            #[must_use]
            pub fn is_needed(self) -> bool {
                match self { $(Self::$field => is_needed!($($needed)?),)+ }
            }

            /// How the column is filled in.
            #[must_use]
            pub fn form(self) -> Form {
                match self { $(Self::$field => $form,)+ }
            }

            /// The headings that a roster cannot do without.
            #[must_use]
            pub fn needed() -> Vec<&'static str> {
                Self::ALL.iter().filter(|field| field.is_needed()).map(|field| field.heading()).collect()
            }

            /// What the template says about the column, in Chinese.
            #[must_use]
            pub fn note(self) -> &'static str {
                match self { $(Self::$field => $note,)+ }
            }
        }
    };
}

macro_rules! is_needed {
    () => {
        false
    };
    (needed) => {
        true
    };
}

columns! {
    Name "name" "姓名" needed (Form::Text) ["矫正对象姓名", "社区矫正对象姓名", "对象姓名"] "与居民身份证一致。";
    FormerName "former_name" "曾用名" (Form::Text) ["曾用名绰号"] "";
    Sex "sex" "性别" (Form::OneOf(labels::<Sex>)) [] "须与公民身份号码第17位一致。";
    Ethnicity "ethnicity" "民族" (Form::OneOf(labels::<Ethnicity>)) [] "";
    IdNumber "id_number" "身份证号" needed (Form::Text) ["公民身份号码", "身份证号码", "居民身份证号", "居民身份证号码", "身份号码", "证件号码"] "18位公民身份号码；单元格须为文本格式，数字格式会丢失末位。";
    BirthDate "birth_date" "出生日期" (Form::Date) ["出生年月日"] "须与公民身份号码第7至14位一致。";
    Education "education" "文化程度" (Form::OneOf(labels::<Education>)) ["学历", "受教育程度"] "";
    MaritalStatus "marital_status" "婚姻状况" (Form::OneOf(labels::<MaritalStatus>)) ["婚姻情况", "婚姻"] "";
    PoliticalStatus "political_status" "政治面貌" (Form::OneOf(labels::<PoliticalStatus>)) ["原政治面貌"] "";
    Phone "phone" "联系电话" (Form::Text) ["联系方式", "手机号", "手机号码", "电话", "电话号码", "本人联系电话"] "手机号，或者带区号的固定电话。";
    ResidenceAddress "residence_address" "居住地址" (Form::Text) ["居住地", "现住址", "现居住地", "现居住地址", "固定居住地", "执行地地址"] "";
    HouseholdAddress "household_address" "户籍地址" (Form::Text) ["户籍地", "户籍所在地", "户口所在地"] "";
    Workplace "workplace" "工作单位" (Form::Text) ["现工作单位", "就业单位", "工作单位或职业"] "";
    Office "organization_id" "司法所" needed (Form::Text) ["所属司法所", "执行单位", "矫正单位", "所在司法所", "管理司法所", "受委托司法所"] "本机构下的司法所名称，或者本机构名称。";
    Category "category" "矫正类别" needed (Form::OneOf(labels::<Category>)) ["矫正类型", "社区矫正类别", "对象类别"] "";
    Offence "offence" "罪名" (Form::Text) ["具体罪名"] "";
    OriginalSentence "original_sentence" "原判刑期" (Form::Text) ["原判刑罚", "原判主刑"] "例：有期徒刑1年6个月，缓刑2年。";
    AdditionalPenalty "additional_penalty" "附加刑" (Form::Text) ["原判附加刑"] "";
    DecidingOrgan "deciding_organ" "决定机关" (Form::Text) ["社区矫正决定机关", "判决机关", "裁判机关", "审判机关", "判决法院"] "";
    JudgmentNumber "judgment_number" "文书号" (Form::Text) ["文书编号", "判决书编号", "判决书号", "裁判文书号", "法律文书号", "案号"] "";
    DecidedOn "decided_on" "裁判日期" (Form::Date) ["判决日期", "裁判文书日期", "决定日期", "裁定日期"] "";
    EffectiveOn "effective_on" "生效日期" (Form::Date) ["文书生效日期", "裁判生效日期", "判决生效日期"] "";
    StartsOn "supervision_starts_on" "矫正起始日期" needed (Form::Date) ["矫正开始日期", "矫正期限起", "矫正起始日", "矫正起日", "社区矫正开始日期", "社区矫正起始日期"] "以法律文书为准。";
    EndsOn "supervision_ends_on" "矫正终止日期" needed (Form::Date) ["矫正结束日期", "矫正期限止", "矫正终止日", "矫正止日", "社区矫正结束日期", "社区矫正终止日期"] "以法律文书为准；当日仍在矫正期内。";
    ProhibitionContent "prohibition.content" "禁止令内容" (Form::Text) ["禁止令具体内容"] "有禁止令的填写内容和起止日期。";
    ProhibitionStartsOn "prohibition.starts_on" "禁止令起始日期" (Form::Date) ["禁止令开始日期", "禁止令期限起"] "";
    ProhibitionEndsOn "prohibition.ends_on" "禁止令终止日期" (Form::Date) ["禁止令结束日期", "禁止令期限止"] "";
    ManagementClass "management_class" "管理类别" (Form::OneOf(labels::<ManagementClass>)) ["管理等级", "管理级别", "分类管理"] "";
    TemporaryGround "temporary_ground" "暂予监外执行事由" (Form::OneOf(labels::<TemporaryGround>)) ["暂予监外执行原因", "监外执行事由", "暂予监外执行情形"] "仅暂予监外执行填写。";
    TemporaryPeriodEndsOn "temporary_period_ends_on" "暂予监外执行期限止" (Form::Date) ["暂予监外执行终止日期", "暂予监外执行截止日期"] "仅决定书载明期限的填写。";
    ReexaminedOn "reexamined_on" "最近一次病情复查日期" (Form::Date) ["病情复查日期", "最近病情复查日期", "最近复查日期"] "仅保外就医填写。";
    HealthReportedOn "health_reported_on" "健康报告日期" (Form::Date) ["最近一次身体情况报告日期", "身体情况报告日期", "最近一次健康报告日期"] "仅暂予监外执行填写。";
    GuarantorName "guarantor.name" "保证人姓名" (Form::Text) ["保证人"] "";
    GuarantorPhone "guarantor.phone" "保证人电话" (Form::Text) ["保证人联系电话", "保证人联系方式"] "";
    NoticeReceivedOn "notice_received_on" "执行通知书收到日期" (Form::Date) ["收到执行通知书日期", "执行通知收到日期"] "";
    DocumentsReceivedOn "documents_received_on" "法律文书收到日期" (Form::Date) ["文书收到日期", "收到法律文书日期", "法律文书接收日期", "文书接收日期"] "";
    ReceiptSentOn "receipt_sent_on" "回执日期" (Form::Date) ["送达回执日期", "回执送达日期", "回执寄出日期"] "";
    LeftPrisonOn "left_prison_on" "出监日期" (Form::Date) ["出监所日期", "出狱日期"] "仅假释、暂予监外执行填写。";
    ReportedOn "reported_on" "报到日期" (Form::Date) ["实际报到日期"] "";
    CustodyDays "custody.custody_days" "先行羁押天数" (Form::Days) ["判决前羁押天数", "羁押天数"] "整数，单位为日。";
    DesignatedResidenceDays "custody.designated_residence_surveillance_days" "指定居所监视居住天数" (Form::Days) [] "整数，单位为日。";
    SupervisoryDetentionDays "custody.supervisory_detention_days" "留置天数" (Form::Days) ["留置管护天数"] "整数，单位为日。";
    Remarks "remarks" "备注" (Form::Text) ["备注说明"] "";
}

/// Headings that say nothing about a person and are passed over without a note.
const SERIAL_NUMBERS: [&str; 4] = ["序号", "编号", "No.", "NO"];

/// Where the columns of one file stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    places: BTreeMap<Field, Place>,
    ignored: Vec<String>,
    repeated: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    column: usize,
    heading: String,
}

impl Columns {
    /// Reads a row as headings. A row of anything else gives no columns.
    #[must_use]
    pub fn read(row: &Row) -> Self {
        let mut columns = Self { places: BTreeMap::new(), ignored: Vec::new(), repeated: None };
        for (column, cell) in row.filled() {
            let heading = normal::heading(&cell.text);
            match field_of(&heading).map(|field| columns.places.entry(field)) {
                Some(Entry::Vacant(place)) => {
                    place.insert(Place { column, heading: cell.text.clone() });
                }
                Some(Entry::Occupied(_)) => columns.repeated = Some(cell.text.clone()),
                None if SERIAL_NUMBERS.contains(&heading.as_str()) => {}
                None => columns.ignored.push(cell.text.clone()),
            }
        }
        columns
    }

    /// Why a roster cannot be read by these headings.
    #[must_use]
    pub fn fault(&self) -> Option<FileFault> {
        let missing: Vec<_> =
            Field::ALL.iter().filter(|field| field.is_needed() && self.column(**field).is_none()).collect();
        if missing.is_empty() {
            return self.repeated.clone().map(FileFault::DuplicateHeading);
        }
        Some(FileFault::MissingHeadings(missing.into_iter().map(|field| field.heading()).collect()))
    }

    /// How many columns were recognised.
    #[must_use]
    pub fn recognised(&self) -> usize {
        self.places.len()
    }

    /// Headings of columns that are not read, as they stand in the file.
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// The column of a field, counted from 0.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.places.get(&field).map(|place| place.column)
    }

    /// The heading of a field as it stands in the file; the template's if the file has no such column.
    #[must_use]
    pub fn heading(&self, field: Field) -> &str {
        self.places.get(&field).map_or(field.heading(), |place| &place.heading)
    }
}

fn field_of(heading: &str) -> Option<Field> {
    let named = |heading: &str| {
        Field::ALL.iter().copied().find(|field| field.heading() == heading || field.aliases().contains(&heading))
    };
    // What stands in parentheses is part of the name (矫正期限（起）) or a remark on it (身份证号（必填）).
    named(&heading.replace(['(', ')'], "")).or_else(|| named(heading.split('(').next().unwrap_or_default()))
}
