//! Servers with a good certificate whose answers are no answers: http/1.1.

use super::rig::{Cases, Rig, error};
use super::server::{Server, Wire, answer};
use countersign::http::BODY_LIMIT;
use countersign::platform::http_client::TimeOuts;
use countersign::ports::HttpError::{self, ProtocolViolation, TimedOut, TooLarge, Unreachable};
use std::io;
use std::time::Duration;

/// Writes for as long as somebody reads.
fn endless(wire: &mut dyn Wire, piece: &[u8]) -> io::Result<()> {
    loop {
        wire.write_all(piece)?;
    }
}

#[test]
fn answers_of_a_fixed_text() {
    let rig = Rig::new();
    let mut cases = Cases::about("answers");
    let ok = |rest: &str| format!("HTTP/1.1 200 OK\r\n{rest}").into_bytes();
    let many = (0..80).map(|number| format!("x-{number}: a\r\n")).collect::<String>();
    let gzip_bomb = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3].repeat(16);
    let coded = |name: &str| answer("200 OK", &format!("content-encoding: {name}\r\n"), &gzip_bomb);
    let table: Vec<(&str, Vec<u8>, HttpError)> = vec![
        ("no bytes", Vec::new(), Unreachable),
        ("half a head", ok("x: y\r\n"), Unreachable),
        ("half a status line", b"HTTP/1.1 20".to_vec(), Unreachable),
        ("less than promised", ok("content-length: 10\r\n\r\nshort"), Unreachable),
        ("chunks without an end", ok("transfer-encoding: chunked\r\n\r\n5\r\nshort\r\n"), Unreachable),
        ("half a chunk", ok("transfer-encoding: chunked\r\n\r\nff\r\nshort"), Unreachable),
        ("another protocol", b"SSH-2.0-OpenSSH_9.9\r\n\r\n".to_vec(), ProtocolViolation),
        ("http/0.9", b"<html>hello</html>\r\n\r\n".to_vec(), ProtocolViolation),
        ("an unknown version", b"HTTP/9.9 200 OK\r\n\r\n".to_vec(), ProtocolViolation),
        ("a status of letters", b"HTTP/1.1 abc OK\r\n\r\n".to_vec(), ProtocolViolation),
        ("a status of two digits", b"HTTP/1.1 20 OK\r\n\r\n".to_vec(), ProtocolViolation),
        ("status 0", b"HTTP/1.1 000 OK\r\n\r\n".to_vec(), ProtocolViolation),
        ("status 600", answer("600 What", "", b""), ProtocolViolation),
        ("status 999", answer("999 What", "", b""), ProtocolViolation),
        (
            "another protocol from here",
            b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n".to_vec(),
            ProtocolViolation,
        ),
        ("a header without a colon", ok("nonsense\r\n\r\n"), ProtocolViolation),
        ("a header without a name", ok(": value\r\n\r\n"), ProtocolViolation),
        ("a space before the colon", ok("x : y\r\n\r\n"), ProtocolViolation),
        ("a folded header", ok("x: y\r\n z\r\n\r\n"), ProtocolViolation),
        ("a zero byte in a header", ok("x: y\0z\r\n\r\n"), ProtocolViolation),
        ("a bare carriage return", ok("x: y\rz: a\r\n\r\n"), ProtocolViolation),
        ("two lengths", ok("content-length: 1\r\ncontent-length: 2\r\n\r\nab"), ProtocolViolation),
        ("two lengths in one", ok("content-length: 1, 2\r\n\r\nab"), ProtocolViolation),
        ("a negative length", ok("content-length: -1\r\n\r\n"), ProtocolViolation),
        ("a signed length", ok("content-length: +1\r\n\r\na"), ProtocolViolation),
        ("a length of letters", ok("content-length: ten\r\n\r\n"), ProtocolViolation),
        (
            "a length beyond all numbers",
            ok("content-length: 99999999999999999999999\r\n\r\n"),
            ProtocolViolation,
        ),
        ("a chunk of no size", ok("transfer-encoding: chunked\r\n\r\nxyz\r\n"), ProtocolViolation),
        (
            "a chunk beyond all numbers",
            ok("transfer-encoding: chunked\r\n\r\nfffffffffffffffff1\r\n"),
            ProtocolViolation,
        ),
        (
            "a chunk longer than it says",
            ok("transfer-encoding: chunked\r\n\r\n1\r\nlong\r\n0\r\n\r\n"),
            ProtocolViolation,
        ),
        ("an unknown transfer", ok("transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), ProtocolViolation),
        ("gzip", coded("gzip"), ProtocolViolation),
        ("deflate", coded("deflate"), ProtocolViolation),
        ("brotli", coded("br"), ProtocolViolation),
        ("zstd", coded("zstd"), ProtocolViolation),
        ("two codings", coded("identity, gzip"), ProtocolViolation),
        ("too many headers", ok(&format!("{many}\r\n")), ProtocolViolation),
        ("large headers", ok(&format!("x: {}\r\ncontent-length: 0\r\n\r\n", "a".repeat(20_000))), TooLarge),
        ("a body of one byte too many", answer("200 OK", "", &vec![b'a'; BODY_LIMIT + 1]), TooLarge),
        ("a large body of an error", answer("500 Oh", "", &vec![b'a'; BODY_LIMIT + 1]), TooLarge),
        ("the promise of a large body", ok("content-length: 65537\r\n\r\n"), TooLarge),
        ("the promise of a huge body", ok("content-length: 9223372036854775807\r\n\r\n"), TooLarge),
        (
            "one large chunk",
            [ok("transfer-encoding: chunked\r\n\r\n10001\r\n"), vec![b'a'; 0x10001]].concat(),
            TooLarge,
        ),
    ];
    for (case, bytes, expected) in table {
        let server = Server::http(rig.good(), move |_, wire| wire.write_all(&bytes));
        cases.refused(case, error(rig.ask(&server)), Err(expected));
        assert_eq!(server.log.requests().len(), 1, "{case}: sent once");
    }
    cases.done(43);
}

#[test]
fn answers_without_end() {
    let rig = Rig::new();
    let mut cases = Cases::about("answers without end");
    type Behaviour = fn(&mut dyn Wire) -> io::Result<()>;
    let table: [(&str, Behaviour, HttpError); 6] = [
        (
            "a body in chunks",
            |wire| {
                wire.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
                endless(wire, b"4\r\nabcd\r\n")
            },
            TooLarge,
        ),
        (
            "a body to the end",
            |wire| {
                wire.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")?;
                endless(wire, &[b'a'; 1000])
            },
            TooLarge,
        ),
        (
            "one header",
            |wire| {
                wire.write_all(b"HTTP/1.1 200 OK\r\nx: ")?;
                endless(wire, &[b'a'; 1000])
            },
            ProtocolViolation,
        ),
        (
            "many headers",
            |wire| {
                wire.write_all(b"HTTP/1.1 200 OK\r\n")?;
                endless(wire, b"x: y\r\n")
            },
            ProtocolViolation,
        ),
        (
            "a status line",
            |wire| {
                wire.write_all(b"HTTP/1.1 200 ")?;
                endless(wire, &[b'a'; 1000])
            },
            ProtocolViolation,
        ),
        (
            "an extension of a chunk",
            |wire| {
                wire.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;")?;
                endless(wire, &[b'a'; 1000])
            },
            ProtocolViolation,
        ),
    ];
    for (case, behaviour, expected) in table {
        let server = Server::http(rig.good(), move |_, wire| behaviour(wire));
        cases.refused(case, error(rig.ask(&server)), Err(expected));
    }
    cases.done(6);
}

#[test]
fn answers_that_take_too_long() {
    let mut cases = Cases::about("answers that take too long");
    // The server goes on until the client is gone: only the client's own time-out can end this.
    type Behaviour = fn(&mut dyn Wire) -> io::Result<()>;
    let silent: Behaviour = |wire| wire.read(&mut [0]).map(|_| ());
    let rig = Rig::impatient();
    let table: [(&str, Behaviour); 6] = [
        ("nothing", silent),
        ("a slow head", |wire| {
            wire.write_all(b"HTTP/1.1 200 OK\r\nx: ")?;
            drip(wire, b"a")
        }),
        ("a slow body", |wire| {
            wire.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 65536\r\n\r\n")?;
            drip(wire, b"a")
        }),
        ("a slow body in chunks", |wire| {
            wire.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
            drip(wire, b"1\r\na\r\n")
        }),
        ("processing for ever", |wire| drip(wire, b"HTTP/1.1 102 Processing\r\n\r\n")),
        ("a flood of hints", |wire| endless(wire, b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n")),
    ];
    for (case, behaviour) in table {
        let server = Server::http(rig.good(), move |_, wire| behaviour(wire));
        cases.refused(case, error(rig.ask(&server)), Err(TimedOut));
    }
    // The time between two pieces, where the total would allow it.
    let minute = Duration::from_secs(60);
    let rig = Rig {
        time_outs: TimeOuts { connect: minute, read: Duration::from_millis(100), total: minute },
        ..Rig::new()
    };
    let server = Server::http(rig.good(), move |_, wire| {
        wire.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\na")?;
        wire.flush()?;
        silent(wire)
    });
    cases.refused("a body that stops", error(rig.ask(&server)), Err(TimedOut));
    cases.done(7);
}

/// A byte now and then, for as long as somebody is there. The pause only keeps the answer below its size limit.
fn drip(wire: &mut dyn Wire, piece: &[u8]) -> io::Result<()> {
    loop {
        wire.write_all(piece)?;
        wire.flush()?;
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_client_may_take_shorter_answers_only() {
    let rig = Rig { answer_limit: 4096, ..Rig::new() };
    let of = |length: usize| {
        Server::http(rig.good(), move |_, wire| wire.write_all(&answer("200 OK", "", &vec![b'a'; length])))
    };
    assert_eq!(error(rig.ask(&of(4096))), Ok(200));
    assert_eq!(error(rig.ask(&of(4097))), Err(TooLarge));
}
