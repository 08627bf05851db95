//! What SQLite's planner is told about the tables.
//!
//! Without statistics it takes every index to be equally choosy, and looks for one identity number by walking the whole
//! bureau in the order of ids. Measured statistics would be those of the day on which they were taken, and known only to
//! connections opened after that. So the sizes of a large register are assumed, once and for all, whatever it holds by now:
//! every connection makes the same plans from the first row to the last.

/// Assumes the sizes of a large register: of an index the rows of its table, then how many of them share its first column,
/// its first two, and so on (`sqlite_stat1`).
pub(crate) const ASSUME_SIZES: &str = "
    analyze sqlite_schema;
    delete from sqlite_stat1;
    insert into sqlite_stat1 (tbl, idx, stat) values
        ('supervisees', 'sqlite_autoindex_supervisees_1', '30000 1'),
        ('supervisees', 'supervisees_bureau_id_idx', '30000 10000 1'),
        ('supervisees', 'supervisees_organization_id_idx', '30000 1000 1'),
        ('supervisees', 'supervisees_ends_idx', '30000 10000 20 1'),
        ('supervisees', 'supervisees_person_id_idx', '30000 1'),
        ('persons', 'sqlite_autoindex_persons_1', '30000 1'),
        ('persons', 'persons_bureau_id_idx', '30000 10000 1'),
        ('persons', 'persons_id_number_hash_idx', '30000 1'),
        ('persons', 'persons_phone_hash_idx', '30000 2'),
        ('persons', 'persons_name_idx', '30000 10000 2'),
        ('persons', 'persons_name_initials_idx', '30000 10000 20'),
        ('persons', 'persons_merged_into_id_idx', '30000 30000'),
        ('standings', 'sqlite_autoindex_standings_1', '30000 1'),
        ('standings', 'standings_status_idx', '30000 10000 5000 1'),
        ('standings', 'standings_valid_until_idx', '30000 100'),
        ('clocks', 'sqlite_autoindex_clocks_1', '100000 1'),
        ('clocks', 'clocks_bureau_id_idx', '100000 30000 100 1'),
        ('clocks', 'clocks_organization_id_idx', '100000 3000 10 1'),
        ('clocks', 'clocks_person_id_idx', '100000 5'),
        ('clocks', 'clocks_supervisee_id_idx', '100000 5'),
        ('clocks', 'clocks_case_rule_idx', '80000 4 1'),
        ('clocks', 'clocks_proceeding_rule_idx', '20000 2 1'),
        ('proceedings', 'sqlite_autoindex_proceedings_1', '200000 1'),
        ('proceedings', 'sqlite_autoindex_proceedings_2', '200000 60000 1'),
        ('proceedings', 'proceedings_bureau_id_idx', '200000 60000 1'),
        ('proceedings', 'proceedings_organization_id_idx', '200000 6000 1'),
        ('proceedings', 'proceedings_kind_idx', '200000 60000 6000 1'),
        ('proceedings', 'proceedings_awaits_idx', '200000 60000 500 200 1'),
        ('proceedings', 'proceedings_supervisee_id_idx', '200000 10 1'),
        ('proceedings', 'proceedings_person_id_idx', '200000 10 1'),
        ('records', 'sqlite_autoindex_records_1', '2000000 1'),
        ('records', 'sqlite_autoindex_records_2', '2000000 20000 200 1'),
        ('records', 'records_bureau_id_idx', '2000000 600000 60000 1 1'),
        ('records', 'records_organization_id_idx', '2000000 60000 6000 1 1'),
        ('records', 'records_supervisee_id_idx', '2000000 200 1 1'),
        ('records', 'records_person_id_idx', '2000000 200'),
        ('records', 'records_entered_by_staff_id_idx', '2000000 20000'),
        ('records', 'records_entered_by_organization_id_idx', '2000000 60000'),
        ('steps', 'sqlite_autoindex_steps_1', '1000000 1'),
        ('steps', 'sqlite_autoindex_steps_2', '1000000 5 1'),
        ('steps', 'steps_staff_id_idx', '1000000 10000');
";

#[cfg(test)]
mod tests {
    use diesel::prelude::*;
    use diesel::sql_query;
    use diesel::sql_types::Text;
    use domain::time::Instant;

    use crate::{AnyConnection, Db, Settings, StoreError};

    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        detail: String,
    }

    fn lines(db: &Db, query: &str) -> Vec<String> {
        let read = |conn: &mut AnyConnection| -> Result<Vec<Line>, StoreError> { Ok(sql_query(query).load(conn)?) };
        db.read_blocking(read).unwrap().into_iter().map(|line| line.detail).collect()
    }

    fn plan(db: &Db, narrowed: &str) -> String {
        let joined = "supervisees s join persons p on p.id = s.person_id join standings t on t.supervisee_id = s.id";
        let query = format!("explain query plan select * from {joined} where {narrowed} order by s.id limit ?");
        lines(db, &query).join("; ")
    }

    #[test]
    fn lists_walk_an_index_and_searches_begin_at_what_is_looked_for() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            url: format!("sqlite://{}", folder.path().join("test.sqlite").display()).parse().unwrap(),
            master_key_file: folder.path().join("key"),
            pool_size: 1,
            group_commit: true,
        };
        let db = Db::open(&settings, Instant::UNIX_EPOCH).unwrap();
        let unknown = "select idx as detail from sqlite_stat1 where idx not in (select name from sqlite_schema)";
        assert_eq!(lines(&db, unknown), Vec::<String>::new());
        for (narrowed, index) in [
            ("s.bureau_id = ?", "supervisees_bureau_id_idx"),
            ("s.bureau_id = ? and s.id > ? and t.supervisee_id > ?", "supervisees_bureau_id_idx"),
            ("s.bureau_id = ? and t.status = ?", "supervisees_bureau_id_idx"),
            ("s.organization_id = ?", "supervisees_organization_id_idx"),
            ("s.bureau_id in (?, ?, ?)", "sqlite_autoindex_supervisees_1"),
        ] {
            let plan = plan(&db, narrowed);
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{narrowed}: {plan}");
        }
        for (narrowed, index) in [
            ("s.bureau_id = ? and p.id_number_hash = ?", "persons_id_number_hash_idx"),
            ("s.bureau_id = ? and p.phone_hash = ?", "persons_phone_hash_idx"),
            ("s.bureau_id = ? and p.name >= ? and p.name < ?", "persons_name_idx"),
        ] {
            let plan = plan(&db, narrowed);
            assert!(plan.starts_with(&format!("SEARCH p USING INDEX {index}")), "{narrowed}: {plan}");
        }
    }
}
