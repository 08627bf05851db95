//! Reads a schema out of either engine's catalogue, in words that both share.

use diesel::{
    QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Bool, Nullable, Text},
};
use harness::Database;
use std::collections::{BTreeMap, BTreeSet};

/// The tables by name.
pub(crate) type Schema = BTreeMap<String, Table>;

/// One table, as far as both engines can tell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// By name: the storage class and whether it may be null.
    pub(crate) columns: BTreeMap<String, (String, bool)>,
    /// The primary key's columns.
    pub(crate) key: Vec<String>,
    /// Column, table and column that it refers to.
    pub(crate) references: BTreeSet<(String, String, String)>,
    /// The columns of each unique constraint.
    pub(crate) unique: BTreeSet<Vec<String>>,
    /// Indexes by name: columns, and whether unique.
    pub(crate) indexes: BTreeMap<String, (Vec<String>, bool)>,
    /// The named checks.
    pub(crate) checks: BTreeSet<String>,
    /// The triggers' tables' events: `update`, `delete`.
    pub(crate) triggers: BTreeSet<String>,
}

impl Table {
    /// Whether this column alone is the primary key.
    pub(crate) fn is_key(&self, column: &str) -> bool {
        self.key == [column]
    }

    /// Whether this column has a foreign key.
    pub(crate) fn refers(&self, column: &str) -> bool {
        self.references.iter().any(|(from, ..)| from == column)
    }

    /// Whether some index begins with this column.
    pub(crate) fn is_indexed(&self, column: &str) -> bool {
        let indexes = self.indexes.values().map(|(columns, _)| columns);
        indexes
            .chain(&self.unique)
            .chain([&self.key])
            .any(|columns| columns.first().is_some_and(|first| first == column))
    }
}

/// One fact about one table; what `a`, `b` and `c` mean depends on the question.
#[derive(QueryableByName)]
struct Fact {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Text)]
    a: String,
    #[diesel(sql_type = Nullable<Text>)]
    b: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c: Option<String>,
    #[diesel(sql_type = Bool)]
    yes: bool,
}

/// The questions, in the words of one engine.
struct Questions {
    columns: &'static str,
    key: &'static str,
    references: &'static str,
    unique: &'static str,
    indexes: &'static str,
    checks: &'static str,
    triggers: &'static str,
}

/// Reads the schema of a database past the service.
pub(crate) fn schema_of(database: &Database) -> Schema {
    database.look(
        |sqlite| read(&SQLITE, |question| sql_query(question).load(sqlite).unwrap()),
        |postgres| read(&POSTGRES, |question| sql_query(question).load(postgres).unwrap()),
    )
}

fn read(questions: &Questions, mut ask: impl FnMut(&str) -> Vec<Fact>) -> Schema {
    let mut schema = Schema::new();
    for fact in ask(questions.columns) {
        let class = storage_class(fact.b.unwrap());
        schema.entry(fact.table).or_default().columns.insert(fact.a, (class, fact.yes));
    }
    schema.retain(|name, _| name != "__diesel_schema_migrations");
    let mut tell = |question: &str, note: fn(&mut Table, Fact)| {
        for fact in ask(question) {
            if let Some(table) = schema.get_mut(&fact.table) {
                note(table, fact);
            }
        }
    };
    tell(questions.key, |table, fact| table.key.push(fact.a));
    tell(questions.references, |table, fact| {
        table.references.insert((fact.a, fact.b.unwrap(), fact.c.unwrap()));
    });
    tell(questions.unique, |table, fact| {
        table.unique.insert(list(&fact.b));
    });
    tell(questions.indexes, |table, fact| {
        table.indexes.insert(fact.a, (list(&fact.b), fact.yes));
    });
    tell(questions.checks, |table, fact| table.checks.extend(named_checks(&fact.a)));
    tell(questions.triggers, |table, fact| {
        table.triggers.insert(fact.a);
    });
    schema
}

fn list(columns: &Option<String>) -> Vec<String> {
    columns.iter().flat_map(|columns| columns.split(',')).map(str::to_owned).collect()
}

/// How SQLite keeps what PostgreSQL calls by this name.
fn storage_class(declared: String) -> String {
    match declared.as_str() {
        "uuid" | "timestamp with time zone" | "jsonb" | "date" => "text".to_owned(),
        "bigint" | "smallint" | "boolean" => "integer".to_owned(),
        "bytea" => "blob".to_owned(),
        "double precision" => "real".to_owned(),
        _ => declared,
    }
}

