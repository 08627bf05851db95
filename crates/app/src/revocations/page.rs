//! The proposal as one page to read and to print.

use std::fmt::Write;

use domain::code::Code;
use domain::proceedings::proposal::{Annex, Bundle, ProposalText, StatedGround};
use domain::time::Date;

use super::{BundledPaper, PersonNamed};

const STYLE: &str = "body{font-family:SimSun,\"Songti SC\",serif;max-width:48em;margin:2em auto;line-height:1.8}\
h1{text-align:center}table{border-collapse:collapse;width:100%}td,th{border:1px solid;padding:.3em .6em;text-align:left;\
vertical-align:top}h2{font-size:1.1em}@page{size:A4;margin:2.5cm}";

/// The page: who, what is proposed, on which facts, the record of conduct, the list of evidence.
pub(super) fn page(person: &PersonNamed, bundle: &Bundle, papers: &[BundledPaper]) -> String {
    let text = &bundle.proposal;
    let mut page = Page(String::new());
    page.raw("<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>");
    page.text(&text.title.zh);
    page.raw("</title><style>");
    page.raw(STYLE);
    page.raw("</style></head><body>\n");
    page.element("h1", &text.title.zh);
    page.element("p", &bundle.number);
    page.element("p", &format!("{}：", text.organ.as_deref().unwrap_or("社区矫正决定机关")));
    page.basics(person, text);
    for ground in &text.grounds {
        page.ground(ground);
    }
    page.paragraph("矫正期间表现", text.situation.as_deref());
    page.paragraph("不计入刑期的时间", text.uncounted_opinion.as_deref());
    page.conduct(bundle);
    page.element("h2", "建议");
    page.element("p", &format!("依照{}，{}。", text.basis.zh, text.request.zh));
    page.paragraph("意见", text.opinion.as_deref());
    page.arrest(text);
    page.evidence(&bundle.annexes, papers);
    page.raw("</body></html>\n");
    page.0
}

/// A page while it is written. Whatever is said by people is escaped.
struct Page(String);

impl Page {
    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\n' => self.raw("<br>"),
                plain => self.0.push(plain),
            }
        }
    }

    fn element(&mut self, name: &str, text: &str) {
        // Writing to a string cannot fail.
        let _opened = write!(self.0, "<{name}>");
        self.text(text);
        let _closed = writeln!(self.0, "</{name}>");
    }

    fn paragraph(&mut self, heading: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.element("h2", heading);
            self.element("p", text);
        }
    }

    fn row(&mut self, cell: &str, cells: &[&str]) {
        self.raw("<tr>");
        for text in cells {
            self.element(cell, text);
        }
        self.raw("</tr>\n");
    }

    fn basics(&mut self, person: &PersonNamed, text: &ProposalText) {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let term = day(text.starts_on).zip(day(text.ends_on)).map(|(from, to)| format!("{from}至{to}"));
        let rows = [
            ("姓名", Some(person.name.clone())),
            ("公民身份号码", Some(person.id_number.clone())),
            ("性别", person.sex.map(str::to_owned)),
            ("居住地", person.residence_address.clone()),
            ("矫正类别", Some(text.category.label().0.to_owned())),
            ("罪名", text.offence.clone()),
            ("原判刑罚", text.original_sentence.clone()),
            ("决定机关", text.deciding_organ.clone()),
            ("文书号", text.judgment_number.clone()),
            ("矫正期限", term),
        ];
        self.raw("<table>\n");
        for (name, value) in rows {
            if let Some(value) = value {
                self.row("td", &[name, &value]);
            }
        }
        self.raw("</table>\n");
    }

    fn ground(&mut self, ground: &StatedGround) {
        self.element("h2", &format!("{}（{}）", ground.title.zh, ground.basis.zh));
        self.raw("<ol>\n");
        for fact in &ground.facts {
            let numbers: Vec<_> = fact.annexes.iter().map(ToString::to_string).collect();
            let shown = if numbers.is_empty() { String::new() } else { format!("（证据{}）", numbers.join("、")) };
            self.element("li", &format!("{}{shown}", fact.statement));
        }
        self.raw("</ol>\n");
        if let Some(reason) = &ground.override_reason {
            self.element("p", &format!("说明：{reason}"));
        }
    }

    fn conduct(&mut self, bundle: &Bundle) {
        if bundle.conduct.is_empty() {
            return;
        }
        self.element("h2", "考核奖惩记录");
        self.raw("<table>\n");
        self.row("th", &["事项", "编号", "日期"]);
        for entry in &bundle.conduct {
            self.row("td", &[entry.kind.label().0, &entry.number, &entry.decided_on.to_string()]);
        }
        self.raw("</table>\n");
    }

    fn arrest(&mut self, text: &ProposalText) {
        if text.arrest_grounds.is_empty() {
            return;
        }
        let grounds: Vec<_> = text.arrest_grounds.iter().map(|ground| ground.label().0).collect();
        self.element("p", &format!("同时提请逮捕：{}。", grounds.join("；")));
    }

    fn evidence(&mut self, annexes: &[Annex], papers: &[BundledPaper]) {
        self.element("h2", "证据目录");
        self.raw("<table>\n");
        self.row("th", &["序号", "名称", "材料", "文件"]);
        for annex in annexes {
            let copies = papers.iter().filter(|bundled| annex.papers.contains(&bundled.paper.row.id));
            let copies: Vec<_> = copies.map(|bundled| bundled.path.as_str()).collect();
            self.row("td", &[&annex.number.to_string(), &annex.title.zh, annex.item.label().0, &copies.join("\n")]);
        }
        self.raw("</table>\n");
    }
}
