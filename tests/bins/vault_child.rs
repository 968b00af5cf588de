//! The process that `vault_kill` kills: it lives a life of changes on a real disk and acknowledges each on its output.
//!
//! `vault_child FOLDER SEED FIRST LAST [erase]`: performs the changes FIRST to LAST of the seed's life, the vault being
//! made first where FIRST is 0, and erases the vault at the end if asked to.

use countersign::vault::testing::{self, StretchedPin};
use countersign::vault::{State, Vault};
use countersign_tests::vault_rig::{Life, real_ports, unlock};
use std::io::Write;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, seed, first, last, end @ ..] = arguments.as_slice() else { panic!("{arguments:?}") };
    let number = |text: &String| text.parse::<usize>().expect("a number");
    let (first, last) = (number(first), number(last));
    let life = Life::new(number(seed) as u64, last);

    let vault = Vault::open(real_ports(folder.as_ref())).expect("the vault can be opened");
    let mut open = if vault.state() == State::New {
        let made = testing::create(vault, &StretchedPin::number(Life::PIN));
        made.map_err(|refused| refused.error).expect("a new vault")
    } else {
        unlock(vault, life.models[first].pin).map_err(|refused| refused.error).expect("the right PIN")
    };
    acknowledge("ready");
    for number in first..last {
        let pin = life.models[number].pin;
        life.steps[number].perform(&mut open, pin).expect("the change is committed");
        acknowledge(&(number + 1).to_string());
        if number % 4 == 3 {
            // Kills may come while it unlocks, too; the lock on the folder is kept all the while.
            let pin = life.models[number + 1].pin;
            open = unlock(open.lock(), pin).map_err(|refused| refused.error).expect("the right PIN");
        }
    }
    if !end.is_empty() {
        let erased = open.lock().erase().map_err(|refused| refused.error).expect("erased");
        assert_eq!(erased.state(), State::Erased);
        acknowledge("erased");
    }
    // Waits to be killed.
    loop {
        std::thread::park();
    }
}

fn acknowledge(what: &str) {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{what}").and_then(|()| output.flush()).expect("somebody reads");
}
