//! Nothing that is secret is in a view, an error, a debug text, or readable on the disk.

use crate::phone::{ACCOUNT, ISSUER, Network, PIN, Phone, approve, enroll, enrollment, offered, poll};
use countersign::authenticator::{Compared, Filter};
use countersign::testing::MemoryFiles;

const NUMBER: &str = "428163";

#[test]
fn canaries_are_nowhere() {
    for phone in [Phone::new(), Phone::without_signing_keys()] {
        let app = phone.set_up();
        let link = phone.server().link(ISSUER, ACCOUNT);
        let token = link.split("&t=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let mut told: Vec<String> = Vec::new();
        let offer = offered(&app, &link);
        told.push(format!("{offer:?}"));
        phone.set_network(Network::AnswersLost);
        told.push(format!("{:?}", enroll(&app, &offer, enrollment())));
        phone.set_network(Network::Up);
        // The unfinished enrollment, with its token, lies on the disk.
        let unfinished = phone.disk();
        let id = enroll(&app, &offer, enrollment()).unwrap();
        phone.asked("enter");
        let request = phone.prompted(&app, id);
        told.push(format!("{request:?}"));
        told.push(format!("{:?}", Compared::Number(NUMBER.to_owned())));
        told.push(format!("{:?}", approve(&app, request.id, Compared::Number(NUMBER.to_owned()), PIN)));
        phone.asked("show");
        let shown = phone.prompted(&app, id);
        let code = shown.code.clone().unwrap();
        told.push(format!("{shown:?} {:?}", app.requests()));
        told.push(format!("{:?}", approve(&app, shown.id, Compared::CodeShown, PIN)));
        told.push(format!("{:?} {:?}", app.accounts(&Filter::default()), app.account(id)));
        told.push(format!("{:?} {:?} {:?}", poll(&app, id), app.code(id), app));
        let seed = phone.server().account().seed;
        let (seed_hex, offline) = (data_encoding::HEXLOWER.encode(&seed), app.code(id).unwrap().code);
        let canaries = [token.as_str(), NUMBER, &code, &seed_hex, &offline, PIN];
        for text in &told {
            for canary in canaries {
                assert!(!text.contains(canary), "{canary} in {text}");
            }
        }
        let mut binary: Vec<Vec<u8>> = vec![seed.to_vec()];
        binary.extend(canaries.iter().map(|canary| canary.as_bytes().to_vec()));
        let (vault, early) = phone.disk();
        for files in [unfinished.0, unfinished.1, vault, early] {
            let MemoryFiles { a, b } = files;
            for file in [a, b].into_iter().flatten() {
                for canary in &binary {
                    // Four digits and more: shorter ones would be there by chance.
                    let found = file.windows(canary.len()).any(|window| window == canary.as_slice());
                    assert!(canary.len() < 8 || !found, "a secret is readable on the disk");
                }
            }
        }
    }
}
