//! `POST /papers`: a form that is read part by part, its file sealed while it comes in.

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, post};
use app::papers::{self, Description, Destination, Intake, Received};
use domain::code::ArchiveItem;
use domain::ids::{PersonId, SuperviseeId};
use domain::text::Text;
use domain::time::Date;
use serde::Deserialize;
use store::Length;
use utoipa::ToSchema;
use validator::Validate;

use super::Paper;
use crate::extract::{
    BodyDigest, Caller, Form, Idempotency, Part, missing_part, parse, repeated_part, too_large, unknown_part,
};
use crate::problem::{ApiError, ApiResult, ErrorCode, Place};
use crate::reply::Reply;
use crate::state::AppState;

/// The most that a form holds beside its file, in bytes.
const FORM_BYTES: usize = 64 * 1024;
/// The most that the description of a paper holds, in bytes.
const METADATA_BYTES: usize = 16 * 1024;
/// The part that describes the paper.
const METADATA: &str = "metadata";
/// The part that is it.
const FILE: &str = "file";

/// What a paper is and whose; either of a supervisee or of a person.
#[derive(Debug, Deserialize, Validate, ToSchema)]
struct DescribePaper {
    /// The case it belongs to.
    supervisee_id: Option<SuperviseeId>,
    /// The person it is about, before or beside any case.
    person_id: Option<PersonId>,
    /// What it is called.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "刑事判决书")]
    title: String,
    /// Where in the archive it belongs.
    kind: Option<ArchiveItem>,
    /// The day on which the paper itself was made; not in the future.
    made_on: Option<Date>,
}

/// A paper to be stored: the description first, then the file.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "says to the contract what the form holds; the form itself is read part by part")]
struct StorePaper {
    #[schema(inline)]
    metadata: DescribePaper,
    /// PDF, OFD, JPEG, PNG, TIFF, DOCX, XLSX, MP3, WAV, MP4 or plain text in UTF-8, told by content; at most 50 MiB unless the
    /// service is set otherwise.
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// Store a paper.
///
/// The part `metadata` stands first, so that the file can be sealed while it comes in; the part `file` follows. What the file is
/// is told by its content; programs, markup, macros and what acts by itself are refused. Equal files of one person are kept
/// once. The answer comes when the file lies on the disk for good; a form that breaks off leaves nothing.
#[utoipa::path(
    tag = "papers",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition of this request harmless"),
        ("Content-Digest" = Option<String>, Header, description = "`sha-256=:…:` over the body (RFC 9530), or as a header of the part over the file alone; a mismatch is refused"),
    ),
    request_body(content = StorePaper, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "The paper.", body = Paper, headers(("Location" = String), ("ETag" = String))),
        (status = 507, description = "No room for the file; nothing was kept", body = crate::problem::Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = ["papers_write"])),
)]
#[post("/papers")]
pub(super) async fn store_paper(
    state: Data<AppState>,
    caller: Caller,
    key: Idempotency,
    request: HttpRequest,
    payload: web::Payload,
) -> ApiResult<Reply> {
    papers::may_store(&caller.context)?;
    let most = usize::try_from(state.config.paper_bytes()).unwrap_or(usize::MAX);
    let mut form = Form::open(&request, payload.into_inner(), most.saturating_add(FORM_BYTES))?;
    let metadata = read_metadata(&mut form).await?;
    let destination = destination(&state, &caller, &metadata).await?;
    let (received, file_name) = receive(&state, form, destination, most).await?;

    let digest = BodyDigest::of_parts([metadata.as_slice(), file_name.as_bytes(), &received.sha256]);
    let request = key.of(caller.context.actor.account_id, digest);
    let kept = received.clone();
    let reply = state
        .perform(caller.context, request, move |tx, context| {
            let paper = Paper::of(papers::store(tx, context, &kept, &file_name)?);
            Reply::created(format!("/api/v1/papers/{}", paper.id), paper.version, &paper)
        })
        .await?;
    forget_unless_kept(&state, received).await;
    Ok(reply)
}

/// The first part of the form, which must be the description.
async fn read_metadata(form: &mut Form) -> ApiResult<Vec<u8>> {
    let invalid = || ApiError::new(ErrorCode::ValidationFailed);
    match form.next().await? {
        Some(part) if part.name == METADATA => part.bytes(METADATA_BYTES).await,
        Some(part) if part.name == FILE => {
            let message = Text::new("须先于文件", "Must stand before the file");
            Err(invalid().fault(Place::Pointer(format!("/{METADATA}")), "not_first", message))
        }
        Some(part) => Err(unknown_part(invalid(), &part.name)),
        None => Err(missing_part(missing_part(invalid(), METADATA), FILE)),
    }
}

/// Where the paper goes that is described so.
async fn destination(state: &AppState, caller: &Caller, metadata: &[u8]) -> ApiResult<Destination> {
    let described: DescribePaper = parse(metadata).map_err(of_metadata)?;
    let DescribePaper { supervisee_id, person_id, title, kind, made_on } = described;
    let description = Description { supervisee_id, person_id, title, kind, made_on };
    let keyring = state.db.keyring().clone();
    state
        .read(caller.context.clone(), move |conn, context| papers::destination(conn, &keyring, context, &description))
        .await
}

/// The faults of the description, as they lie in the form.
fn of_metadata(mut error: ApiError) -> ApiError {
    for fault in &mut error.more.faults {
        if let Place::Pointer(at) = &mut fault.place {
            *at = format!("/{METADATA}{at}");
        }
    }
    error
}

/// Takes in the file, which must be the form's last part; gives it with its name.
async fn receive(
    state: &AppState,
    mut form: Form,
    destination: Destination,
    most: usize,
) -> ApiResult<(Received, String)> {
    let invalid = || ApiError::new(ErrorCode::ValidationFailed);
    let mut file = match form.next().await? {
        Some(part) if part.name == FILE => part,
        Some(part) if part.name == METADATA => return Err(repeated_part(invalid(), METADATA)),
        Some(part) => return Err(unknown_part(invalid(), &part.name)),
        None => return Err(missing_part(invalid(), FILE)),
    };
    let file_name = file.file_name.take().unwrap_or_default();
    let intake = take_in(state, file, destination, most).await?;
    if let Some(part) = form.next().await? {
        let repeated = [METADATA, FILE].contains(&part.name.as_str());
        return Err(if repeated { repeated_part(invalid(), &part.name) } else { unknown_part(invalid(), &part.name) });
    }
    form.end().await?;
    Ok((intake.finish().await?, file_name))
}

async fn take_in(state: &AppState, mut file: Part, destination: Destination, most: usize) -> ApiResult<Intake> {
    let mut intake = Intake::begin(&state.files, destination).await?;
    while let Some(piece) = file.piece().await? {
        if usize::try_from(intake.bytes()).unwrap_or(usize::MAX).saturating_add(piece.len()) > most {
            return Err(too_large(most));
        }
        intake.take(&piece).await?;
    }
    Ok(intake)
}

/// Deletes a file that turned out to be nobody's: the person has an equal one, or the request was a repetition. What cannot be
/// deleted now is found by the sweep.
async fn forget_unless_kept(state: &AppState, received: Received) {
    let file = received.file;
    let kept = state.db.read(Length::Short, move |conn| papers::is_kept(conn, &received)).await;
    let outcome = match kept {
        Ok(true) => Ok(()),
        Ok(false) => state.files.remove(file).await.map_err(app::error::Error::from),
        Err(error) => Err(error),
    };
    if let Err(error) = outcome {
        tracing::warn!(%error, "a file that no paper has was left behind");
    }
}
