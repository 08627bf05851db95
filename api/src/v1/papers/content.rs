//! `GET /papers/{id}/content`: the bytes of a paper, on the record.

use std::ops::Range;
use std::str::FromStr;

use actix_web::body::SizedStream;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_RANGE, RANGE,
    Range as RangeHeader,
};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, get};
use app::papers::{self, Paper};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::code::DisclosurePurpose;
use domain::ids::PaperId;
use domain::paper::{MediaType, download_name};
use futures_util::stream::try_unfold;
use serde::Deserialize;
use store::StoreError;
use utoipa::{IntoParams, ToSchema};

use crate::extract::{Caller, Id, IfNoneMatch, Query};
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::state::AppState;

/// The bytes of a file.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, content_media_type = "application/octet-stream")]
#[expect(dead_code, reason = "says to the contract what the answer holds")]
pub(super) struct PaperContent(Vec<u8>);

/// For what a paper is read.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ReadContent {
    /// What stands in the access log as the purpose; `supervision` when not given.
    purpose: Option<DisclosurePurpose>,
}

/// Read the content of a paper.
///
/// Each reading, whole or in part, is recorded in the access log before the first byte leaves. The content comes as an
/// attachment. One range of bytes may be asked for (`Range`, with `If-Range`); of several, the whole is given.
#[utoipa::path(
    tag = "papers",
    params(
        ("id" = PaperId, Path, description = "The paper"),
        ReadContent,
        ("Range" = Option<String>, Header, description = "`bytes=FROM-TO`"),
        ("If-Range" = Option<String>, Header, description = "The entity tag of which the range is wanted"),
    ),
    responses(
        (status = 200, description = "The content.", content_type = "*/*", body = PaperContent, headers(
            ("Content-Disposition" = String), ("Repr-Digest" = String), ("ETag" = String), ("Accept-Ranges" = String))),
        (status = 206, description = "The range.", content_type = "*/*", body = PaperContent, headers(
            ("Content-Disposition" = String), ("Repr-Digest" = String), ("ETag" = String), ("Content-Range" = String))),
        (status = 304, description = "As the caller has it."),
        (status = 416, description = "There is no such range", body = crate::problem::Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = ["papers_read"])),
)]
#[get("/papers/{id}/content")]
pub(super) async fn get_paper_content(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<PaperId>,
    Query(query): Query<ReadContent>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let (keyring, context) = (state.db.keyring().clone(), caller.context.clone());
    let paper = state.read(context, move |conn, context| papers::get(conn, &keyring, context, id)).await?;
    let tag = format!("\"{}\"", paper.particulars.sha256);
    if IfNoneMatch::of(&request).has(&tag) {
        return Ok(HttpResponse::NotModified().insert_header((ETAG, tag)).finish());
    }
    let whole = paper.row.length()?;
    let part = part_of(&request, &tag, whole)?;

    let (context, purpose) = (caller.context, query.purpose.unwrap_or(DisclosurePurpose::Supervision));
    let content = state.db.write(context.origin(), move |tx| papers::open(tx, &context, id, purpose)).await?;
    let range = part.clone().unwrap_or(0..whole);
    let mut reading = state.files.read(content.file, &content.key, content.bytes, range.clone()).await?;
    // The first piece is at hand before anything is answered: a file that is gone or damaged is an error, no empty answer.
    let first = reading.next().await?;
    let pieces = try_unfold((first, reading), |(first, mut reading)| async move {
        let piece = match first {
            Some(piece) => Some(piece),
            None => reading.next().await.inspect_err(|error| tracing::error!(%error, "a paper broke off"))?,
        };
        Ok::<_, StoreError>(piece.map(|piece| (Bytes::from(piece), (None, reading))))
    });
    let mut response = HttpResponse::build(if part.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK });
    if let Some(Range { start, end }) = part {
        response.insert_header((CONTENT_RANGE, format!("bytes {start}-{}/{whole}", end.saturating_sub(1))));
    }
    describe(&mut response, &paper)?;
    Ok(response.insert_header((ETAG, tag)).body(SizedStream::new(range.end - range.start, pieces)))
}

