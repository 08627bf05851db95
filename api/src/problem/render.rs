//! The problem document on the wire.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_LANGUAGE, HeaderName, HeaderValue};
use domain::code::ProceedingStatus;
use domain::proceedings::ActCode;
use domain::refusal::{Fact, Refusal};
use domain::text::Language;
use serde::Serialize;
use utoipa::ToSchema;

use super::{ApiError, ErrorCode, Place};

/// The most faults that one problem lists.
const FAULTS_MAX: usize = 100;

/// A problem (RFC 9457). Clients decide by `code`; `title`, `detail` and `message` are for people and follow
/// `Accept-Language`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// `urn:problem:corrections:` and the code.
    #[schema(example = "urn:problem:corrections:validation_failed")]
    pub r#type: String,
    /// What kind of problem, fixed per code.
    #[schema(example = "请求内容不符合要求")]
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, format = "int32")]
    pub status: u16,
    /// The stable code; the list stands in `info.x-problem-codes`.
    #[schema(example = "validation_failed")]
    pub code: String,
    /// What happened here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// This occurrence.
    #[schema(example = "urn:uuid:0193a6a0-0000-7000-8000-000000000000")]
    pub instance: String,
    /// The trace, for the log.
    #[schema(example = "4bf92f3577b34da6a3ce929d0e0e4736")]
    pub trace_id: String,
    /// The single faults, all of one stage together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    pub errors: Vec<ProblemFault>,
    /// Why the law says no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<ProblemRefusal>,
    /// Where the proceeding stands that does not know the act.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(extensions(("x-extensible-enum" = json!(true))))]
    pub current_status: Option<ProceedingStatus>,
    /// What the caller may do in it now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    pub available_actions: Vec<AvailableAction>,
}

/// An act in a proceeding, as the caller may or may not do it now.
#[derive(Debug, Serialize, ToSchema)]
pub struct AvailableAction {
    /// The act: posted to this sub-collection, written with `-` instead of `_`.
    #[schema(extensions(("x-extensible-enum" = json!(true))))]
    pub action: ActCode,
    /// Whether the caller may do it now.
    pub allowed: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<ProblemRefusal>,
}

impl AvailableAction {
    /// Each of these, in a language.
    pub fn all(available: &[domain::proceedings::AvailableAction], language: Language) -> Vec<Self> {
        let one = |known: &domain::proceedings::AvailableAction| Self {
            action: known.action,
            allowed: known.allowed,
            refusal: known.refusal.as_ref().map(|refusal| ProblemRefusal::of(refusal, language)),
        };
        available.iter().map(one).collect()
    }
}

/// One fault.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemFault {
    /// The member of the body, as a JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The query or path parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// The header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The stable code.
    pub code: String,
    /// What is wrong.
    pub message: String,
}

/// The reasons of a refusal.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemRefusal {
    /// The rule, by its id in the rulebook.
    pub rule: String,
    /// The article.
    pub basis: String,
    /// What was looked at.
    #[schema(max_items = 100)]
    pub facts: Vec<Fact>,
    /// What would make it allowed.
    pub remedy: String,
}

impl ProblemRefusal {
    fn of(refusal: &Refusal, language: Language) -> Self {
        Self {
            rule: refusal.rule.clone(),
            basis: refusal.basis.get(language).to_owned(),
            facts: refusal.facts.clone(),
            remedy: refusal.remedy.get(language).to_owned(),
        }
    }
}

impl Problem {
    /// The problem that an error is, in a language.
    pub fn of(error: &ApiError, language: Language, instance: &str, trace_id: &str) -> Self {
        let (zh, en) = error.code.title();
        let title = match language {
            Language::Zh => zh,
            Language::En => en,
        };
        Self {
            r#type: format!("urn:problem:corrections:{}", error.code.code()),
            title: title.to_owned(),
            status: error.code.status().as_u16(),
            code: error.code.code().to_owned(),
            detail: error.more.detail.as_ref().map(|detail| detail.get(language).to_owned()),
            instance: format!("urn:uuid:{instance}"),
            trace_id: trace_id.to_owned(),
            errors: error
                .more
                .faults
                .iter()
                .take(FAULTS_MAX)
                .map(|fault| {
                    let (pointer, parameter, header) = match &fault.place {
                        Place::Pointer(pointer) => (Some(pointer.clone()), None, None),
                        Place::Parameter(name) => (None, Some(name.clone()), None),
                        Place::Header(name) => (None, None, Some((*name).to_owned())),
                    };
                    let message = fault.message.get(language).to_owned();
                    ProblemFault { pointer, parameter, header, code: fault.code.clone().into_owned(), message }
                })
                .collect(),
            refusal: error.more.refusal.as_ref().map(|refusal| ProblemRefusal::of(refusal, language)),
            current_status: error.more.status,
            available_actions: AvailableAction::all(&error.more.available, language),
        }
    }
}

/// The answer for an error, in a language.
pub fn render(error: &ApiError, language: Language, instance: &str, trace_id: &str) -> HttpResponse {
    let mut response = HttpResponse::build(error.code.status());
    response.content_type("application/problem+json");
    response.insert_header((
        CONTENT_LANGUAGE,
        match language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        },
    ));
    if error.code == ErrorCode::Unauthenticated {
        response.insert_header(("www-authenticate", "Bearer realm=\"corrections\", error=\"invalid_token\""));
    } else if error.code.status() == actix_web::http::StatusCode::UNAUTHORIZED {
        response.insert_header(("www-authenticate", "Bearer realm=\"corrections\""));
    }
    for (name, value) in &error.more.headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.insert_header((HeaderName::from_static(name), value));
        }
    }
    response.json(Problem::of(error, language, instance, trace_id))
}
