//! The forty people of the house, and who of them can log in.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use domain::actor::Actor;
use domain::code::{Code, Level, Post, Role};
use domain::ids::OrganizationId;
use domain::time::{Date, start_of_day};
use secrecy::SecretString;
use store::{Db, Origin};

use super::Login;
use super::chance::Chance;
use crate::accounts::{Account, Enrolment, enrol};
use crate::auth::Hasher;
use crate::context::{Context, World};
use crate::error::Error;
use crate::staff::{self, StaffFacts};

/// Half past eight: the house is set up before the first day's work.
const MORNING: TimeDelta = TimeDelta::minutes(8 * 60 + 30);

const SURNAMES: [&str; 20] = [
    "陈", "李", "王", "周", "刘", "杨", "黄", "吴", "彭", "唐", "曾", "谢", "蒋", "罗", "胡", "邓", "熊", "向", "龙",
    "覃",
];
const GIVEN_NAMES: [&str; 20] = [
    "建华", "丽娟", "志强", "晓燕", "国平", "敏", "伟", "婷", "立新", "春梅", "勇", "芳", "海涛", "玉兰", "峰", "静怡",
    "大明", "慧", "超", "雅琴",
];

/// Those who do the year's work.
#[derive(Debug, Clone)]
pub(super) struct House {
    bureau: Actor,
    offices: BTreeMap<OrganizationId, Actor>,
}

impl House {
    /// Who works for the bureau.
    pub(super) fn bureau(&self) -> &Actor {
        &self.bureau
    }

    /// Who works for the office that supervises: the bureau's own where it does so itself.
    pub(super) fn office(&self, id: OrganizationId) -> &Actor {
        self.offices.get(&id).unwrap_or(&self.bureau)
    }
}

/// A post in the house.
struct Place {
    organization_id: OrganizationId,
    post: Post,
    position: &'static str,
    /// What the holder logs in as, if at all.
    login: Option<(Role, String)>,
}

/// Enters the staff and their accounts on the morning of the first day.
pub(super) fn enter(
    db: &Db,
    world: &Arc<World>,
    bureau: OrganizationId,
    first: Date,
) -> Result<(House, Vec<Login>), Error> {
    let at = start_of_day(first) + MORNING;
    let hasher = Hasher::new(db.keyring());
    let chance = &mut Chance::of(u64::MAX);
    let (mut logins, mut enrolments, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for Place { organization_id, post, position, login } in places(world, bureau) {
        let name = name(chance);
        let position = Some(position.to_owned());
        let Some((role, login_name)) = login else {
            others.push((organization_id, StaffFacts { name, post, position, starts_on: first, ends_on: None }));
            continue;
        };
        let password = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 15]>());
        enrolments.push(Enrolment {
            organization_id,
            name: name.clone(),
            post,
            position,
            login_name: login_name.clone(),
            password_hash: hasher.hash(&SecretString::from(password.as_str()))?,
            password_expires: false,
            must_change_password: false,
            role: Some(role),
        });
        let organization = world.tree.get(organization_id).map(|place| place.name.clone()).unwrap_or_default();
        logins.push(Login { login_name, password, role, name, organization });
    }
    let origin = Origin { actor: "command_line".to_owned(), at, trace_id: String::new() };
    let tree = Arc::clone(world);
    let accounts = db.write_blocking(origin, move |tx| -> Result<Vec<Account>, Error> {
        enrolments.into_iter().map(|new| enrol(tx, &tree.tree, new)).collect()
    })?;
    let context =
        |actor| Context { actor, now: at, trace_id: String::new(), world: Arc::clone(world), seconded_may_sign: false };
    let system = context(holding(&accounts, Role::SystemAdministrator)?);
    db.write_blocking(system.origin(), move |tx| -> Result<(), Error> {
        others.into_iter().try_for_each(|(place, facts)| staff::create(tx, &system, place, facts).map(drop))
    })?;
    let officers = accounts.iter().filter(|account| account.roles.contains(&Role::OfficeOfficer));
    let offices = officers.map(|account| (account.organization_id, actor(account))).collect();
    Ok((House { bureau: holding(&accounts, Role::BureauOfficer)?, offices }, logins))
}

/// Twelve at the bureau and above it, two at each office.
fn places(world: &World, bureau: OrganizationId) -> Vec<Place> {
    let mut places = Vec::new();
    for (role, position) in [
        (Role::BureauOfficer, "社区矫正科科员"),
        (Role::BureauLegalReviewer, "法制审核员"),
        (Role::BureauHead, "社区矫正工作局局长"),
        (Role::JusticeBureauHead, "司法局局长"),
        (Role::Archivist, "档案管理员"),
        (Role::Procurator, "派驻检察官"),
        (Role::SystemAdministrator, "系统管理员"),
        (Role::SecurityAdministrator, "安全保密管理员"),
        (Role::AuditAdministrator, "安全审计员"),
    ] {
        places.push(Place {
            organization_id: bureau,
            post: Post::Established,
            position,
            login: Some((role, dotted(role))),
        });
    }
    for above in world.tree.ancestors(bureau) {
        let roles: &[Role] = match above.level {
            Level::City => &[Role::CityReviewer],
            Level::Province => &[Role::ProvinceReviewer, Role::ProvinceReader],
            Level::County | Level::Office => &[],
        };
        for role in roles {
            let login = Some((*role, dotted(*role)));
            places.push(Place { organization_id: above.id, post: Post::Established, position: "科员", login });
        }
    }
    let mut offices = world.tree.descendants(bureau);
    offices.sort_by(|one, other| one.code.cmp(&other.code));
    for (index, office) in offices.into_iter().enumerate() {
        let officer = Some((Role::OfficeOfficer, format!("{}.{}", dotted(Role::OfficeOfficer), office.code)));
        places.push(Place {
            organization_id: office.id,
            post: Post::Established,
            position: "司法助理员",
            login: officer,
        });
        let (post, position, login) = match index {
            0 => (Post::Established, "司法所所长", Some((Role::OfficeHead, dotted(Role::OfficeHead)))),
            _ if index % 5 == 0 => (Post::Seconded, "选派退役军人", None),
            _ => (Post::Contracted, "社会工作者", None),
        };
        places.push(Place { organization_id: office.id, post, position, login });
    }
    places
}

fn dotted(role: Role) -> String {
    role.code().replace('_', ".")
}

fn name(chance: &mut Chance) -> String {
    let surname = chance.pick(&SURNAMES).copied().unwrap_or_default();
    let given = chance.pick(&GIVEN_NAMES).copied().unwrap_or_default();
    format!("{surname}{given}")
}

fn holding(accounts: &[Account], role: Role) -> Result<Actor, Error> {
    accounts.iter().find(|account| account.roles.contains(&role)).map(actor).ok_or(Error::NotFound("account"))
}

fn actor(account: &Account) -> Actor {
    Actor {
        account_id: account.id,
        staff_id: account.staff_id,
        organization_id: account.organization_id,
        roles: account.roles.clone(),
        post: account.post,
    }
}
