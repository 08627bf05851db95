//! A proceeding of any kind, played by those through whose hands it passes.

use super::{Matter, elsewhere, outcome, sound, text};
use crate::v1::{first_office_id, nth_registration};
use harness::{Answer, Server, Session, wait_for};
use serde_json::{Value, json};
use std::time::Duration;

/// Those through whose hands a matter passes: of the first office, and of its bureau.
pub(crate) struct Staff {
    pub(crate) officer: Session,
    pub(crate) head: Session,
    pub(crate) bureau_officer: Session,
    pub(crate) bureau_head: Session,
}

impl Staff {
    pub(crate) fn of(server: &Server) -> Self {
        Self {
            officer: server.login("office_officer"),
            head: server.login("office_head"),
            bureau_officer: server.login("bureau_officer"),
            bureau_head: server.login("bureau_head"),
        }
    }
}

/// The nth of many cases, reported in, with these members instead of the usual ones.
pub(crate) fn supervised_as(officer: &Session, nth: usize, changes: &Value) -> String {
    let mut body = nth_registration(&first_office_id(officer), nth);
    body["reported_on"] = json!("2026-11-10");
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    text(&officer.post("supervisees", &body).expect(201)["id"])
}

/// A case whose supervision ended yesterday.
pub(crate) fn ended(officer: &Session) -> String {
    supervised_as(officer, 900, &json!({ "supervision_ends_on": "2026-11-22" }))
}

/// A case of one of seventeen.
pub(crate) fn minor(officer: &Session) -> String {
    let number = sound(&json!("430799200909091234"));
    supervised_as(officer, 901, &json!({ "id_number": number }))
}

/// Opens one of a kind, by the path of the kind.
pub(crate) fn open_one(session: &Session, kind: &str, supervisee: &str, content: &Value) -> Answer {
    session.post(kind, &json!({ "supervisee_id": supervisee, "content": content }))
}

/// The same content with one member changed.
pub(crate) fn with(content: &Value, member: &str, value: Value) -> Value {
    let mut content = content.clone();
    content[member] = value;
    content
}

/// The same act on a day.
pub(crate) fn on(day: &str, mut act: Value) -> Value {
    act["acted_on"] = json!(day);
    act
}

/// Demands a refusal under this rule, with a remedy; returns it.
#[track_caller]
pub(crate) fn refused(answer: &Answer, rule: &str) -> Value {
    let refusal = answer.problem(422, "refused")["refusal"].clone();
    assert_eq!(refusal["rule"], rule, "{refusal}");
    assert!(!text(&refusal["remedy"]).is_empty(), "{refusal}");
    refusal
}

/// The value of a fact, of a refusal or an assessment.
#[track_caller]
pub(crate) fn fact(of: &Value, name: &str) -> String {
    let facts = of["facts"].as_array().unwrap();
    text(&facts.iter().find(|fact| fact["name"] == name).unwrap_or_else(|| panic!("no {name}: {of}"))["value"])
}

/// One member of each item.
pub(crate) fn each(items: &Value, member: &str) -> Vec<String> {
    items.as_array().unwrap().iter().map(|item| text(&item[member])).collect()
}

/// The conditions of a case.
pub(crate) fn conditions(session: &Session, supervisee: &str) -> Vec<String> {
    each(&session.get(&format!("supervisees/{supervisee}")).expect(200)["conditions"], "code")
}

/// The rules whose notices are missing in the case.
pub(crate) fn missing(session: &Session, supervisee: &str, matter: &Matter) -> Vec<String> {
    let defects = session.all(&format!("supervisees/{supervisee}/defects"));
    let own = defects.iter().filter(|defect| defect["href"] == format!("/api/v1/{}", matter.path));
    own.map(|defect| text(&defect["rule"])).collect()
}

/// Demands that one's own request is not for oneself to decide; what was asked is withdrawn again.
#[track_caller]
pub(crate) fn not_decided_by_its_proposer(staff: &Staff, kind: &str, supervisee: &str, content: &Value) {
    let mut own = Matter::begin(&staff.bureau_head, kind, supervisee, content);
    own.act(&staff.officer, "submissions", &json!({}));
    own.act(&staff.head, "endorsements", &outcome("approved"));
    own.attempt(&staff.bureau_head, "decisions", &outcome("approved")).problem(403, "separation_of_duties");
    own.act(&staff.officer, "withdrawals", &json!({}));
    assert_eq!(own.status(&staff.officer), "withdrawn");
}

impl Matter {
    /// The one that was opened so.
    #[track_caller]
    pub(crate) fn of(opened: &Answer) -> Self {
        opened.expect(201);
        assert_eq!(opened.header("etag"), Some("\"1\""));
        Self { path: opened.header("location").unwrap().trim_start_matches("/api/v1/").to_owned(), version: 1 }
    }

    /// Opens one of a kind.
    #[track_caller]
    pub(crate) fn begin(session: &Session, kind: &str, supervisee: &str, content: &Value) -> Self {
        Self::of(&open_one(session, kind, supervisee, content))
    }

