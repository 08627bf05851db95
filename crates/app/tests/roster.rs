//! Rosters as bureaus send them, and files that only pretend to be rosters.

#![cfg(test)]

use std::io::{Cursor, Write};

use app::roster::{
    FileFault, Roster,
    reader::{Offices, Reading},
    template::template,
};
use domain::{
    code::{Category, Level, ManagementClass, Severity, Sex},
    ids::OrganizationId,
    organization::Organization,
    time::Date,
};
use encoding_rs::GB18030;
use rust_xlsxwriter::{Format, Workbook};
use uuid::Uuid;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const SAMPLE_XLSX: &[u8] = include_bytes!("../../../tests/fixtures/roster-500.xlsx");
const SAMPLE_CSV: &[u8] = include_bytes!("../../../tests/fixtures/roster-500.csv");
const FAULTY_XLSX: &[u8] = include_bytes!("../../../tests/fixtures/roster-faults.xlsx");
const FAULTS: &str = include_str!("../../../tests/fixtures/roster-faults.json");

const OFFICES: [&str; 14] = [
    "白马湖",
    "丹阳",
    "穿紫河",
    "河洑",
    "芷兰",
    "德山",
    "启明",
    "永安",
    "东江",
    "长庚",
    "府坪",
    "南坪",
    "丹洲",
    "芦荻山",
];

const HEADINGS: [&str; 6] = ["姓名", "身份证号", "司法所", "矫正类别", "矫正起始日期", "矫正终止日期"];
const ROW: [&str; 6] = ["任辉强", "430799199601290914", "启明司法所", "缓刑", "2024-03-20", "2028-03-19"];

fn offices() -> Offices {
    let organization = |number: usize, name: String, level| Organization {
        id: OrganizationId::from_uuid(Uuid::from_u128(u128::try_from(number).unwrap())),
        code: number.to_string(),
        name,
        level,
        parent_id: None,
        delegations: Vec::new(),
    };
    let mut all: Vec<_> = OFFICES
        .iter()
        .enumerate()
        .map(|(number, name)| organization(number, format!("{name}司法所"), Level::Office))
        .collect();
    all.push(organization(99, "武陵区社区矫正工作局".to_owned(), Level::County));
    Offices::new(&all)
}

fn read(bytes: impl Into<Vec<u8>>) -> Result<Vec<Reading>, FileFault> {
    let offices = offices();
    let mut roster = Roster::open(bytes.into())?;
    let announced = roster.rows();
    let readings: Vec<_> = roster.readings(&offices)?.collect::<Result<_, _>>()?;
    assert_eq!(usize::try_from(announced).unwrap(), readings.len());
    Ok(readings)
}

fn csv(rows: &[&[&str]]) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(*row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// A workbook of one sheet, whose cells are texts except where `change` says otherwise.
fn workbook(rows: &[&[&str]], change: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (number, row) in (0_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(row.iter()) {
            sheet.write_string(number, column, *text).unwrap();
        }
    }
    change(sheet);
    workbook.save_to_buffer().unwrap()
}

/// The one row of a roster with these further columns.
fn one(more: &[(&str, &str)]) -> Reading {
    let mut headings = HEADINGS.to_vec();
    let mut row = ROW.to_vec();
    for (heading, text) in more {
        match headings.iter().position(|known| known == heading) {
            Some(place) => row[place] = text,
            None => {
                headings.push(heading);
                row.push(text);
            }
        }
    }
    read(csv(&[&headings, &row])).unwrap().pop().unwrap()
}

fn codes(reading: &Reading) -> Vec<(&str, &str)> {
    reading.faults.iter().map(|fault| (fault.column.as_str(), fault.code)).collect()
}

fn day(text: &str) -> Option<Date> {
    Some(text.parse().unwrap())
}

/// The zip of a workbook with one part replaced.
fn with_part(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).unwrap();
        if part.name().unwrap() != name {
            out.raw_copy_file(part).unwrap();
        }
    }
    out.start_file(name, SimpleFileOptions::default()).unwrap();
    out.write_all(content).unwrap();
    out.finish().unwrap().into_inner()
}

