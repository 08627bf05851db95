//! What is sent to register and to correct a supervisee, and to register a person alone.

use domain::code::{
    Category, Education, Ethnicity, ManagementClass, MaritalStatus, PoliticalStatus, Sex, TemporaryGround,
};
use domain::ids::OrganizationId;
use domain::supervisee::{Guarantor, Prohibition};
use domain::term::Custody;
use domain::time::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use validator::Validate;

use crate::problem::{ApiError, ErrorCode};
use crate::wire;

/// A body that states the facts of a person among its own members: what may be said of a person stands here, once.
macro_rules! with_person {
    ($(#[$meta:meta])* struct $name:ident { $($before:tt)* } person { $($after:tt)* }) => {
        $(#[$meta])*
        pub(in crate::v1) struct $name {
            $($before)*
            #[validate(length(max = 50))]
            #[schema(max_length = 50)]
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) former_name: Option<String>,
            /// Checked against the identity number.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) sex: Option<Sex>,
            /// Checked against the identity number.
            #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
            pub(super) birth_date: Option<Date>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) ethnicity: Option<Ethnicity>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) education: Option<Education>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) marital_status: Option<MaritalStatus>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) political_status: Option<PoliticalStatus>,
            /// A mobile or landline number of the mainland.
            #[validate(length(max = 30))]
            #[schema(max_length = 30)]
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) phone: Option<String>,
            /// Where the person actually lives (居住地).
            #[validate(length(max = 300))]
            #[schema(max_length = 300)]
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) residence_address: Option<String>,
            /// Where the household is registered (户籍地).
            #[validate(length(max = 300))]
            #[schema(max_length = 300)]
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) household_address: Option<String>,
            #[validate(length(max = 200))]
            #[schema(max_length = 200)]
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(super) workplace: Option<String>,
            $($after)*
        }
    };
}

with_person! {
    /// A person and the order they are under, in one flat object.
    #[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
    struct RegisterSupervisee {
        /// The name.
        #[validate(length(min = 1, max = 50))]
        #[schema(min_length = 1, max_length = 50)]
        pub(super) name: String,
        /// The citizen identity number (GB 11643): 18 characters, checked.
        #[validate(length(min = 1, max = 20))]
        #[schema(min_length = 1, max_length = 20)]
        pub(super) id_number: String,
        pub(super) category: Category,
        /// The office (or the bureau itself) that supervises.
        pub(super) organization_id: OrganizationId,
    } person {
        /// The offence (罪名).
        #[validate(length(max = 200))]
        #[schema(max_length = 200)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) offence: Option<String>,
        /// As the judgment words it, e.g. `有期徒刑3年，缓刑4年`; the term is checked against it.
        #[validate(length(max = 200))]
        #[schema(max_length = 200)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) original_sentence: Option<String>,
        #[validate(length(max = 200))]
        #[schema(max_length = 200)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) additional_penalty: Option<String>,
        /// The organ that decided (社区矫正决定机关).
        #[validate(length(max = 200))]
        #[schema(max_length = 200)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) deciding_organ: Option<String>,
        #[validate(length(max = 200))]
        #[schema(max_length = 200)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) judgment_number: Option<String>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) decided_on: Option<Date>,
        /// The day on which the decision takes effect.
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) effective_on: Option<Date>,
        /// The first day of correction by the court's papers.
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) supervision_starts_on: Option<Date>,
        /// The last day of correction by the court's papers.
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) supervision_ends_on: Option<Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) prohibition: Option<Prohibition>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) management_class: Option<ManagementClass>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) temporary_ground: Option<TemporaryGround>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) temporary_period_ends_on: Option<Date>,
        /// The last medical re-examination handed in (rule H-2).
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) reexamined_on: Option<Date>,
        /// The last report of bodily condition (rule M-4).
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) health_reported_on: Option<Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) guarantor: Option<Guarantor>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) notice_received_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) documents_received_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) receipt_sent_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) papers_requested_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) papers_completed_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) handover_decision_received_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) left_prison_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) reported_on: Option<Date>,
        /// The personal summary before the end (rule RL-1).
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) summary_received_on: Option<Date>,
        /// The release certificate (rule RL-2).
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) release_certificate_issued_on: Option<Date>,
        /// Custody before the order; kept for every category, since it is credited if probation is revoked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) custody: Option<Custody>,
        #[validate(length(max = 2000))]
        #[schema(max_length = 2000)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) remarks: Option<String>,
    }
}

