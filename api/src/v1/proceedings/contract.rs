//! The contract of one kind: operations, and schemas with names of their own, made from the declaration.
//!
//! The handlers answer every kind in one form; here content, acts and statuses are narrowed to those of the kind, so that clients get
//! a type with a name for each: `Leave`, `OpenLeave`, `EditLeave`, `LeaveItem`. Bodies and steps of acts are shared by all kinds:
//! `DecisionAct`, `DecisionStep`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::code::{Code, Permission, ProceedingKind};
use domain::proceedings::{ActCode, NamedSchema, permissions};
use domain::rulebook;
use utoipa::openapi::path::{Operation, OperationBuilder, Parameter, ParameterIn, PathItem, Paths};
use utoipa::openapi::schema::{ArrayBuilder, Discriminator, ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{HttpMethod, Ref, RefOr};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use utoipa_actix_web::OpenApiFactory;

use super::body::Opening;
use super::kind::{KindRoutes, ListOfKind, ProceedingAwaiting};
use super::views::{ProceedingItemView, ProceedingView, StepView};
use crate::openapi::build::{
    Schemas, answer, body, idempotency_key, if_match, in_path, object, one_word, or_sheet, page_of, pascal_case, refer,
    with_properties,
};

/// Acts whose verb is a word of its own; the others are recorded: `record_leave_delivery`.
const VERBS: [(ActCode, &str); 7] = [
    (ActCode::Submissions, "submit"),
    (ActCode::ReexaminationSubmissions, "submit"),
    (ActCode::Endorsements, "endorse"),
    (ActCode::Reviews, "review"),
    (ActCode::Decisions, "decide"),
    (ActCode::Extensions, "extend"),
    (ActCode::Withdrawals, "withdraw"),
];

/// The words that a kind goes by in the contract.
struct Words {
    kind: ProceedingKind,
    /// In names of operations: `leave`.
    one: &'static str,
    /// `leaves`.
    many: String,
    /// In names of schemas: `Leave`.
    schema: String,
    /// In sentences: `leave (外出)`.
    title: String,
}

impl Words {
    fn of(kind: ProceedingKind) -> Self {
        let declaration = kind.declaration();
        let title = declaration.title;
        Self {
            kind,
            one: kind.code(),
            many: declaration.path.replace('-', "_"),
            schema: pascal_case(kind.code()),
            title: format!("{} ({})", title.en, title.zh),
        }
    }

    fn operation(&self, id: String, summary: String) -> OperationBuilder {
        OperationBuilder::new().tag("proceedings").operation_id(Some(id)).summary(Some(summary))
    }

    /// The operation with the permissions that open it: any of these, and whatever it takes to read the kind.
    fn secured(&self, operation: OperationBuilder, any_of: &[Permission]) -> OperationBuilder {
        let reader = self.kind.declaration().reader;
        let one = |permission: &Permission| {
            let all = [Some(*permission), reader].into_iter().flatten();
            SecurityRequirement::new("bearer", all.map(Code::code).collect::<Vec<_>>())
        };
        operation.securities(Some(any_of.iter().map(one).collect::<Vec<_>>()))
    }

    fn reads(&self, operation: OperationBuilder) -> OperationBuilder {
        self.secured(operation, &[Permission::ProceedingsRead])
    }

    fn list(&self) -> Operation {
        let Self { many, schema, title, .. } = self;
        let described = self
            .operation(format!("list_{many}"), format!("List proceedings: {title}."))
            .description(Some(
                "Those within the caller's subtree, in the order of opening. Also as a spreadsheet: all that the filters give at \
                 once, at most 10000 rows (400 `too_many_items` beyond).",
            ))
            .parameters(Some(ListOfKind::into_params(|| Some(ParameterIn::Query))))
            .response("200", or_sheet(answer("A page.", &format!("Page_{schema}Item"), &["Link"])));
        self.reads(described).build()
    }

    fn open(&self) -> Operation {
        let Self { one, schema, title, .. } = self;
        let rule = self.kind.declaration().rule;
        let basis = rulebook::rule(rule).map_or("", |rule| rule.basis.en);
        let described = self
            .operation(format!("open_{one}"), format!("Open a proceeding: {title}."))
            .description(Some(format!(
                "What the law does not admit on the facts of the case is refused here already ({rule}: {basis})."
            )))
            .parameter(idempotency_key())
            .request_body(Some(body("application/json", &format!("Open{schema}"))))
            .response("201", answer("The proceeding.", schema, &["Location", "ETag"]))
            // The case is named in the body, so that no path tells of it.
            .response("404", Ref::from_response_name("Problem404"));
        self.secured(described, &[Permission::ProceedingsWrite]).build()
    }

    fn get(&self) -> Operation {
        let Self { one, schema, title, .. } = self;
        let described = self
            .operation(format!("get_{one}"), format!("Read a proceeding: {title}."))
            .description(Some(
                "What the law makes of it is computed at each reading, for the caller; the ETag is that of what was recorded.",
            ))
            .parameter(id())
            .response("200", answer("The proceeding.", schema, &["ETag"]));
        self.reads(described).build()
    }

    fn edit(&self) -> Operation {
        let Self { one, schema, title, .. } = self;
        let described = self
            .operation(format!("edit_{one}"), format!("Change the content of a draft: {title}."))
            .description(Some("A JSON merge patch: members that are absent stay, `null` clears."))
            .parameter(id())
            .parameter(if_match())
            .request_body(Some(body("application/merge-patch+json", &format!("Edit{schema}"))))
            .response("200", answer("The proceeding.", schema, &["ETag"]));
        self.secured(described, &[Permission::ProceedingsWrite]).build()
    }

    fn steps(&self) -> Operation {
        let Self { one, title, .. } = self;
        let described = self
            .operation(format!("list_{one}_steps"), format!("List the steps of a proceeding: {title}."))
            .description(Some("In the order of recording, annulled ones among them. Not paged."))
            .parameter(id())
            .response("200", answer("The steps.", "Page_ProceedingStep", &[]));
        self.reads(described).build()
    }

    fn act(&self, code: ActCode) -> Operation {
        let (one, title) = (self.one, &self.title);
        let verb = VERBS.iter().find(|(own, _)| *own == code).map(|(_, verb)| *verb);
        let id_of = verb.map_or_else(|| format!("record_{one}_{}", singular(code)), |verb| format!("{verb}_{one}"));
        let (zh, en) = code.label();
        let name = act_name(code);
        let described = self
            .operation(id_of, format!("Record an act: {en} ({zh}), {title}."))
            .parameter(id())
            .parameter(if_match())
            .parameter(idempotency_key())
            .request_body(Some(body("application/json", &name)))
            .response(
                "201",
                answer("The step; the ETag is that of the proceeding.", &step_name(code), &["Location", "ETag"]),
            );
        self.secured(described, &permissions(self.kind, code)).build()
    }

    fn step(&self, code: ActCode) -> Operation {
        let (one, title) = (self.one, &self.title);
        let (zh, en) = code.label();
        let described = self
            .operation(format!("get_{one}_{}", singular(code)), format!("Read a step: {en} ({zh}), {title}."))
            .parameter(id())
            .parameter(in_path("step_id", "The step"))
            .response("200", answer("The step.", &step_name(code), &["ETag"]));
        self.reads(described).build()
    }
}

impl OpenApiFactory for KindRoutes {
    fn paths(&self) -> Paths {
        let words = Words::of(self.0);
        let declaration = self.0.declaration();
        let base = format!("/{}", declaration.path);
        let mut paths = Paths::builder()
            .path(&base, PathItem::new(HttpMethod::Get, words.list()))
            .path(&base, PathItem::new(HttpMethod::Post, words.open()))
            .path(format!("{base}/{{id}}"), PathItem::new(HttpMethod::Get, words.get()))
            .path(format!("{base}/{{id}}"), PathItem::new(HttpMethod::Patch, words.edit()))
            .path(format!("{base}/{{id}}/steps"), PathItem::new(HttpMethod::Get, words.steps()));
        for code in declaration.acts() {
            let at = format!("{base}/{{id}}/{}", code.path());
            paths = paths.path(&at, PathItem::new(HttpMethod::Post, words.act(code)));
            paths = paths.path(format!("{at}/{{step_id}}"), PathItem::new(HttpMethod::Get, words.step(code)));
        }
        paths.build()
    }

    fn schemas(&self, schemas: &mut Schemas) {
        let kind = self.0;
        let name = pascal_case(kind.code());
        let NamedSchema { name: content, schema, references } = kind.content_schema();
        schemas.extend(references);
        schemas.push((format!("Edit{content}"), without_required(schema.clone())));
        schemas.push((content.clone(), schema));
        let about = Opening::about(kind);
        let opening = object([(about, uuid(about)), ("content", refer(&content))]).description(Some("What is opened."));
        schemas.push((format!("Open{name}"), opening.into()));
        let editing = object([("content", refer(&format!("Edit{content}")))]);
        schemas.push((format!("Edit{name}"), editing.description(Some("What of a draft changes.")).into()));
        schemas.push((name.clone(), narrowed::<ProceedingView>(kind, &content)));
        schemas.push((format!("{name}Item"), narrowed::<ProceedingItemView>(kind, &content)));
        let items = ArrayBuilder::new().items(refer(&format!("{name}Item"))).max_items(Some(200));
        let page = page_of(items.build().into());
        schemas.push((format!("Page_{name}Item"), page));
        schemas.push((ProceedingAwaiting::name().into_owned(), ProceedingAwaiting::schema()));
        <ProceedingView as ToSchema>::schemas(schemas);
        <ProceedingItemView as ToSchema>::schemas(schemas);
        steps(schemas);
    }
}

/// Any proceeding, in the contract: one of the kinds.
pub(super) struct Proceeding;

/// Any proceeding of a list, in the contract.
pub(super) struct ProceedingItem;

macro_rules! one_of_kinds {
    ($marker:ident, $suffix:literal) => {
        impl PartialSchema for $marker {
            fn schema() -> RefOr<Schema> {
                let name = |kind: &ProceedingKind| format!("{}{}", pascal_case(kind.code()), $suffix);
                one_of("kind", ProceedingKind::ALL.iter().map(|kind| (kind.code(), name(kind))))
            }
        }

        impl ToSchema for $marker {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($marker))
            }
        }
    };
}
one_of_kinds!(Proceeding, "");
one_of_kinds!(ProceedingItem, "Item");

