//! Medical examination (病情诊断、妊娠检查、生活不能自理的鉴别): commissioned by the agency from a designated hospital (IM 24; OP23 5–10, 26, 27;
//! rulebook §6).
//!
//! The hospital arranges within five working days and finishes within twenty, of grave illness within three days; its opinion is formed
//! as the law wants, or it is not one, and can be used for three months.

mod self_care;

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, By, Declaration, Fault, HospitalReport, Kind, Matter, Move, NoticeDuty, Proceeding, To,
    Warning,
    kind::refuse,
    notice::untold,
    outside_prison::{PAPERS, REASON, designated, later, outside_prison, undesignated},
};
use crate::{
    clock::Clock,
    code::{
        Code, DoctorTitle, DutyBearer, MedicalExaminationMatter, Outcome, Permission, ProceedingKind,
        ProceedingStatus::{Answered, Closed, InProgress, Withdrawn},
    },
    ids::PaperId,
    judgement::{Span, basis},
    medical_interval::diagnosis_validity,
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::Date,
};

/// The rule of the formalities.
const RULE: &str = "H-5";

/// The doctors who sign (OP23 6–10).
const DOCTORS: usize = 2;

/// What a hospital is asked to look into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MedicalExaminationContent {
    /// A diagnosis, a pregnancy test, or an appraisal of self-care.
    pub matter: MedicalExaminationMatter,
    /// The hospital; one that the province has designated.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub hospital: String,
    /// The day on which the hospital received the commission.
    pub commissioned_on: Date,
    /// Whether the illness is grave, so that the hospital finishes within three days.
    #[serde(default)]
    pub urgent: bool,
    /// Why it is commissioned; of a second one, with what of the first somebody disagrees.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub reason: String,
    /// The letter and its annexes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Commissioned, arranged, reported on, told, closed.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::MedicalExamination,
    path: "medical-examinations",
    title: Label::new("病情诊断、妊娠检查、生活不能自理鉴别", "medical examination"),
    rule: RULE,
    initial: InProgress,
    reader: Some(Permission::MedicalRead),
    moves: &[&[
        Move::new(ActCode::Arrangements, &[InProgress], To::Same, By::Carrier),
        Move::new(ActCode::HospitalReports, &[InProgress], To::Status(Answered), By::Carrier),
        Move::new(ActCode::Closures, &[Answered], To::Status(Closed), By::Carrier),
        Move::new(ActCode::Deliveries, &[InProgress, Answered], To::Same, By::Carrier),
        Move::new(ActCode::Withdrawals, &[InProgress], To::Status(Withdrawn), By::Carrier),
    ]],
};

/// The opinion of the hospital, once it is there.
fn report(proceeding: &Proceeding) -> Option<&HospitalReport> {
    if let Act::HospitalReports(body) = &proceeding.last(ActCode::HospitalReports)?.act { Some(body) } else { None }
}

impl MedicalExaminationContent {
    /// The least title of those who sign: for a pregnancy test intermediate, else associate-senior (OP23 6–10; contradiction K-8).
    fn least_title(&self) -> DoctorTitle {
        match self.matter {
            MedicalExaminationMatter::PregnancyTest => DoctorTitle::Attending,
            MedicalExaminationMatter::Diagnosis | MedicalExaminationMatter::SelfCareAppraisal => {
                DoctorTitle::AssociateChief
            }
        }
    }

