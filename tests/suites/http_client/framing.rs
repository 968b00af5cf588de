//! Servers with a good certificate whose answers are no answers: http/2, frame by frame (RFC 9113 §4.1).

use super::certificates::{HOST, leaf};
use super::rig::{Cases, Rig, error};
use super::server::{Server, Wire};
use countersign::http::BODY_LIMIT;
use countersign::ports::HttpError::{self, ProtocolViolation, Redirected, TimedOut, TooLarge, Unreachable};
use std::io;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RESET: u8 = 3;
const SETTINGS: u8 = 4;
const PUSH_PROMISE: u8 = 5;
const PING: u8 = 6;
const GO_AWAY: u8 = 7;
const CONTINUATION: u8 = 9;

const ACKNOWLEDGED: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// `:status: 200` and `:status: 500` of HPACK's static table (RFC 7541 appendix A).
const STATUS_200: &[u8] = &[0x88];
const STATUS_500: &[u8] = &[0x8e];

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a length").to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// A header that is written out: name and value shorter than 127 bytes.
fn literal(name: &str, value: &str) -> Vec<u8> {
    let text = |text: &str| [&[u8::try_from(text.len()).expect("short")], text.as_bytes()].concat();
    [vec![0], text(name), text(value)].concat()
}

/// Reads the client's preface and its frames up to its request on stream 1, and says hello.
fn greeted(wire: &mut dyn Wire) -> io::Result<()> {
    let mut preface = [0; 24];
    wire.read_exact(&mut preface)?;
    wire.write_all(&[frame(SETTINGS, 0, 0, b""), frame(SETTINGS, ACKNOWLEDGED, 0, b"")].concat())?;
    wire.flush()?;
    loop {
        let mut head = [0; 9];
        wire.read_exact(&mut head)?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; length as usize];
        wire.read_exact(&mut payload)?;
        if head[3] == HEADERS {
            return Ok(());
        }
    }
}

fn server(rig: &Rig, behaviour: impl Fn(&mut dyn Wire) -> io::Result<()> + Send + Sync + 'static) -> Server {
    let http2 = vec![b"h2".to_vec()];
    let config = leaf(&rig.root, &[HOST], |_| {}).config_with(move |config| config.alpn_protocols = http2);
    Server::tls(config, move |wire, log| {
        greeted(wire)?;
        log.requested(b"");
        behaviour(wire)
    })
}

