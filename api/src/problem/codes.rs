//! The one table of problem codes: code, status, fixed title in both languages. Codes are contract and never reused.

use actix_web::http::StatusCode;

/// Declares the codes. A line is `Variant "code" STATUS "Chinese title" "English title"`.
macro_rules! error_codes {
    ($($variant:ident $code:literal $status:ident $zh:literal $en:literal;)+) => {
        /// The kind of an error.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ErrorCode {
            $(#[doc = $en] $variant,)+
        }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The HTTP status that goes with it.
            pub fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)+ }
            }

            /// The fixed title, Chinese and English.
            pub fn title(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($zh, $en),)+ }
            }
        }
    };
}

error_codes! {
    MalformedJson "malformed_json" BAD_REQUEST "请求体不是合法的 JSON" "The body is not JSON";
    MalformedMultipart "malformed_multipart" BAD_REQUEST "请求体不是合法的表单" "The body is not a readable form";
    MalformedRequest "malformed_request" BAD_REQUEST "请求无法读取" "The request cannot be read";
    UnknownParameter "unknown_parameter" BAD_REQUEST "未知的参数" "Unknown parameter";
    RepeatedParameter "repeated_parameter" BAD_REQUEST "参数重复" "Repeated parameter";
    InvalidParameter "invalid_parameter" BAD_REQUEST "参数的值无法接受" "A parameter's value is not acceptable";
    InvalidCursor "invalid_cursor" BAD_REQUEST "分页游标已损坏或属于其他查询" "The cursor is damaged or belongs to another query";
    TooManyItems "too_many_items" BAD_REQUEST "条目过多，请缩小查询范围" "Too many items for one answer: narrow the query";
    InvalidIdempotencyKey "invalid_idempotency_key" BAD_REQUEST "幂等键格式不正确" "The idempotency key is malformed";
    InvalidPrecondition "invalid_precondition" BAD_REQUEST "条件请求头无法接受" "The precondition is not acceptable";
    DigestMismatch "digest_mismatch" BAD_REQUEST "内容摘要不符" "The content does not match its digest";
    Unauthenticated "unauthenticated" UNAUTHORIZED "未登录或令牌无效" "No valid access token";
    WrongCredentials "wrong_credentials" UNAUTHORIZED "登录名或密码错误" "Login name or password is wrong";
    InvalidGrant "invalid_grant" UNAUTHORIZED "刷新令牌无效" "The refresh token is not valid";
    InvalidBootstrapCredential "invalid_bootstrap_credential" UNAUTHORIZED "初始凭证无效" "The bootstrap credential is not valid";
    NotPermitted "not_permitted" FORBIDDEN "没有权限" "Not permitted";
    SeparationOfDuties "separation_of_duties" FORBIDDEN "不相容职责必须分离" "Duties must be separated";
    PasswordMustChange "password_must_change" FORBIDDEN "须先修改密码" "The password must be changed first";
    RegistrationClosed "registration_closed" FORBIDDEN "未开放自助注册" "Registration is not open";
    NotFound "not_found" NOT_FOUND "没有找到" "Not found";
    MethodNotAllowed "method_not_allowed" METHOD_NOT_ALLOWED "不支持的方法" "Method not allowed";
    NotAcceptable "not_acceptable" NOT_ACCEPTABLE "无法提供所要求的格式" "No acceptable representation";
    RequestTimeout "request_timeout" REQUEST_TIMEOUT "请求超时" "The request took too long to arrive";
    InvalidStateTransition "invalid_state_transition" CONFLICT "当前状态不允许该操作" "Not possible in the present state";
    LoginNameTaken "login_name_taken" CONFLICT "登录名已被使用" "The login name is taken";
    OrganizationCodeTaken "organization_code_taken" CONFLICT "机构代码已被使用" "The organisation code is taken";
    RoleHeld "role_held" CONFLICT "该账号已有此角色" "The account holds this role already";
    ExclusiveRoles "exclusive_roles" CONFLICT "三员角色互斥" "The administrator roles exclude one another";
    DelegationOverlaps "delegation_overlaps" CONFLICT "该时段已有委托" "The office is delegated already in that time";
    AlreadyMerged "already_merged" CONFLICT "人员已合并" "The person is merged already";
    AlreadyExists "already_exists" CONFLICT "已经存在" "It exists already";
    AlreadyOpen "already_open" CONFLICT "已有一件正在办理" "One is open already";
    CaptureReused "capture_reused" CONFLICT "设备端编号已用于另一条记录" "The device's id belongs to another record";
    OperationEnded "operation_ended" CONFLICT "操作已结束" "The operation has ended";
    CalendarYearBuiltIn "calendar_year_built_in" CONFLICT "内置年度日历不可修改" "The calendar of that year is built in";
    IdempotencyInProgress "idempotency_in_progress" CONFLICT "同一请求正在处理" "The first request is still running";
    VersionConflict "version_conflict" PRECONDITION_FAILED "记录已被他人修改" "The record was changed in the meantime";
    PayloadTooLarge "payload_too_large" PAYLOAD_TOO_LARGE "请求体过大" "The body is too large";
    RangeNotSatisfiable "range_not_satisfiable" RANGE_NOT_SATISFIABLE "所请求的范围不存在" "The range asked for is not there";
    UnsupportedMediaType "unsupported_media_type" UNSUPPORTED_MEDIA_TYPE "不支持的内容类型" "Unsupported media type";
    ValidationFailed "validation_failed" UNPROCESSABLE_ENTITY "请求内容不符合要求" "The request does not meet the rules";
    Refused "refused" UNPROCESSABLE_ENTITY "依法不予办理" "The law does not allow it";
    MaskedValue "masked_value" UNPROCESSABLE_ENTITY "不能写回已掩码的值" "A masked value cannot be written back";
    UnusableFile "unusable_file" UNPROCESSABLE_ENTITY "文件不能使用" "The file cannot be used";
    IdempotencyKeyReused "idempotency_key_reused" UNPROCESSABLE_ENTITY "幂等键已用于其他请求" "The idempotency key belongs to another request";
    AccountLocked "account_locked" LOCKED "账号已锁定" "The account is locked";
    PreconditionRequired "precondition_required" PRECONDITION_REQUIRED "须带条件请求头" "A precondition is required";
    QuotaExceeded "quota_exceeded" TOO_MANY_REQUESTS "请求过多" "Too many requests";
    HeadersTooLarge "headers_too_large" REQUEST_HEADER_FIELDS_TOO_LARGE "请求头过大" "The headers are too large";
    Internal "internal" INTERNAL_SERVER_ERROR "服务内部错误" "Internal error";
    TemporaryReducedCapacity "temporary_reduced_capacity" SERVICE_UNAVAILABLE "服务繁忙，请稍后再试" "The service is busy, try again later";
    StoreUnavailable "store_unavailable" SERVICE_UNAVAILABLE "数据库暂不可用，未写入任何内容" "The database is unavailable; nothing was written";
    StorageFull "storage_full" INSUFFICIENT_STORAGE "存储空间不足，未保存任何内容" "No room is left for files; nothing was kept";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_lower_snake() {
        let mut seen = std::collections::BTreeSet::new();
        for code in ErrorCode::ALL {
            assert!(seen.insert(code.code()), "{code:?} twice");
            assert!(code.code().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code:?}");
        }
    }
}
