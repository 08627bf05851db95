//! What should be known before one goes on with a transfer: E-1, E-5, E-11, E-12.

use super::{TransferContent, course::Course};
use crate::{
    code::{Category, DecisionOutcome},
    period::months_before,
    proceedings::{Matter, Warning},
    text::Text,
};

impl TransferContent {
    pub(super) fn warnings(&self, matter: &Matter<'_>) -> Vec<Warning> {
        let course = Course(matter.proceeding);
        let today = matter.today();
        let mut warnings = Vec::new();
        let latest_on = self.planned_on.and_then(|planned_on| months_before(planned_on, 1));
        if let Some(latest_on) = latest_on.filter(|latest_on| self.is_out() && self.received_on > *latest_on) {
            warnings.push(Warning::under(
                "E-1",
                Text::new(
                    format!("一般应当提前一个月申请，即不晚于{latest_on}"),
                    format!("generally to be applied for a month before, by {latest_on}"),
                ),
                today,
            ));
        }
        if self.is_out() && course.reply() == Some(DecisionOutcome::Refused) {
            warnings.push(Warning::under(
                "E-5",
                Text::new(
                    "新执行地不同意接收：拟批准的，先报上一级社区矫正机构协调",
                    "the new place does not agree: to approve, have the next-higher agency coordinate first",
                ),
                today,
            ));
        }
        if course.arrived_on().is_none() && course.approved_on().is_some() {
            let overdue = course.reporting(matter).is_some_and(|clock| today > clock.due_legal);
            let (zh, en) = if self.is_out() {
                (
                    "未按期到新执行地报到：由本机构立即组织查找",
                    "has not reported at the new place in time: this agency searches at once",
                )
            } else {
                (
                    "收到变更决定之日起七日内未报到的，立即书面通知原执行地",
                    "one who does not report within seven days of receiving the decision: tell the old agency at once",
                )
            };
            if overdue || !self.is_out() {
                warnings.push(Warning::under("E-11", Text::new(zh, en), today));
            }
        }
        let by_court = matter.case.is_some_and(|case| case.order.is_decided_by_court() == Some(true));
        if matter.case.is_some_and(|case| case.order.category == Category::TemporaryOutsidePrison) && !by_court {
            warnings.push(Warning::under(
                "E-12",
                Text::new(
                    "监狱、公安机关决定暂予监外执行的：由其与新执行地同级机关办理移交，并另行指定存放档案的监狱、看守所",
                    "approved by a prison or the police: they hand over to their peers at the new place, which name the prison that holds the file",
                ),
                today,
            ));
        }
        warnings
    }
}