#[test]
fn the_sample_goes_in_whole() {
    let readings = read(SAMPLE_XLSX).unwrap();
    assert_eq!(readings.len(), 500);
    for reading in &readings {
        assert!(reading.draft.is_some(), "row {}: {:?}", reading.sheet_row, reading.faults);
        assert_eq!(codes(reading), [], "row {}", reading.sheet_row);
    }
    assert_eq!(readings[0].sheet_row, 2);
    let draft = readings[0].draft.clone().unwrap();
    assert_eq!((draft.person.name.as_str(), draft.person.sex), ("任辉强", Some(Sex::Male)));
    assert_eq!(draft.order.category, Category::Probation);
    assert_eq!(draft.order.management_class, Some(ManagementClass::Lenient));
    assert_eq!(draft.order.original_sentence.as_deref(), Some("有期徒刑3年，缓刑4年"));
    assert_eq!(draft.order.supervision_ends_on, day("2028-03-19"));
    assert_eq!(draft.order.documents_received_on, day("2024-03-27"));
    assert_eq!(draft.order.reported_on, day("2024-03-29"));
    assert_eq!(draft.order.prohibition, None);
    assert_eq!(draft.order.carried_over_on, None);
}

#[test]
fn csv_in_each_encoding_says_what_the_workbook_says() {
    let expected = read(SAMPLE_XLSX).unwrap();
    let text = std::str::from_utf8(SAMPLE_CSV).unwrap().trim_start_matches('\u{FEFF}');
    assert_eq!(read(SAMPLE_CSV).unwrap(), expected);
    assert_eq!(read(text).unwrap(), expected);
    assert_eq!(read(format!("\u{FEFF}{text}")).unwrap(), expected);
    assert_eq!(read(GB18030.encode(text).0).unwrap(), expected);
}

#[test]
fn each_faulty_row_has_its_code_in_its_column() {
    let readings = read(FAULTY_XLSX).unwrap();
    let expected: serde_json::Value = serde_json::from_str(FAULTS).unwrap();
    for (row, fault) in expected["faults_by_sheet_row"].as_object().unwrap() {
        let reading = readings.iter().find(|reading| reading.sheet_row.to_string() == *row).unwrap();
        let (column, code) = (fault["column"].as_str().unwrap(), fault["fault"].as_str().unwrap());
        if code == "excel_serial_date_is_accepted" {
            assert_eq!(codes(reading), []);
            assert_eq!(reading.draft.as_ref().unwrap().order.supervision_starts_on, day("2025-12-09"));
            continue;
        }
        assert!(codes(reading).contains(&(column, code)), "row {row}: {:?}", reading.faults);
        assert_eq!(reading.draft.is_some(), row == "16", "row {row}: {:?}", reading.faults);
    }
    let formula = readings.iter().find(|reading| reading.sheet_row == 16).unwrap();
    assert_eq!(formula.draft.as_ref().unwrap().person.name, "=HYPERLINK(\"http://x\",\"张三\")");
    assert_eq!(formula.faults[0].severity, Severity::Warning);
    for reading in readings.iter().filter(|reading| {
        !expected["faults_by_sheet_row"].as_object().unwrap().contains_key(&reading.sheet_row.to_string())
    }) {
        assert!(reading.draft.is_some(), "row {}: {:?}", reading.sheet_row, reading.faults);
    }
}