/// The steps of every act, the bodies in them, and the list of any of them.
fn steps(schemas: &mut Schemas) {
    <StepView as ToSchema>::schemas(schemas);
    for code in ActCode::ALL.iter().copied() {
        let NamedSchema { name: _, schema, references } = code.body_schema();
        let name = act_name(code);
        schemas.extend(references);
        schemas.push((name.clone(), schema));
        let own = [("act", one_word(code.code())), ("body", refer(&name))];
        schemas.push((step_name(code), with_properties(StepView::schema(), own)));
    }
    let all = one_of("act", ActCode::ALL.iter().map(|code| (code.code(), step_name(*code))));
    schemas.push(("ProceedingStep".to_owned(), all));
    let items = ArrayBuilder::new().items(refer("ProceedingStep"));
    schemas.push(("Page_ProceedingStep".to_owned(), page_of(items.build().into())));
}

fn one_of<'a>(by: &str, all: impl Iterator<Item = (&'a str, String)>) -> RefOr<Schema> {
    let all: Vec<(&str, String)> = all.collect();
    let mapping: BTreeMap<String, String> =
        all.iter().map(|(word, name)| ((*word).to_owned(), format!("#/components/schemas/{name}"))).collect();
    let of = all.iter().fold(OneOfBuilder::new(), |of, (_, name)| of.item(Ref::from_schema_name(name)));
    of.discriminator(Some(Discriminator::with_mapping(by, mapping))).into()
}