/// The headers that say what the content is, and keep a browser from making anything of it.
fn describe(response: &mut actix_web::HttpResponseBuilder, paper: &Paper) -> ApiResult<()> {
    let internal = |error: hex::FromHexError| ApiError::new(ErrorCode::Internal).because(error);
    let digest = STANDARD.encode(hex::decode(&paper.particulars.sha256).map_err(internal)?);
    let media_type = paper.row.media_type()?;
    let name = download_name(&paper.particulars.file_name, media_type);
    let plain = download_name("", media_type);
    let content_type = match media_type {
        MediaType::Text => "text/plain; charset=utf-8",
        MediaType::Pdf
        | MediaType::Jpeg
        | MediaType::Png
        | MediaType::Tiff
        | MediaType::Ofd
        | MediaType::Docx
        | MediaType::Xlsx
        | MediaType::Mp3
        | MediaType::Wav
        | MediaType::Mp4 => media_type.name(),
    };
    response
        .insert_header((CONTENT_TYPE, content_type))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(&name)),
        ))
        .insert_header(("repr-digest", format!("sha-256=:{digest}:")))
        .insert_header((ACCEPT_RANGES, "bytes"))
        .insert_header((CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; sandbox"));
    Ok(())
}

/// The bytes asked for; none when that is all of them.
fn part_of(request: &HttpRequest, tag: &str, whole: u64) -> ApiResult<Option<Range<u64>>> {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    if header(IF_RANGE).is_some_and(|seen| seen != tag) {
        return Ok(None);
    }
    // What cannot be read, or asks for several ranges, is passed over, as RFC 9110 allows.
    let Some(Ok(RangeHeader::Bytes(asked))) = header(RANGE).map(RangeHeader::from_str) else { return Ok(None) };
    let [asked] = asked.as_slice() else { return Ok(None) };
    match asked.to_satisfiable_range(whole) {
        Some((from, to)) => Ok(Some(from..to.saturating_add(1))),
        None => Err(ApiError::new(ErrorCode::RangeNotSatisfiable).header("content-range", format!("bytes */{whole}"))),
    }
}

/// A text as the value of `filename*` (RFC 8187).
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_file_name_is_written_so_that_every_client_reads_it() {
        assert_eq!(encoded("判决 1.pdf"), "%E5%88%A4%E5%86%B3%201.pdf");
        assert_eq!(encoded("a\"b;c%\r\n"), "a%22b%3Bc%25%0D%0A");
    }

    #[test]
    fn one_range_is_given_and_what_is_no_range_is_passed_over() {
        let asked = |range: &str, if_range: Option<&str>| {
            let request = TestRequest::get().insert_header(("range", range));
            let request = match if_range {
                Some(tag) => request.insert_header(("if-range", tag)),
                None => request,
            };
            part_of(&request.to_http_request(), "\"t\"", 100)
        };
        for (range, part) in [
            ("bytes=0-9", Some(0..10)),
            ("bytes=90-", Some(90..100)),
            ("bytes=-7", Some(93..100)),
            ("bytes=-700", Some(0..100)),
            ("bytes=99-400", Some(99..100)),
            ("bytes=0-1,5-6", None),
            ("lines=1-2", None),
            ("bytes=9-3", None),
            ("nonsense", None),
        ] {
            assert_eq!(asked(range, None).unwrap(), part, "{range}");
        }
        assert_eq!(asked("bytes=0-9", Some("\"t\"")).unwrap(), Some(0..10));
        assert_eq!(asked("bytes=0-9", Some("\"other\"")).unwrap(), None);
        assert_eq!(asked("bytes=100-", None).unwrap_err().code, ErrorCode::RangeNotSatisfiable);
    }
}