#[test]
fn headings_may_stand_in_any_order_below_a_title_and_under_other_names() {
    let title = ["武陵区社区矫正对象花名册"];
    let headings = [
        "序号",
        "矫正期限（止）",
        "公民身份号码*",
        "所属司法所",
        "矫 正 类 别",
        "矫正开始日期",
        "姓名（必填）",
        "手机号",
        "指纹编号",
    ];
    let row = [
        "1",
        "2028-03-19",
        "４３０７９９１９９６０１２９０９１４",
        " 启明 ",
        "缓刑",
        "2024/3/20",
        "任　辉",
        "１３９ 1234 4567",
        "7",
    ];
    let bytes = csv(&[&title, &[], &headings, &row]);
    let roster = Roster::open(bytes.clone().into_bytes()).unwrap();
    assert_eq!(roster.columns().ignored(), ["指纹编号"]);
    let reading = read(bytes).unwrap().pop().unwrap();
    let draft = reading.draft.unwrap();
    assert_eq!(draft.person.id_number, "430799199601290914");
    assert_eq!(draft.person.name, "任辉");
    assert_eq!(draft.person.phone.as_deref(), Some("13912344567"));
    assert_eq!(draft.organization_id.uuid(), Uuid::from_u128(6));
    assert_eq!(draft.order.supervision_starts_on, day("2024-03-20"));
}

#[test]
fn the_sheet_with_the_headings_is_found_and_hidden_ones_are_not_read() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "目录").unwrap();
    for (name, is_hidden) in [("旧", true), ("新", false)] {
        let sheet = workbook.add_worksheet().set_hidden(is_hidden).set_name(name).unwrap();
        for (column, (heading, text)) in (0_u16..).zip(HEADINGS.into_iter().zip(ROW)) {
            sheet.write_string(4, column, heading).unwrap();
            sheet.write_string(5, column, if column == 0 { name } else { text }).unwrap();
        }
    }
    let readings = read(workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(readings.len(), 1);
    assert_eq!(readings[0].draft.as_ref().unwrap().person.name, "新");
    assert_eq!(readings[0].sheet_row, 6);
}