with_person! {
    /// A person who is not, or not yet, under supervision.
    #[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
    struct RegisterPerson {
        /// The name.
        #[validate(length(min = 1, max = 50))]
        #[schema(min_length = 1, max_length = 50)]
        pub(super) name: String,
        /// The citizen identity number (GB 11643): 18 characters, checked.
        #[validate(length(min = 1, max = 20))]
        #[schema(min_length = 1, max_length = 20)]
        pub(super) id_number: String,
    } person {}
}

/// The members of a body as sent, for the use case to read person, order and protected facts from.
pub(in crate::v1) fn members(body: &impl Serialize) -> Result<Map<String, Value>, ApiError> {
    match serde_json::to_value(body) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(ApiError::new(ErrorCode::Internal)),
        Err(error) => Err(ApiError::new(ErrorCode::Internal).because(error)),
    }
}

with_person! {
    /// What of a supervisee can be corrected. The supervising office changes by its own procedure.
    #[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
    struct EditSupervisee {
        /// The name.
        #[validate(length(min = 1, max = 50))]
        #[schema(min_length = 1, max_length = 50)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) name: Option<String>,
        /// The citizen identity number (GB 11643): 18 characters, checked.
        #[validate(length(min = 1, max = 20))]
        #[schema(min_length = 1, max_length = 20)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) id_number: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) category: Option<Category>,
    } person {
        /// The offence (罪名).
        #[validate(length(max = 200))]
        #[schema(max_length = 200)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) offence: Option<String>,
        /// As the judgment words it, e.g. `有期徒刑3年，缓刑4年`; the term is checked against it.
        #[validate(length(max = 200))]
        #[schema(max_length = 200)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) original_sentence: Option<String>,
        #[validate(length(max = 200))]
        #[schema(max_length = 200)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) additional_penalty: Option<String>,
        /// The organ that decided (社区矫正决定机关).
        #[validate(length(max = 200))]
        #[schema(max_length = 200)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) deciding_organ: Option<String>,
        #[validate(length(max = 200))]
        #[schema(max_length = 200)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) judgment_number: Option<String>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) decided_on: Option<Date>,
        /// The day on which the decision takes effect.
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) effective_on: Option<Date>,
        /// The first day of correction by the court's papers.
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) supervision_starts_on: Option<Date>,
        /// The last day of correction by the court's papers.
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) supervision_ends_on: Option<Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) prohibition: Option<Prohibition>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) management_class: Option<ManagementClass>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) temporary_ground: Option<TemporaryGround>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) temporary_period_ends_on: Option<Date>,
        /// The last medical re-examination handed in (rule H-2).
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) reexamined_on: Option<Date>,
        /// The last report of bodily condition (rule M-4).
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) health_reported_on: Option<Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) guarantor: Option<Guarantor>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) notice_received_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) documents_received_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) receipt_sent_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) papers_requested_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) papers_completed_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) handover_decision_received_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) left_prison_on: Option<Date>,
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) reported_on: Option<Date>,
        /// The personal summary before the end (rule RL-1).
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) summary_received_on: Option<Date>,
        /// The release certificate (rule RL-2).
        #[serde(default, deserialize_with = "wire::day", skip_serializing_if = "Option::is_none")]
        pub(super) release_certificate_issued_on: Option<Date>,
        /// Custody before the order; kept for every category, since it is credited if probation is revoked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) custody: Option<Custody>,
        #[validate(length(max = 2000))]
        #[schema(max_length = 2000)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) remarks: Option<String>,
    }
}
