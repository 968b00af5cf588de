//! A portal in a process of its own, to be killed: `portal_process FOLDER DATABASE [PUBLIC_URL]`. Prints where it listens.

use countersign::http::DevelopmentHttp;
use countersign_portal::{Config, DatabaseLocation, Portal, PublicUrl};
use std::io::Write;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, database, rest @ ..] = arguments.as_slice() else { panic!("{arguments:?}") };
    let mut config = Config::development(folder);
    config.database = DatabaseLocation::parse(database);
    config.public_url =
        rest.first().map(|url| PublicUrl::parse(url, DevelopmentHttp::Loopback).expect("an address"));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        match Portal::start(config).await {
            Ok(running) => {
                println!("http://{}", running.address());
                std::io::stdout().flush().expect("whoever started this reads");
                std::future::pending::<()>().await;
            }
            Err(error) => {
                eprintln!("{error}");
                std::process::exit(1);
            }
        }
    });
}
