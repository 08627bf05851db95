//! Pieces of the document for routes that are read off a declaration: parameters, bodies, answers, schemas by name.

use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{Content, Header, Ref, RefOr, Required, ResponseBuilder};

use crate::sheet::SHEET;

/// Schemas by name.
pub(crate) type Schemas = Vec<(String, RefOr<Schema>)>;

/// The schema of an object, with members of its own in the place of those of the same name.
pub(crate) fn with_properties<const N: usize>(schema: RefOr<Schema>, own: [(&str, RefOr<Schema>); N]) -> RefOr<Schema> {
    let RefOr::T(Schema::Object(mut object)) = schema else { return schema };
    object.properties.extend(own.into_iter().map(|(name, schema)| (name.to_owned(), schema)));
    Schema::Object(object).into()
}

/// An object whose members are all required.
pub(crate) fn object<const N: usize>(members: [(&str, RefOr<Schema>); N]) -> ObjectBuilder {
    members
        .into_iter()
        .fold(ObjectBuilder::new(), |object, (name, schema)| object.property(name, schema).required(name))
}

/// A page of a list.
pub(crate) fn page_of(items: RefOr<Schema>) -> RefOr<Schema> {
    let cursor = ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::SchemaType::from_iter([Type::String, Type::Null]))
        .description(Some("Where the next page begins; null at the end."));
    object([("items", items)]).property("next_cursor", cursor).into()
}

/// The one word that stands there.
pub(crate) fn one_word(word: &str) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some([word])).into()
}

/// A reference to a schema.
pub(crate) fn refer(name: &str) -> RefOr<Schema> {
    Ref::from_schema_name(name).into()
}

/// `breach_inquiry` as `BreachInquiry`.
pub(crate) fn pascal_case(snake: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    snake.split('_').map(capital).collect()
}

/// An answer with a JSON body.
pub(crate) fn answer(description: &str, schema: &str, headers: &[&str]) -> ResponseBuilder {
    let text = || Header::new(ObjectBuilder::new().schema_type(Type::String).build());
    let with_body = ResponseBuilder::new()
        .description(description)
        .content("application/json", Content::new(Some(Ref::from_schema_name(schema))));
    headers.iter().fold(with_body, |answer, name| answer.header(*name, text()))
}

/// An answer that may be wanted as a spreadsheet too.
pub(crate) fn or_sheet(answer: ResponseBuilder) -> ResponseBuilder {
    let file = ObjectBuilder::new().schema_type(Type::String).content_media_type(SHEET);
    answer.content(SHEET, Content::new(Some(file)))
}

/// A request body.
pub(crate) fn body(media_type: &str, schema: &str) -> RequestBody {
    RequestBodyBuilder::new()
        .content(media_type, Content::new(Some(Ref::from_schema_name(schema))))
        .required(Some(Required::True))
        .build()
}

/// An id in the path.
pub(crate) fn in_path(name: &str, description: &str) -> Parameter {
    let uuid = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Uuid)));
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(description))
        .schema(Some(uuid))
        .build()
}

/// A header.
pub(crate) fn header(name: &str, description: &str, required: Required) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

/// `If-Match`, demanded.
pub(crate) fn if_match() -> Parameter {
    header("If-Match", "The ETag that was read", Required::True)
}

/// `Idempotency-Key`.
pub(crate) fn idempotency_key() -> Parameter {
    header("Idempotency-Key", "Makes a repetition of this request harmless", Required::False)
}