/// The form that all kinds share, narrowed to the content and the statuses of one.
fn narrowed<T: PartialSchema>(kind: ProceedingKind, content: &str) -> RefOr<Schema> {
    let statuses = kind.declaration().statuses().into_iter().map(Code::code);
    let status = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("Follows from the steps; never set. Labels: `GET /api/v1/code-lists/proceeding-statuses`."))
        .enum_values(Some(statuses))
        .extensions(Some(utoipa::openapi::extensions::ExtensionsBuilder::new().add("x-extensible-enum", true).build()));
    let own = [("kind", one_word(kind.code())), ("status", status.into()), ("content", refer(content))];
    with_properties(T::schema(), own)
}

fn without_required(schema: RefOr<Schema>) -> RefOr<Schema> {
    let RefOr::T(Schema::Object(mut object)) = schema else { return schema };
    object.required.clear();
    Schema::Object(object).into()
}

fn uuid(about: &str) -> RefOr<Schema> {
    Ref::from_schema_name(pascal_case(about)).into()
}

/// What is said in an act, by a name that no resource has.
fn act_name(code: ActCode) -> String {
    format!("{}Act", code.body_schema().name)
}

fn step_name(code: ActCode) -> String {
    format!("{}Step", code.body_schema().name)
}

/// The noun of one such act: `delivery` of `deliveries`.
fn singular(code: ActCode) -> String {
    let code = code.code();
    match (code.strip_suffix("ies"), code.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => code.to_owned(),
    }
}

fn id() -> Parameter {
    in_path("id", "The proceeding")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two schemas of one name silently replace each other.
    #[test]
    fn no_two_schemas_share_a_name() {
        let mut schemas = Vec::new();
        for kind in ProceedingKind::ALL {
            KindRoutes(*kind).schemas(&mut schemas);
        }
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for (name, schema) in schemas {
            let text = serde_json::to_string(&schema).unwrap();
            assert_eq!(*seen.entry(name.clone()).or_insert_with(|| text.clone()), text, "{name}");
        }
        // Nor has anything else in the document one of these names.
        let components = crate::openapi::document().components.unwrap().schemas;
        for (name, schema) in seen {
            let (own, published): (serde_json::Value, _) =
                (serde_json::from_str(&schema).unwrap(), serde_json::to_value(&components[&name]).unwrap());
            assert_eq!(
                own["properties"].as_object().map(|all| all.len()),
                published["properties"].as_object().map(|all| all.len()),
                "{name}"
            );
            assert_eq!(own["description"], published["description"], "{name}");
        }
    }

    #[test]
    fn acts_have_singulars_and_kinds_names() {
        let nouns: Vec<String> = [ActCode::Deliveries, ActCode::Closures, ActCode::PapersRequests].map(singular).into();
        assert_eq!(nouns, ["delivery", "closure", "papers_request"]);
        assert_eq!(pascal_case("breach_inquiry"), "BreachInquiry");
    }
}