#[test]
fn frames_that_break_the_rules() {
    let rig = Rig::new();
    let fine = [frame(HEADERS, END_HEADERS, 1, STATUS_200), frame(DATA, END_STREAM, 1, b"fine")].concat();
    let good = server(&rig, move |wire| {
        wire.write_all(&fine)?;
        wire.flush()?;
        wire.read_exact(&mut [0; 4096])
    });
    assert_eq!(error(rig.ask(&good)), Ok(200), "the good answer");

    let large = |status: &[u8]| {
        let body = [frame(DATA, 0, 1, &[0; 0x4000]).repeat(4), frame(DATA, END_STREAM, 1, b"a")].concat();
        [frame(HEADERS, END_HEADERS, 1, status), body].concat()
    };
    assert_eq!(BODY_LIMIT, 4 * 0x4000);
    let headers = |block: &[u8]| frame(HEADERS, END_HEADERS | END_STREAM, 1, block);
    let table: Vec<(&str, Vec<u8>, HttpError)> = vec![
        ("http/1.1", b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_vec(), ProtocolViolation),
        ("a frame larger than agreed", frame(DATA, 0, 1, &[0; 0x4001]), ProtocolViolation),
        ("data on no stream", frame(DATA, 0, 0, b"a"), ProtocolViolation),
        ("headers on no stream", frame(HEADERS, END_HEADERS, 0, STATUS_200), ProtocolViolation),
        ("a stream nobody opened", frame(HEADERS, END_HEADERS, 3, STATUS_200), ProtocolViolation),
        ("a stream of the server's", frame(HEADERS, END_HEADERS, 2, STATUS_200), ProtocolViolation),
        (
            "a push",
            frame(PUSH_PROMISE, END_HEADERS, 1, &[&[0, 0, 0, 2], STATUS_200].concat()),
            ProtocolViolation,
        ),
        ("settings of half a size", frame(SETTINGS, 0, 0, &[0, 1, 0]), ProtocolViolation),
        ("settings on a stream", frame(SETTINGS, 0, 1, b""), ProtocolViolation),
        ("a ping of half a size", frame(PING, 0, 0, b"ping"), ProtocolViolation),
        ("no status", headers(&literal("x", "y")), ProtocolViolation),
        ("two statuses", headers(&[STATUS_200, STATUS_500].concat()), ProtocolViolation),
        ("an upper-case header", headers(&[STATUS_200, &literal("X-Name", "y")].concat()), ProtocolViolation),
        (
            "a header of the connection",
            headers(&[STATUS_200, &literal("connection", "x")].concat()),
            ProtocolViolation,
        ),
        ("headers that are no HPACK", headers(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), ProtocolViolation),
        ("a continuation of nothing", frame(CONTINUATION, END_HEADERS, 1, STATUS_200), ProtocolViolation),
        ("data before headers", frame(DATA, END_STREAM, 1, b"a"), ProtocolViolation),
        (
            "data between headers",
            [frame(HEADERS, 0, 1, STATUS_200), frame(DATA, END_STREAM, 1, b"a")].concat(),
            ProtocolViolation,
        ),
        (
            "less than promised",
            [
                frame(HEADERS, END_HEADERS, 1, &[STATUS_200, &literal("content-length", "9")].concat()),
                frame(DATA, END_STREAM, 1, b"a"),
            ]
            .concat(),
            ProtocolViolation,
        ),
        ("a redirect", headers(&[literal(":status", "302"), literal("location", "/")].concat()), Redirected),
        (
            "a coding",
            headers(&[STATUS_200, &literal("content-encoding", "gzip")].concat()),
            ProtocolViolation,
        ),
        ("status 999", headers(&literal(":status", "999")), ProtocolViolation),
        ("a large body", large(STATUS_200), TooLarge),
        ("a large body of an error", large(STATUS_500), TooLarge),
        (
            "the promise of a large body",
            frame(HEADERS, END_HEADERS, 1, &[STATUS_200, &literal("content-length", "65537")].concat()),
            TooLarge,
        ),
        ("a reset", frame(RESET, 0, 1, &[0, 0, 0, 2]), Unreachable),
        ("a goodbye", frame(GO_AWAY, 0, 0, &[0, 0, 0, 0, 0, 0, 0, 2]), Unreachable),
        ("nothing", Vec::new(), Unreachable),
        ("half a frame", frame(DATA, END_STREAM, 1, b"abc")[..10].to_vec(), Unreachable),
    ];
    let mut cases = Cases::about("http/2");
    for (case, bytes, expected) in table {
        let server = server(&rig, move |wire| wire.write_all(&bytes));
        cases.refused(case, error(rig.ask(&server)), Err(expected));
    }
    cases.done(29);
}

#[test]
fn frames_without_end() {
    let rig = Rig::new();
    let mut cases = Cases::about("http/2 without end");
    let endless = |first: Vec<u8>, piece: Vec<u8>| {
        move |wire: &mut dyn Wire| {
            wire.write_all(&first)?;
            loop {
                wire.write_all(&piece)?;
            }
        }
    };
    let block = literal("x", &"y".repeat(100)).repeat(20);
    for (case, first, piece, expected) in [
        ("headers", frame(HEADERS, 0, 1, STATUS_200), frame(CONTINUATION, 0, 1, &block), ProtocolViolation),
        (
            "empty headers",
            frame(HEADERS, 0, 1, STATUS_200),
            frame(CONTINUATION, 0, 1, b""),
            ProtocolViolation,
        ),
        ("data", frame(HEADERS, END_HEADERS, 1, STATUS_200), frame(DATA, 0, 1, &[0; 1000]), TooLarge),
        ("settings", Vec::new(), frame(SETTINGS, 0, 0, &[0, 4, 0, 0, 0xff, 0xff]), TimedOut),
        ("pings", Vec::new(), frame(PING, 0, 0, b"pingping"), TimedOut),
        ("empty data", frame(HEADERS, END_HEADERS, 1, STATUS_200), frame(DATA, 0, 1, b""), ProtocolViolation),
    ] {
        let rig = if expected == TimedOut {
            Rig { root: rig.root.clone(), ..Rig::impatient() }
        } else {
            Rig::trusting(&rig)
        };
        let server = server(&rig, endless(first, piece));
        let found = match error(rig.ask(&server)) {
            // A server that also ignores the window meets that limit first, or the body's.
            Err(ProtocolViolation) if case == "data" => Err(TooLarge),
            found => found,
        };
        cases.refused(case, found, Err(expected));
    }
    cases.done(6);
}