#[test]
fn missing_headings_are_named_and_repeated_ones_refused() {
    let ten = ["甲", "乙", "姓名", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
    let missing = Err(FileFault::MissingHeadings(HEADINGS[1..].to_vec()));
    assert_eq!(read(csv(&[&ten, &ten])), missing);
    assert_eq!(read(workbook(&[&ten, &ten], |_| ())), missing);
    assert_eq!(read("完全不是名册\n".to_owned()), Err(FileFault::MissingHeadings(HEADINGS.to_vec())));
    let mut twice = HEADINGS.to_vec();
    twice.push("公民身份号码");
    assert_eq!(read(csv(&[&twice])), Err(FileFault::DuplicateHeading("公民身份号码".to_owned())));
    assert_eq!(read(csv(&[&HEADINGS])), Ok(Vec::new()));
}

#[test]
fn days_are_read_in_every_form_and_from_serial_numbers() {
    for text in [
        "2024-03-20",
        "2024/3/20",
        "2024.3.20",
        "2024年3月20日",
        "20240320",
        "2024-03-20 00:00:00",
        "２０２４－３－２０",
        "45371",
    ] {
        let reading = one(&[("矫正起始日期", text)]);
        assert_eq!(reading.draft.unwrap().order.supervision_starts_on, day("2024-03-20"), "{text}");
    }
    for text in
        ["2024-02-30", "2024-13-01", "24-03-20", "2024-03", "2024", "202403", "待定", "=TODAY()", "2024-3-20-1", "1e5"]
    {
        let reading = one(&[("矫正起始日期", text)]);
        assert!(codes(&reading).contains(&("矫正起始日期", "not_a_date")), "{text}: {:?}", reading.faults);
    }
}

#[test]
fn serial_dates_of_a_workbook_are_days_in_either_date_system() {
    let mut row = ROW;
    row[5] = "2030-03-19";
    let bytes = workbook(&[&HEADINGS, &row, &row], |sheet| {
        sheet.write_number(1, 4, 45371).unwrap();
        let format = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        sheet.write_number_with_format(2, 4, 45371.75, &format).unwrap();
    });
    for reading in read(bytes.clone()).unwrap() {
        assert_eq!(codes(&reading).iter().filter(|(_, code)| *code == "not_a_date").count(), 0, "{:?}", reading.faults);
    }
    let started = |bytes: Vec<u8>| read(bytes).unwrap()[0].draft.as_ref().unwrap().order.supervision_starts_on;
    assert_eq!(started(bytes.clone()), day("2024-03-20"));
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let xml = std::io::read_to_string(archive.by_name("xl/workbook.xml").unwrap()).unwrap();
    let xml = xml.replacen("<workbookPr", "<workbookPr date1904=\"1\"", 1);
    let in_1904 = with_part(&bytes, "xl/workbook.xml", xml.as_bytes());
    assert_eq!(started(in_1904), day("2028-03-21"));
}

#[test]
fn numbers_keep_their_digits_and_an_identity_number_that_lost_them_is_refused() {
    let bytes = workbook(&[&[&HEADINGS[..], &["联系电话"]].concat(), &ROW, &ROW], |sheet| {
        sheet.write_number(1, 6, 13_912_344_567_f64).unwrap();
        sheet.write_number(2, 1, 430_799_199_601_290_914_f64).unwrap();
    });
    let readings = read(bytes).unwrap();
    assert_eq!(readings[0].draft.as_ref().unwrap().person.phone.as_deref(), Some("13912344567"));
    assert_eq!(codes(&readings[1]), [("身份证号", "identity_number_as_number")]);
    assert_eq!(codes(&one(&[("身份证号", "4.30799E+17")])), [("身份证号", "identity_number_as_number")]);
}

#[test]
fn a_formula_is_taken_as_text_and_its_value_never() {
    let bytes = workbook(&[&[&HEADINGS[..], &["备注"]].concat(), &ROW, &ROW], |sheet| {
        sheet.write_formula(1, 6, rust_xlsxwriter::Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_formula(2, 4, rust_xlsxwriter::Formula::new("=DATE(2024,3,20)").set_result("45371")).unwrap();
    });
    let readings = read(bytes).unwrap();
    assert_eq!(readings[0].draft.as_ref().unwrap().protected.remarks.as_deref(), Some("=1+1"));
    assert_eq!(codes(&readings[0]), [("备注", "formula_is_text_never_executed")]);
    assert_eq!(
        codes(&readings[1])[1..],
        [("矫正起始日期", "formula_is_text_never_executed"), ("矫正起始日期", "not_a_date")],
    );
}

#[test]
fn a_shared_formula_is_written_out_for_its_own_cell() {
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">{}</row><row r="2"><c r="G2"><f t="shared" ref="G2:G3" si="0">A2&amp;"!"</f><v>1</v></c></row><row r="3"><c r="G3"><f t="shared" si="0"/><v>2</v></c></row></sheetData></worksheet>"#,
        HEADINGS
            .iter()
            .chain(&["备注"])
            .map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"))
            .collect::<String>(),
    );
    let bytes = with_part(&workbook(&[&ROW], |_| ()), "xl/worksheets/sheet1.xml", sheet.as_bytes());
    let offices = offices();
    let mut roster = Roster::open(bytes).unwrap();
    let readings: Vec<_> = roster.readings(&offices).unwrap().map(Result::unwrap).collect();
    assert_eq!(readings.len(), 2);
    assert!(codes(&readings[1]).contains(&("备注", "formula_is_text_never_executed")));
}

#[test]
fn every_fault_of_a_row_comes_out_at_once() {
    let reading = one(&[
        ("姓名", ""),
        ("司法所", "不存在司法所"),
        ("矫正类别", "取保候审"),
        ("矫正终止日期", "2020-01-01"),
        ("性别", "女"),
        ("联系电话", "不详"),
        ("保证人姓名", "丙"),
        ("保证人电话", "不详"),
        ("禁止令内容", "禁止接触被害人"),
        ("民族", "火星族"),
        ("先行羁押天数", "许多"),
    ]);
    assert_eq!(reading.draft, None);
    assert_eq!(
        codes(&reading),
        [
            ("姓名", "required"),
            ("性别", "sex_disagrees_with_identity"),
            ("民族", "unknown_label"),
            ("联系电话", "not_a_phone_number"),
            ("司法所", "unknown_office"),
            ("矫正类别", "unknown_category"),
            ("矫正终止日期", "end_before_start"),
            ("保证人电话", "not_a_phone_number"),
            ("先行羁押天数", "not_a_number"),
        ]
    );
}

#[test]
fn an_unknown_label_is_a_warning_except_where_the_case_hangs_on_it() {
    let reading = one(&[("民族", "火星族"), ("管理类别", "未定")]);
    assert_eq!(codes(&reading), [("民族", "unknown_label"), ("管理类别", "unknown_label")]);
    assert_eq!(reading.draft.unwrap().order.management_class, None);
    assert_eq!(one(&[("暂予监外执行事由", "别的")]).draft, None);
}

#[test]
fn what_does_not_go_with_the_category_is_pointed_out() {
    let reading = one(&[("矫正类别", "假释"), ("禁止令内容", "禁止接触被害人")]);
    assert_eq!(codes(&reading), [("禁止令内容", "prohibition_not_for_category")]);
    assert!(reading.draft.is_some());
}

#[test]
fn the_bureau_itself_may_be_named() {
    let draft = one(&[("司法所", "武陵区社区矫正工作局")]).draft.unwrap();
    assert_eq!(draft.organization_id.uuid(), Uuid::from_u128(99));
}

#[test]
fn custody_is_kept_in_days() {
    let custody = one(&[("先行羁押天数", "32天"), ("留置天数", "7")]).draft.unwrap().order.custody.unwrap();
    assert_eq!(custody.custody_days, 32);
    assert_eq!(custody.designated_residence_surveillance_days, 0);
    assert_eq!(custody.supervisory_detention_days, 7);
}

#[test]
fn rows_have_the_numbers_that_a_spreadsheet_program_shows() {
    for line_end in ["\n", "\r\n"] {
        let head = HEADINGS.join(",");
        let row = ROW.join(",");
        let with_break = row.replacen("任辉强", &format!("\"任{line_end}辉强\""), 1);
        let blank = ",,,,,";
        let text = ["", &head, "", &with_break, blank, "", &row, "", ""].join(line_end);
        let rows: Vec<_> = read(text).unwrap().iter().map(|reading| reading.sheet_row).collect();
        assert_eq!(rows, [4, 7], "{line_end:?}");
    }
}

#[test]
fn what_is_not_a_spreadsheet_is_refused() {
    let pdf = b"%PDF-1.7 text only";
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let old_xls = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0";
    let html = "<html><table><tr><td>姓名</td></tr></table></html>";
    let truncated = &SAMPLE_XLSX[..SAMPLE_XLSX.len() / 2];
    let mut damaged = SAMPLE_XLSX.to_vec();
    damaged[20_000..20_064].fill(0);
    let mut other_zip = ZipWriter::new(Cursor::new(Vec::new()));
    other_zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let other_zip = other_zip.finish().unwrap().into_inner();
    for bytes in [pdf.as_slice(), png, old_xls, html.as_bytes(), truncated, &damaged, &other_zip, b"PK\x03\x04"] {
        assert_eq!(read(bytes), Err(FileFault::NotASpreadsheet));
    }
    assert_eq!(read(""), Err(FileFault::Empty));
}

#[test]
fn a_wrong_encoding_is_named() {
    let utf_16: Vec<u8> = "\u{FEFF}姓名,身份证号".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(utf_16), Err(FileFault::WrongEncoding));
    assert_eq!(read(b"caf\xE9,\xFF\xFF\n"), Err(FileFault::WrongEncoding));
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_parsed() {
    let zeros = vec![b' '; 30 * 1024 * 1024];
    assert_eq!(read(with_part(SAMPLE_XLSX, "xl/worksheets/sheet1.xml", &zeros)), Err(FileFault::TooLargeInside));
    let mut many = ZipWriter::new(Cursor::new(Vec::new()));
    for part in 0..1001 {
        many.start_file(format!("part{part}"), SimpleFileOptions::default()).unwrap();
    }
    assert_eq!(read(many.finish().unwrap().into_inner()), Err(FileFault::TooLargeInside));
}

#[test]
fn a_table_of_strings_that_announces_more_than_it_holds_is_refused() {
    let strings = br#"<sst uniqueCount="99999999999999"><si><t>x</t></si></sst>"#;
    assert_eq!(read(with_part(SAMPLE_XLSX, "xl/sharedStrings.xml", strings)), Err(FileFault::TooLargeInside));
}

#[test]
fn entities_are_neither_expanded_nor_fetched() {
    let sheet = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>
        <worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;&f;</t></is></c></row></sheetData></worksheet>"#;
    assert_eq!(
        read(with_part(SAMPLE_XLSX, "xl/worksheets/sheet1.xml", sheet.as_bytes())),
        Err(FileFault::NotASpreadsheet)
    );
}

#[test]
fn a_reference_made_to_overflow_the_parser_is_a_damaged_file() {
    for reference in ["ZZZZZZZZZZ1", "A99999999999", "A0", "1"] {
        let sheet =
            format!(r#"<worksheet><sheetData><row><c r="{reference}"><v>1</v></c></row></sheetData></worksheet>"#);
        assert!(
            Roster::open(with_part(SAMPLE_XLSX, "xl/worksheets/sheet1.xml", sheet.as_bytes())).is_err(),
            "{reference}"
        );
    }
}

#[test]
fn limits_hold_for_rows_columns_cells_and_bytes() {
    let mut text = csv(&[&HEADINGS]);
    for _ in 0..200_000 {
        text.push_str("a,b,c,d,e,f\n");
    }
    assert_eq!(read(text), Err(FileFault::TooManyRows));
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in (0_u16..).zip(HEADINGS) {
        sheet.write_string(0, column, heading).unwrap();
    }
    for row in 1..=200_000 {
        sheet.write_string(row, 0, "甲").unwrap();
    }
    assert_eq!(read(workbook.save_to_buffer().unwrap()), Err(FileFault::TooManyRows));
    let mut wide = HEADINGS.to_vec();
    wide.resize(201, "多余");
    assert_eq!(read(csv(&[&wide])), Err(FileFault::TooManyColumns));
    let long = "甲".repeat(32_768);
    assert_eq!(read(csv(&[&HEADINGS, &[&long]])), Err(FileFault::CellTooLong { row: 2 }));
    assert_eq!(read(vec![b'a'; 20 * 1024 * 1024 + 1]), Err(FileFault::TooLarge));
}

#[test]
fn the_template_is_an_empty_roster_with_every_column() {
    let bytes = template().unwrap();
    let roster = Roster::open(bytes.clone()).unwrap();
    assert_eq!(roster.rows(), 0);
    assert_eq!(roster.columns().recognised(), app::roster::columns::Field::ALL.len());
    assert!(roster.columns().ignored().is_empty());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    for list in ["\"管制,缓刑,假释,暂予监外执行\"", "\"严格管理,普通管理,宽松管理\"", "\"男,女,"]
    {
        assert!(sheet.contains(&list.replace('"', "&quot;")) || sheet.contains(list), "{list}");
    }
}

#[test]
fn no_two_columns_share_a_heading() {
    use app::roster::columns::Field;
    let mut headings: Vec<_> =
        Field::ALL.iter().flat_map(|field| field.aliases().iter().copied().chain([field.heading()])).collect();
    headings.sort_unstable();
    let before = headings.len();
    headings.dedup();
    assert_eq!(headings.len(), before);
}

#[test]
fn a_roster_may_move_to_the_blocking_pool() {
    fn moves<T: Send + 'static>(_: &T) {}
    moves(&Roster::open(SAMPLE_CSV.to_vec()).unwrap());
    moves(&offices());
}

#[test]
fn exported_texts_are_no_formulas() {
    use app::roster::neutral::neutralise;
    for text in ["=1+1", "+86", "-1", "@x", "\tx", "\rx"] {
        assert_eq!(neutralise(text), format!("'{text}"));
    }
    assert_eq!(neutralise("任辉强"), "任辉强");
}