/// The names of the checks in a table's text; PostgreSQL's catalogue gives the name alone.
fn named_checks(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [name] => vec![(*name).to_owned()],
        _ => words
            .windows(3)
            .filter(|words| {
                words[0].eq_ignore_ascii_case("constraint") && words[2].to_ascii_lowercase().starts_with("check")
            })
            .map(|words| words[1].to_owned())
            .collect(),
    }
}

const SQLITE: Questions = Questions {
    columns: r#"
        SELECT t.name AS "table", c.name AS a, lower(c.type) AS b, NULL AS c, c."notnull" = 0 AND c.pk = 0 AS yes
        FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'"#,
    key: r#"
        SELECT t.name AS "table", c.name AS a, NULL AS b, NULL AS c, true AS yes
        FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c
        WHERE t.schema = 'main' AND c.pk > 0 ORDER BY t.name, c.pk"#,
    references: r#"
        SELECT t.name AS "table", f."from" AS a, f."table" AS b, f."to" AS c, true AS yes
        FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f WHERE t.schema = 'main'"#,
    unique: r#"
        SELECT t.name AS "table", i.name AS a, NULL AS c, true AS yes,
            (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) AS b
        FROM pragma_table_list t JOIN pragma_index_list(t.name) i WHERE t.schema = 'main' AND i.origin = 'u'"#,
    indexes: r#"
        SELECT t.name AS "table", i.name AS a, NULL AS c, i."unique" = 1 AS yes,
            (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) AS b
        FROM pragma_table_list t JOIN pragma_index_list(t.name) i WHERE t.schema = 'main' AND i.origin = 'c'"#,
    checks: r#"
        SELECT name AS "table", sql AS a, NULL AS b, NULL AS c, true AS yes FROM sqlite_schema
        WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'"#,
    triggers: r#"
        SELECT tbl_name AS "table", e.event AS a, NULL AS b, NULL AS c, true AS yes
        FROM sqlite_schema JOIN (SELECT 'update' AS event UNION SELECT 'delete' UNION SELECT 'insert') e
        WHERE type = 'trigger' AND lower(sql) LIKE '% before ' || e.event || ' o_ %'"#,
};

const POSTGRES: Questions = Questions {
    columns: r#"
        SELECT t.relname::text AS "table", c.attname::text AS a, format_type(c.atttypid, NULL) AS b, NULL::text AS c,
            NOT c.attnotnull AS yes
        FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
        WHERE t.relkind IN ('r', 'p') AND t.relnamespace = 'public'::regnamespace AND c.attnum > 0 AND NOT c.attisdropped"#,
    key: r#"
        SELECT t.relname::text AS "table", c.attname::text AS a, NULL::text AS b, NULL::text AS c, true AS yes
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
            CROSS JOIN unnest(k.conkey) WITH ORDINALITY AS o (attnum, place)
            JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = o.attnum
        WHERE k.contype = 'p' ORDER BY t.relname, o.place"#,
    references: r#"
        SELECT t.relname::text AS "table", c.attname::text AS a, r.relname::text AS b, d.attname::text AS c, true AS yes
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
            CROSS JOIN unnest(k.conkey, k.confkey) AS o (here, there)
            JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = o.here
            JOIN pg_attribute d ON d.attrelid = r.oid AND d.attnum = o.there
        WHERE k.contype = 'f'"#,
    unique: r#"
        SELECT t.relname::text AS "table", k.conname::text AS a, NULL::text AS c, true AS yes,
            (SELECT string_agg(c.attname, ',' ORDER BY o.place)
             FROM unnest(k.conkey) WITH ORDINALITY AS o (attnum, place)
                JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = o.attnum) AS b
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid WHERE k.contype = 'u'"#,
    indexes: r#"
        SELECT t.relname::text AS "table", x.relname::text AS a, NULL::text AS c, i.indisunique AS yes,
            (SELECT string_agg(c.attname, ',' ORDER BY o.place)
             FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS o (attnum, place)
                JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = o.attnum) AS b
        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
        WHERE t.relnamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u'))"#,
    checks: r#"
        SELECT t.relname::text AS "table", k.conname::text AS a, NULL::text AS b, NULL::text AS c, true AS yes
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid WHERE k.contype = 'c'"#,
    triggers: r#"
        SELECT t.relname::text AS "table", lower(g.event_manipulation) AS a, NULL::text AS b, NULL::text AS c, true AS yes
        FROM information_schema.triggers g JOIN pg_class t ON t.relname = g.event_object_table
        WHERE t.relnamespace = 'public'::regnamespace"#,
};