    /// **H-5** (OP23 6–10): two doctors of the title, none of them interested; signed and sealed; findings not older than three months.
    fn check_formalities(&self, body: &HospitalReport) -> Result<(), Box<Refusal>> {
        let (least, doctors) = (self.least_title(), &body.doctors);
        let fit = doctors.iter().filter(|doctor| doctor.title >= least && !doctor.interested).count();
        if fit < DOCTORS || fit < doctors.len() {
            let titles: Vec<&str> = doctors.iter().map(|doctor| doctor.title.code()).collect();
            let interested = doctors.iter().filter(|doctor| doctor.interested).count();
            let (zh, en) = least.label();
            return refuse(
                RULE,
                vec![Fact::new("doctors", titles.join(",")), Fact::new("interested", interested.to_string())],
                Text::new(
                    format!("须由两名以上无利害关系、职称不低于{zh}的医师签名"),
                    format!("signed by two doctors, not interested, of the title of {en} at least"),
                ),
            );
        }
        if !body.signed_and_sealed {
            return refuse(
                RULE,
                vec![Fact::new("signed_and_sealed", "false")],
                Text::new(
                    "须由医院主管副院长签名并加盖医院公章",
                    "the vice-president in charge signs it, and it bears the hospital's seal",
                ),
            );
        }
        match diagnosis_validity(body.findings_on) {
            Ok(validity) if validity.to < body.issued_on => refuse(
                RULE,
                vec![
                    Fact::new("findings_on", body.findings_on.to_string()),
                    Fact::new("issued_on", body.issued_on.to_string()),
                ],
                Text::new(
                    "所附客观检查结果应在三个月以内",
                    "the objective findings attached are not older than three months",
                ),
            ),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Whether the ground is there: of self-care as the law counts it, else as the hospital says (H-6).
    fn outcome(&self, body: &HospitalReport, matter: &Matter<'_>) -> Outcome {
        let Some(found) = &body.self_care else { return body.conclusion };
        self_care::outcome(found, matter.person.birth_date, body.issued_on).unwrap_or(body.conclusion)
    }

    fn faults_of_the_report(&self, body: &HospitalReport, on: Date) -> Vec<Fault> {
        let appraises = self.matter == MedicalExaminationMatter::SelfCareAppraisal;
        let self_care = match (&body.self_care, appraises) {
            (None, true) => Some(("required", Text::new("须填写", "needed in an appraisal of self-care"))),
            (Some(_), false) => {
                Some(("does_not_go_with", Text::new("仅用于生活不能自理的鉴别", "only in an appraisal of self-care")))
            }
            (None, false) | (Some(_), true) => None,
        };
        let names = body.doctors.iter().enumerate();
        let names = names.filter_map(|(at, doctor)| Fault::of_length(&format!("/doctors/{at}/name"), &doctor.name, 50));
        [
            self_care.map(|(code, message)| Fault::new("/self_care", code, message)),
            Fault::of_count("/doctors", body.doctors.len(), 0, 10),
            later("/issued_on", body.issued_on, on, "不能晚于登记日期", "must not lie after the day of the act"),
            Fault::of_span("/issued_on", self.commissioned_on, body.issued_on),
            later(
                "/findings_on",
                body.findings_on,
                body.issued_on,
                "不能晚于出具日期",
                "must not lie after the opinion",
            ),
        ]
        .into_iter()
        .flatten()
        .chain(names)
        .chain(body.self_care.iter().flat_map(self_care::faults))
        .collect()
    }
}

impl Kind for MedicalExaminationContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        [
            Fault::of_length("/hospital", &self.hospital, 100),
            Fault::of_day("/commissioned_on", self.commissioned_on),
            Fault::of_length("/reason", &self.reason, REASON),
            Fault::of_count("/papers", self.papers.len(), 0, PAPERS),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let mut warnings: Vec<Warning> = undesignated(matter, &self.hospital, RULE).into_iter().collect();
        let mut facts = vec![Fact::new("matter", self.matter.code()), Fact::new("hospital", self.hospital.clone())];
        let mut explanation = Vec::new();
        let mut period = None;
        if let Some(body) = report(matter.proceeding) {
            facts.push(Fact::new("outcome", self.outcome(body, matter).code()));
            if let Some(found) = &body.self_care {
                facts.push(Fact::new("standard", found.standard.code()));
                explanation.push(self_care::explained(found));
            }
            if let Ok(validity) = diagnosis_validity(body.issued_on) {
                period = Some(Span { from: validity.from, to: validity.to });
                explanation.extend(validity.explanation);
                if validity.to < today {
                    let message = Text::new(
                        format!("意见已于{}失效", validity.to),
                        format!("the opinion could be used until {}", validity.to),
                    );
                    warnings.push(Warning::under(RULE, message, today));
                }
            }
        }
        Assessment { basis: vec![basis(RULE, today)], explanation, warnings, period, facts, ..Assessment::default() }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        outside_prison(matter, "H-4")?;
        designated(matter, &self.hospital, RULE)?;
        if self.commissioned_on > matter.today() {
            return refuse(
                RULE,
                vec![Fact::new("commissioned_on", self.commissioned_on.to_string())],
                Text::new("委托之后再登记", "enter it once it is commissioned"),
            );
        }
        Ok(())
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let untold = if act == ActCode::Closures { untold(matter) } else { Vec::new() };
        if untold.is_empty() {
            return Ok(());
        }
        let (zh, en): (Vec<_>, Vec<_>) = untold.iter().map(|who| who.label()).unzip();
        let codes: Vec<_> = untold.iter().map(|who| who.code()).collect();
        refuse(
            "H-16",
            vec![Fact::new("not_told", codes.join(","))],
            Text::new(format!("请先告知{}", zh.join("、")), format!("tell first: {}", en.join(", "))),
        )
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        if let Act::Arrangements(body) = act {
            return Fault::of_span("/arranged_for", self.commissioned_on, body.arranged_for).into_iter().collect();
        }
        let Act::HospitalReports(body) = act else { return Vec::new() };
        self.faults_of_the_report(body, matter.day_of(act))
    }

    fn check(&self, act: &Act, _matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if let Act::HospitalReports(body) = act { self.check_formalities(body) } else { Ok(()) }
    }

    fn clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        let proceeding = matter.proceeding;
        let reported_on = report(proceeding).map(|body| body.issued_on);
        let arranged_on = proceeding.standing().find(|step| step.act.code() == ActCode::Arrangements);
        let arranged_on = arranged_on.map(|step| step.acted_on).into_iter().chain(reported_on).min();
        let all =
            if self.urgent { vec![("H-5u", reported_on)] } else { vec![("H-5a", arranged_on), ("H-5f", reported_on)] };
        let withdrawn = proceeding.status() == Withdrawn;
        let why = || Text::new("已撤回", "withdrawn");
        let clocks =
            all.into_iter().filter_map(|(rule, met_on)| Some(matter.clock(rule, self.commissioned_on)?.met(met_on)));
        clocks.map(|clock| if withdrawn { clock.cancelled(why()) } else { clock }).collect()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        if matter.proceeding.status() == Withdrawn {
            return Vec::new();
        }
        vec![NoticeDuty { recipient: DutyBearer::Procuratorate, rule: "H-16", since: self.commissioned_on }]
    }
}
