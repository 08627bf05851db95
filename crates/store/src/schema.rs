//! The tables, once, for both databases. A test compares them with what the migrations make.

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Integer, Nullable, Text};

    organizations (id) {
        id -> RowId,
        code -> Text,
        name -> Text,
        level -> Text,
        parent_id -> Nullable<RowId>,
        bureau_id -> Nullable<RowId>,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Date, Nullable, Text};

    delegations (id) {
        id -> RowId,
        organization_id -> RowId,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        document_number -> Nullable<Text>,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{BigInt, Binary};

    journal_heads (chain_id) {
        chain_id -> RowId,
        sequence -> BigInt,
        hash -> Binary,
        recorded_at -> Moment,
        data_key -> Binary,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{BigInt, Binary, Integer, Nullable, Text};

    journal (chain_id, sequence) {
        chain_id -> RowId,
        sequence -> BigInt,
        id -> RowId,
        recorded_at -> Moment,
        actor -> Text,
        action -> Text,
        person_id -> Nullable<RowId>,
        supervisee_id -> Nullable<RowId>,
        resource -> Text,
        resource_id -> RowId,
        version -> Integer,
        schema_version -> Integer,
        trace_id -> Text,
        sealed -> Binary,
        hash -> Binary,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Binary, Nullable, Text};

    service_keys (id) {
        id -> RowId,
        purpose -> Text,
        sealed -> Binary,
        created_at -> Moment,
        retired_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Date, Integer, Nullable, Text};

    staff (id) {
        id -> RowId,
        organization_id -> RowId,
        name -> Text,
        post -> Text,
        position -> Nullable<Text>,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Bool, Integer, Text};

    accounts (id) {
        id -> RowId,
        staff_id -> RowId,
        organization_id -> RowId,
        login_name -> Text,
        state -> Text,
        password_hash -> Text,
        password_changed_at -> Moment,
        password_expires -> Bool,
        must_change -> Bool,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Date, Nullable, Text};

    account_roles (id) {
        id -> RowId,
        account_id -> RowId,
        role -> Text,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        acting_reason -> Nullable<Text>,
        withdrawn_at -> Nullable<Moment>,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Text};

    earlier_passwords (id) {
        id -> RowId,
        account_id -> RowId,
        password_hash -> Text,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Binary, Nullable, Text};

    sessions (id) {
        id -> RowId,
        account_id -> RowId,
        refresh_hash -> Binary,
        created_at -> Moment,
        last_used_at -> Moment,
        expires_at -> Moment,
        ended_at -> Nullable<Moment>,
        ended_because -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Binary, Nullable, Text};

    login_attempts (id) {
        id -> RowId,
        attempted_at -> Moment,
        login_name_hash -> Binary,
        account_id -> Nullable<RowId>,
        source -> Text,
        outcome -> Text,
        trace_id -> Text,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Binary, Nullable};

    bootstrap_credentials (id) {
        id -> RowId,
        secret_hash -> Binary,
        expires_at -> Moment,
        spent_at -> Nullable<Moment>,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};

    person_registrations (person_id, organization_id) {
        person_id -> RowId,
        bureau_id -> RowId,
        organization_id -> RowId,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Binary, Integer, Nullable, Text};

    persons (id) {
        id -> RowId,
        bureau_id -> RowId,
        name -> Text,
        name_initials -> Text,
        sex -> Nullable<Text>,
        birth_year -> Nullable<Integer>,
        id_number_mask -> Text,
        id_number_hash -> Nullable<Binary>,
        phone_mask -> Nullable<Text>,
        phone_hash -> Nullable<Binary>,
        data_key -> Nullable<Binary>,
        sealed -> Nullable<Binary>,
        merged_into_id -> Nullable<RowId>,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{JsonDoc, Moment, RowId};
    use diesel::sql_types::{Binary, Date, Integer, Nullable, Text};

    supervisees (id) {
        id -> RowId,
        person_id -> RowId,
        bureau_id -> RowId,
        organization_id -> RowId,
        category -> Text,
        supervision_starts_on -> Nullable<Date>,
        supervision_ends_on -> Nullable<Date>,
        facts -> JsonDoc,
        sealed -> Nullable<Binary>,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{JsonDoc, Moment, RowId};
    use diesel::sql_types::{Nullable, Text};

    standings (supervisee_id) {
        supervisee_id -> RowId,
        bureau_id -> RowId,
        status -> Text,
        status_reason -> Nullable<Text>,
        condition_codes -> Text,
        conditions -> JsonDoc,
        discrepancies -> JsonDoc,
        valid_until -> Nullable<Moment>,
        rules_fingerprint -> Text,
        created_at -> Moment,
        effective_order -> Nullable<JsonDoc>,
    }
}

diesel::table! {
    use crate::sql_types::{JsonDoc, Moment, RowId};
    use diesel::sql_types::{Bool, Date, Nullable, Text};

    clocks (id) {
        id -> RowId,
        person_id -> RowId,
        supervisee_id -> Nullable<RowId>,
        proceeding_id -> Nullable<RowId>,
        bureau_id -> RowId,
        organization_id -> RowId,
        rule -> Text,
        starts_on -> Date,
        starts_at -> Nullable<Moment>,
        due_strict -> Date,
        due_legal -> Date,
        due_at -> Nullable<Moment>,
        due_legal_at -> Nullable<Moment>,
        provisional -> Bool,
        met_on -> Nullable<Date>,
        cancelled -> Bool,
        actor -> Text,
        explanation -> JsonDoc,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Nullable, Text};

    access_log (id) {
        id -> RowId,
        bureau_id -> RowId,
        account_id -> RowId,
        person_id -> RowId,
        supervisee_id -> Nullable<RowId>,
        fields -> Text,
        purpose -> Text,
        case_ref -> Nullable<Text>,
        trace_id -> Text,
        created_at -> Moment,
        paper_id -> Nullable<RowId>,
    }
}

diesel::table! {
    use crate::sql_types::{JsonDoc, Moment};
    use diesel::sql_types::{Integer};

    calendar_years (year) {
        year -> Integer,
        days -> JsonDoc,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{JsonDoc, Moment, RowId};
    use diesel::sql_types::{Bool, Integer, Nullable, Text};

    operations (id) {
        id -> RowId,
        kind -> Text,
        organization_id -> RowId,
        account_id -> Nullable<RowId>,
        status -> Text,
        done -> Integer,
        total -> Integer,
        unit -> Text,
        result -> Nullable<JsonDoc>,
        problem -> Nullable<JsonDoc>,
        lease_holder -> Nullable<RowId>,
        lease_until -> Nullable<Moment>,
        cancel_asked -> Bool,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
        expires_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Binary, Bool, Integer, Text};

    imports (id) {
        id -> RowId,
        operation_id -> RowId,
        bureau_id -> RowId,
        kind -> Text,
        dry_run -> Bool,
        file_name -> Text,
        sealed -> Binary,
        accepted -> Integer,
        rejected -> Integer,
        unchanged -> Integer,
        warnings -> Integer,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{JsonDoc, Moment, RowId};
    use diesel::sql_types::{Integer, Nullable, Text};

    import_rows (import_id, sheet_row) {
        import_id -> RowId,
        sheet_row -> Integer,
        outcome -> Text,
        supervisee_id -> Nullable<RowId>,
        faults -> JsonDoc,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment};
    use diesel::sql_types::{Binary};

    idempotency_keys (id) {
        id -> Binary,
        fingerprint -> Binary,
        sealed -> Binary,
        created_at -> Moment,
        expires_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Binary, Integer, Nullable, Text};

    proceedings (id) {
        id -> RowId,
        number -> Text,
        kind -> Text,
        person_id -> RowId,
        supervisee_id -> Nullable<RowId>,
        bureau_id -> RowId,
        organization_id -> RowId,
        status -> Text,
        awaits_level -> Nullable<Text>,
        awaits_permission -> Nullable<Text>,
        valid_until -> Nullable<Moment>,
        rules_fingerprint -> Nullable<Text>,
        opened_by_account_id -> Nullable<RowId>,
        opened_by_staff_id -> Nullable<RowId>,
        opened_by_organization_id -> Nullable<RowId>,
        opened_by_level -> Nullable<Text>,
        data_key -> Binary,
        sealed -> Binary,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Binary, Date, Integer, Text};

    steps (id) {
        id -> RowId,
        proceeding_id -> RowId,
        place -> Integer,
        act -> Text,
        status -> Text,
        account_id -> RowId,
        staff_id -> RowId,
        organization_id -> RowId,
        level -> Text,
        acted_on -> Date,
        sealed -> Binary,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Integer, Text};

    proceeding_numbers (bureau_id, kind, year) {
        bureau_id -> RowId,
        kind -> Text,
        year -> Integer,
        last -> Integer,
        created_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{Binary, Integer, Nullable, Text};

    records (id) {
        id -> RowId,
        kind -> Text,
        person_id -> RowId,
        supervisee_id -> RowId,
        bureau_id -> RowId,
        organization_id -> RowId,
        happened_at -> Moment,
        entered_by_account_id -> RowId,
        entered_by_staff_id -> RowId,
        entered_by_organization_id -> RowId,
        entered_by_level -> Text,
        device_id -> Nullable<Text>,
        client_id -> Nullable<Text>,
        device_sequence -> Nullable<Integer>,
        device_at -> Nullable<Moment>,
        data_key -> Binary,
        sealed -> Binary,
        voided_at -> Nullable<Moment>,
        voiding -> Nullable<Binary>,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use crate::sql_types::{Moment, RowId};
    use diesel::sql_types::{BigInt, Binary, Date, Integer, Nullable, Text};

    papers (id) {
        id -> RowId,
        person_id -> RowId,
        supervisee_id -> Nullable<RowId>,
        bureau_id -> RowId,
        organization_id -> RowId,
        file -> RowId,
        content_hash -> Binary,
        kind -> Nullable<Text>,
        made_on -> Nullable<Date>,
        media_type -> Text,
        bytes -> BigInt,
        sealed -> Binary,
        account_id -> RowId,
        version -> Integer,
        created_at -> Moment,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    organizations,
    delegations,
    journal_heads,
    journal,
    service_keys,
    staff,
    accounts,
    account_roles,
    earlier_passwords,
    sessions,
    login_attempts,
    bootstrap_credentials,
    persons,
    person_registrations,
    supervisees,
    standings,
    clocks,
    access_log,
    calendar_years,
    operations,
    imports,
    import_rows,
    idempotency_keys,
    proceedings,
    steps,
    proceeding_numbers,
    records,
    papers,
);
diesel::joinable!(person_registrations -> persons (person_id));
diesel::joinable!(supervisees -> persons (person_id));
diesel::joinable!(standings -> supervisees (supervisee_id));
diesel::joinable!(clocks -> supervisees (supervisee_id));
diesel::joinable!(clocks -> persons (person_id));
diesel::joinable!(proceedings -> persons (person_id));
diesel::joinable!(records -> persons (person_id));
diesel::joinable!(accounts -> staff (staff_id));
diesel::joinable!(imports -> operations (operation_id));