    pub(crate) fn id(&self) -> &str {
        self.path.rsplit('/').next().unwrap()
    }

    pub(crate) fn steps(&self, session: &Session) -> Vec<Value> {
        session.all(&format!("{}/steps", self.path))
    }

    /// Whom the law wants told, and nobody told yet.
    pub(crate) fn owed(&self, session: &Session) -> Vec<String> {
        let notices = self.read(session)["notices"].as_array().unwrap().clone();
        let owed = notices.iter().filter(|notice| notice.get("delivered_on").is_none());
        owed.map(|notice| text(&notice["recipient"])).collect()
    }

    /// Tells someone on a day; the status after it.
    #[track_caller]
    pub(crate) fn tell(&mut self, session: &Session, recipient: &str, day: &str) -> String {
        let delivery = json!({ "recipient": recipient, "method": "in_person", "receipt_number": "回证1号" });
        text(&self.act(session, "deliveries", &on(day, delivery))["status"])
    }

    /// The rules of what should be known before one decides.
    pub(crate) fn warnings(&self, session: &Session) -> Vec<String> {
        each(&self.read(session)["assessment"]["warnings"], "rule")
    }

    /// The state of a clock, and its legal due date; the same in the list of all clocks.
    #[track_caller]
    pub(crate) fn clock(&self, session: &Session, rule: &str) -> (String, String) {
        let read = self.read(session);
        let clocks = read["clocks"].as_array().unwrap();
        let clock = clocks.iter().find(|clock| clock["rule"] == rule).unwrap_or_else(|| panic!("no {rule}: {read}"));
        assert!(session.all(&format!("clocks?rule={rule}")).contains(clock));
        (text(&clock["state"]), text(&clock["due_legal"]))
    }

    /// Submitted, endorsed, approved by the county, all on one day.
    #[track_caller]
    pub(crate) fn approved(mut self, staff: &Staff, day: &str) -> Self {
        let approval = on(day, outcome("approved"));
        self.act(&staff.officer, "submissions", &on(day, json!({})));
        self.act(&staff.head, "endorsements", &approval);
        self.act(&staff.bureau_head, "decisions", &approval);
        self
    }

    /// The last step falls: it was recorded in error, and the head of the bureau countersigns that.
    #[track_caller]
    pub(crate) fn annul_the_last(&mut self, staff: &Staff) {
        let last = text(&self.steps(&staff.officer).last().unwrap()["id"]);
        let annulment = self.act(&staff.officer, "annulments", &json!({ "step_id": last, "reason": "误录" }));
        self.act(&staff.bureau_head, "countersignatures", &json!({ "step_id": annulment["id"] }));
    }

    /// Demands that it waits for the head of the bureau and for no one else: tries all who may not, and nothing of it is written.
    #[track_caller]
    pub(crate) fn waits_for_the_bureau_head(&self, server: &Server, staff: &Staff, rule: &str) {
        let look = || (self.read(&staff.officer), self.steps(&staff.officer));
        let before = look();
        assert_eq!(before.0["awaits"], json!({ "level": "county", "permission": "proceedings_decide" }));
        let mine =
            |session: &Session| session.all("proceedings?awaiting=me").iter().any(|item| item["id"] == self.id());
        assert_eq!((mine(&staff.officer), mine(&staff.head), mine(&staff.bureau_head)), (false, false, true));
        let decision = |session: &Session| self.attempt(session, "decisions", &outcome("approved"));
        decision(&elsewhere(server, "office_head")).problem(404, "not_found");
        decision(&staff.officer).problem(403, "not_permitted");
        decision(&staff.bureau_officer).problem(403, "not_permitted");
        let refusal = refused(&decision(&staff.head), rule);
        assert_eq!((fact(&refusal, "level"), fact(&refusal, "level_in_charge")), ("office".into(), "county".into()));
        let stale = Self { version: self.version - 1, ..self.clone() };
        stale.attempt(&staff.bureau_head, "decisions", &outcome("approved")).problem(412, "version_conflict");
        assert_eq!(look(), before);
    }
}

/// Waits until these conditions hold in a case: the sweep turns what time alone turns.
#[track_caller]
pub(crate) fn held(session: &Session, supervisee: &str, expected: &[&str]) {
    wait_for(&format!("{expected:?}"), Duration::from_secs(20), || {
        (conditions(session, supervisee) == expected).then_some(())
    });
}

impl Matter {
    /// Demands that an act which this caller may do now is nothing to another office, nor to one who saw another version; and that
    /// neither leaves a trace.
    #[track_caller]
    pub(crate) fn keeps_out(&self, server: &Server, session: &Session, act: &str, body: &Value) {
        let look = || (self.read(session), self.steps(session));
        let before = look();
        let stranger = elsewhere(server, "office_officer");
        stranger.get(&self.path).problem(404, "not_found");
        self.attempt(&stranger, act, body).problem(404, "not_found");
        let other = Self { version: self.version + 1, ..self.clone() };
        other.attempt(session, act, body).problem(412, "version_conflict");
        assert_eq!(look(), before);
    }
}
