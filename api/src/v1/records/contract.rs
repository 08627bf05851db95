//! The contract of one kind of record: operations, and schemas with names of their own: `ReportRecord`, `EnterReport`,
//! `ReportContent`.
//!
//! The handlers answer every kind in one form; here the content is narrowed to that of the kind.

use domain::code::{Code, Permission, RecordKind};
use domain::proceedings::NamedSchema;
use domain::records::Capture;
use utoipa::openapi::path::{Operation, OperationBuilder, ParameterIn, PathItem, Paths};
use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{HttpMethod, Ref, RefOr, ResponseBuilder, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use utoipa_actix_web::OpenApiFactory;

use super::body::VoidRecord;
use super::kind::{KindRoutes, ListRecords};
use super::views::RecordView;
use crate::openapi::build::{
    Schemas, answer, body, idempotency_key, if_match, in_path, object, one_word, page_of, pascal_case, refer,
    with_properties,
};

/// The words that a kind goes by in the contract.
struct Words {
    kind: RecordKind,
    /// In names of operations: `report`.
    one: &'static str,
    /// `reports`.
    many: String,
    /// In names of schemas: `Report`.
    noun: String,
    /// The record's own: `ReportRecord`; acts of proceedings are called by the bare nouns.
    schema: String,
    /// In sentences: `report (报告)`.
    title: String,
}

impl Words {
    fn of(kind: RecordKind) -> Self {
        let (zh, en) = kind.label();
        let noun = pascal_case(kind.code());
        Self {
            kind,
            one: kind.code(),
            many: kind.path().replace('-', "_"),
            schema: format!("{noun}Record"),
            noun,
            title: format!("{en} ({zh})"),
        }
    }

    /// An operation with the permissions that it takes, and whatever it takes to read the kind.
    fn operation(&self, id: String, summary: String, permissions: &[Permission]) -> OperationBuilder {
        let all = permissions.iter().copied().chain(self.kind.reader()).map(Code::code);
        let security = SecurityRequirement::new("bearer", all.collect::<Vec<_>>());
        OperationBuilder::new().tag("records").operation_id(Some(id)).summary(Some(summary)).security(security)
    }

    fn list(&self) -> Operation {
        let Self { many, schema, title, .. } = self;
        self.operation(format!("list_{many}"), format!("List records: {title}."), &[Permission::RecordsRead])
            .description(Some("Those within the caller's subtree, what happened last first, voided ones among them."))
            .parameters(Some(ListRecords::into_params(|| Some(ParameterIn::Query))))
            .response("200", answer("A page.", &format!("Page_{schema}"), &["Link"]))
            .build()
    }

    fn enter(&self) -> Operation {
        let Self { one, noun, schema, title, .. } = self;
        let permissions = [Permission::RecordsWrite, Permission::RecordsRead];
        self.operation(format!("enter_{one}"), format!("Enter a record: {title}."), &permissions)
            .description(Some(
                "What the law does not admit in the case is refused. A record that a device sends again (`capture`) adds nothing \
                 and is answered 200 with the one that is there; another record under the same id of the same device is answered \
                 409.",
            ))
            .parameter(idempotency_key())
            .request_body(Some(body("application/json", &format!("Enter{noun}"))))
            .response("200", answer("The record; the device had sent it before.", schema, &["ETag"]))
            .response("201", answer("The record.", schema, &["Location", "ETag"]))
            // The case is named in the body, so that no path tells of it.
            .response("404", Ref::from_response_name("Problem404"))
            .build()
    }

    fn get(&self) -> Operation {
        let Self { one, schema, title, .. } = self;
        self.operation(format!("get_{one}"), format!("Read a record: {title}."), &[Permission::RecordsRead])
            .parameter(in_path("id", "The record"))
            .response("200", answer("The record.", schema, &["ETag"]))
            .response("304", ResponseBuilder::new().description("As the caller has it."))
            .build()
    }

    fn void(&self) -> Operation {
        let Self { one, schema, title, .. } = self;
        let permissions = [Permission::RecordsWrite, Permission::RecordsRead];
        self.operation(format!("void_{one}"), format!("Void a record entered in error: {title}."), &permissions)
            .description(Some("It no longer counts and stays in sight; what followed from it is computed anew."))
            .parameter(in_path("id", "The record"))
            .parameter(if_match())
            .parameter(idempotency_key())
            .request_body(Some(body("application/json", "VoidRecord")))
            .response("201", answer("The record, voided.", schema, &["Location", "ETag"]))
            .build()
    }
}

impl OpenApiFactory for KindRoutes {
    fn paths(&self) -> Paths {
        let words = Words::of(self.0);
        let base = format!("/{}", self.0.path());
        Paths::builder()
            .path(&base, PathItem::new(HttpMethod::Get, words.list()))
            .path(&base, PathItem::new(HttpMethod::Post, words.enter()))
            .path(format!("{base}/{{id}}"), PathItem::new(HttpMethod::Get, words.get()))
            .path(format!("{base}/{{id}}/voidings"), PathItem::new(HttpMethod::Post, words.void()))
            .build()
    }

    fn schemas(&self, schemas: &mut Schemas) {
        let Words { kind, noun, schema: name, .. } = Words::of(self.0);
        let NamedSchema { name: _, schema, references } = kind.content_schema();
        schemas.extend(references);
        let content = format!("{noun}Content");
        schemas.push((content.clone(), schema));
        schemas.push((format!("Enter{noun}"), entering(&content)));
        let own = [("kind", one_word(kind.code())), ("content", refer(&content))];
        schemas.push((name.clone(), with_properties(RecordView::schema(), own)));
        let items = ArrayBuilder::new().items(refer(&name)).max_items(Some(200));
        schemas.push((format!("Page_{name}"), page_of(items.build().into())));
        <RecordView as ToSchema>::schemas(schemas);
        <Capture as ToSchema>::schemas(schemas);
        // The kind is one word in each schema, so that nothing refers to the list of all.
        schemas.retain(|(name, _)| *name != RecordKind::name());
        for (name, schema) in [("VoidRecord", VoidRecord::schema()), ("Capture", Capture::schema())] {
            schemas.push((name.to_owned(), schema));
        }
    }
}

/// The name of the schema of a record of a kind in a batch.
pub(super) fn captured_name(kind: RecordKind) -> String {
    format!("Captured{}", pascal_case(kind.code()))
}

/// What is sent to enter a record of a kind among others of a device: it names its kind, and must tell how it was captured.
pub(super) fn captured(kind: RecordKind) -> RefOr<Schema> {
    let content = format!("{}Content", pascal_case(kind.code()));
    let RefOr::T(Schema::Object(mut object)) = entering(&content) else { return refer(&content) };
    object.properties.insert("kind".to_owned(), one_word(kind.code()));
    object.required.extend(["kind".to_owned(), "capture".to_owned()]);
    object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
    Schema::Object(object).into()
}

/// What is sent to enter a record of this content.
fn entering(content: &str) -> RefOr<Schema> {
    let moment = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
        .description(Some("When it happened; not later than now. Kept to the millisecond."));
    let papers = ArrayBuilder::new()
        .items(refer("PaperId"))
        .max_items(Some(50))
        .description(Some("The papers that it refers to."));
    let needed =
        [("supervisee_id", refer("SuperviseeId")), ("happened_at", moment.into()), ("content", refer(content))];
    object(needed).property("papers", papers).property("capture", refer("Capture")).into()
}
