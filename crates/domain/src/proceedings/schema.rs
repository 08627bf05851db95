//! Schemas of content and acts, for the contract: asked for by kind and by act, so that a new one is in it without being named again.

use utoipa::{
    ToSchema,
    openapi::{RefOr, schema::Schema},
};

/// A schema with its name, and the schemas to which it refers.
#[derive(Clone)]
pub struct NamedSchema {
    /// The name.
    pub name: String,
    /// The schema.
    pub schema: RefOr<Schema>,
    /// What it refers to, by name.
    pub references: Vec<(String, RefOr<Schema>)>,
}

impl NamedSchema {
    /// The schema of a type.
    pub(crate) fn of<T: ToSchema>() -> Self {
        let mut references = Vec::new();
        T::schemas(&mut references);
        Self { name: T::name().into_owned(), schema: T::schema(), references }
    }
}
