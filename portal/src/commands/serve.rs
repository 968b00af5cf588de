//! `serve`: answers pages, phones and applications.

use super::Failed;
use super::options::Place;
use super::waking::Waking;
use crate::config::{MailConfig, PublicUrl};
use crate::policy::KeyAttestation;
use crate::portal::Portal;
use clap::Args;
use countersign::http::DevelopmentHttp;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use std::io::{Write as _, stdout};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use tokio::signal::unix::{SignalKind, signal};

/// The longest name of a portal on phones, in bytes.
const LONGEST_ISSUER: usize = 128;

/// Answers until it is told to stop.
#[derive(Args, Debug)]
pub(super) struct Serve {
    #[command(flatten)]
    place: Place,
    /// Where to listen; port 0 takes a free one, which is printed
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The portal's address as phones and browsers see it: https://host[:port][/path]
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// The name by which phones and mails call the portal
    #[arg(long, value_name = "NAME", default_value = "Countersign")]
    issuer: String,
    #[command(flatten)]
    mail: Mail,
    /// A proxy whose X-Forwarded-For is believed; can be given several times
    #[arg(long, value_name = "IP")]
    trusted_proxy: Vec<IpAddr>,
    #[command(flatten)]
    waking: Waking,
    /// An authority of a phone's maker (PEM, or one in DER) whose word about keys counts, for the policy key_attestation;
    /// can be given several times
    #[arg(long, value_name = "FILE")]
    attestation_root: Vec<PathBuf>,
    /// Also answer the demo application, at /demo
    #[arg(long)]
    demo: bool,
}

/// How mail is sent: to a server, or into a folder while developing.
#[derive(Args)]
struct Mail {
    /// Mail server: smtps://user:password@host, or smtp:// with STARTTLS
    #[arg(
        long,
        value_name = "URL",
        env = "COUNTERSIGN_SMTP",
        hide_env_values = true,
        requires = "mail_from"
    )]
    smtp: Option<String>,
    /// Sender of mails
    #[arg(long, value_name = "ADDRESS", env = "COUNTERSIGN_MAIL_FROM")]
    mail_from: Option<String>,
    /// Speak plain SMTP without TLS, with a server on this machine
    #[arg(long, requires = "smtp")]
    smtp_plain: bool,
    /// For development: put mails into this folder, and show them at /mail
    #[arg(long, value_name = "FOLDER", conflicts_with = "smtp")]
    mail_folder: Option<PathBuf>,
}

/// Not the address of the server: it may have a password.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("mail_from", &self.mail_from).finish_non_exhaustive()
    }
}

impl Serve {
    pub(super) async fn run(self) -> Result<(), Failed> {
        let mut config = self.place.config()?;
        config.listen = self.listen;
        if !(1..=LONGEST_ISSUER).contains(&self.issuer.len()) {
            return Err(Failed::Said("--issuer: 1 to 128 bytes".to_owned()));
        }
        config.issuer = self.issuer;
        config.trusted_proxies = self.trusted_proxy;
        self.waking.decide(&mut config)?;
        for file in &self.attestation_root {
            config.attestation_roots.extend(authorities(file)?);
        }
        if config.attestation_roots.is_empty() && config.policy.key_attestation != KeyAttestation::None {
            return Err(Failed::Said("key_attestation in the policy needs --attestation-root".to_owned()));
        }
        config.demo = self.demo;
        if let Some(url) = &self.public_url {
            let parsed = PublicUrl::parse(url, DevelopmentHttp::Loopback);
            config.public_url = Some(parsed.map_err(|error| Failed::Said(format!("--public-url: {error}")))?);
        }
        match (self.mail.smtp, self.mail.mail_from, self.mail.mail_folder) {
            (Some(url), Some(from), _) => {
                config.mail = MailConfig::Smtp { url, from, plain: self.mail.smtp_plain };
            }
            (_, _, Some(folder)) => config.mail = MailConfig::Folder(folder),
            // Without either, mails go into the data folder.
            _ => {}
        }
        let failed = |error: std::io::Error| Failed::Said(format!("signals cannot be heard: {error}"));
        let mut terminated = signal(SignalKind::terminate()).map_err(failed)?;
        let mut interrupted = signal(SignalKind::interrupt()).map_err(failed)?;
        let running = Portal::start(config).await?;
        let (address, url) = (running.address(), running.portal().public_url());
        // Whoever started it may have stopped reading: it serves all the same.
        let _ = writeln!(stdout(), "listening on {address}\nportal at {url}");
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
        running.stop().await;
        Ok(())
    }
}

/// The certificates in a file: as many as it has in PEM, or one in DER.
fn authorities(file: &Path) -> Result<Vec<Vec<u8>>, Failed> {
    let said = |what: &str| Failed::Said(format!("--attestation-root {}: {what}", file.display()));
    let bytes = std::fs::read(file).map_err(|error| said(&error.to_string()))?;
    let read =
        CertificateDer::pem_slice_iter(&bytes).map(|read| read.map(|certificate| certificate.to_vec()));
    let found: Vec<Vec<u8>> = read.collect::<Result<_, _>>().map_err(|_| said("the PEM is damaged"))?;
    let found = if found.is_empty() { vec![bytes] } else { found };
    let usable =
        |der: &Vec<u8>| webpki::anchor_from_trusted_cert(&CertificateDer::from(der.as_slice())).is_ok();
    if found.iter().all(usable) { Ok(found) } else { Err(said("no certificate of an authority")) }
}
