//! `corrections demo`

use std::process::ExitCode;

use app::demo::{self, Login, Month};
use clap::Args;
use domain::code::Code;

use super::{Common, Failure, open, say};
use crate::config::{Config, Mode};

/// Fill an empty database with an invented roster and a believable year of work.
#[derive(Debug, Args)]
pub(super) struct Demo {
    #[command(flatten)]
    common: Common,
}

impl Demo {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let config = self.common.settings()?;
        if config.mode == Mode::Production {
            return Err("a demonstration is refused in production mode".into());
        }
        let opened = open(&config, self.common.clock())?;
        say("A year of work, all of it invented:");
        let logins = demo::fill(&opened.db, &opened.world_now(), opened.clock.now(), &mut |month| say(&line(month)))?;
        say("\nAccounts; the passwords are shown this once:");
        logins.iter().for_each(|login| say(&row(login)));
        next(&config, &logins);
        Ok(ExitCode::SUCCESS)
    }
}

fn line(month: &Month) -> String {
    let Month { until, registered, recorded, disclosed } = month;
    format!("  to {until}: {registered:3} registered, {recorded:3} facts recorded, {disclosed:2} disclosures")
}

fn row(Login { login_name, password, role, name, organization }: &Login) -> String {
    format!("  {login_name:<26} {password}  {} {organization} {name}", role.label().0)
}

/// What a newcomer may look at.
fn next(config: &Config, logins: &[Login]) {
    let Some(Login { login_name, password, .. }) = logins.first() else { return };
    say(&format!(
        r#"
To look at it:
  corrections serve --database-url {}
  API=http://127.0.0.1:8080/api/v1
  TOKEN=$(curl -s $API/auth/login -H 'content-type: application/json' \
    -d '{{"login_name":"{login_name}","password":"{password}"}}' | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
  curl -s "$API/supervisees?status=awaiting_intake" -H "authorization: Bearer $TOKEN"
  curl -s "$API/clocks?overdue=true" -H "authorization: Bearer $TOKEN"
  curl -s "$API/clocks?state=late_met&rule=R-3" -H "authorization: Bearer $TOKEN""#,
        config.database_url
    ));
}
