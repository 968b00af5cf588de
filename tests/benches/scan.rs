//! Scanning: criterion benches of single scans, and with `--table` the comparison with zxing-cpp and zbar.
//!
//! `cargo bench --bench scan -- --table SEED COUNT` generates COUNT degraded codes and the twenty empty frames from
//! SEED, and lets every decoder read each of them in turn. The peers run in Python (`scan_peers.py`); the
//! interpreter with `zxing-cpp` and `numpy` is named by `SCAN_PYTHON`.

use countersign::ports::Clock;
use countersign::scan::{Effort, LumaFrame, Rotation, scan_frame, scan_picture};
use countersign::time::{BootId, BootTime, UnixTime};
use countersign_tests::generator::{EMPTY_KINDS, HEIGHT, KINDS, Sample, WIDTH, clean, empty_frame, sample};
use criterion::Criterion;
use rustix::time::{ClockId, clock_gettime};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--photos") {
        return photographs(std::path::Path::new(arguments.get(at + 1).expect("--photos FOLDER")));
    }
    match arguments.iter().position(|argument| argument == "--table") {
        Some(at) => {
            let number =
                |after: usize, or: u64| arguments.get(at + after).and_then(|n| n.parse().ok()).unwrap_or(or);
            table(number(1, 1), number(2, 600));
        }
        None => {
            let mut criterion = Criterion::default().configure_from_args();
            benches(&mut criterion);
            criterion.final_summary();
        }
    }
}

fn benches(criterion: &mut Criterion) {
    let code = clean(1, 0).luma;
    for effort in [Effort::Live, Effort::Still] {
        criterion.bench_function(&format!("scan/clean code/{effort:?}"), |b| b.iter(|| ours(&code, effort)));
    }
    for index in [0, 2, 4] {
        let frame = empty_frame(1, index);
        let name = EMPTY_KINDS[index];
        criterion.bench_function(&format!("scan/{name}/Live"), |b| b.iter(|| ours(&frame, Effort::Live)));
    }
}

struct Boot;

impl Clock for Boot {
    fn wall(&self) -> UnixTime {
        UnixTime::from_seconds(0)
    }

    fn boot(&self) -> BootTime {
        BootTime { boot: BootId([0; 16]), elapsed: clock(ClockId::Boottime) }
    }
}

fn clock(id: ClockId) -> Duration {
    let now = clock_gettime(id);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or(0))
}

fn ours(luma: &[u8], effort: Effort) -> Vec<String> {
    let frame = LumaFrame::new(WIDTH as u32, HEIGHT as u32, WIDTH, Rotation::None, luma).expect("a frame");
    let codes = scan_frame(&frame, effort, &Boot).unwrap_or_default();
    codes.iter().map(|code| code.text.expose().to_owned()).collect()
}

/// Real photographs: a folder with `expected.tsv` (file, source, licence, JSON list of texts).
fn photographs(folder: &std::path::Path) {
    let list = std::fs::read_to_string(folder.join("expected.tsv")).expect("expected.tsv");
    let (mut read, mut wrong, mut times) = (0, 0, Score::default());
    let lines: Vec<&str> = list.lines().skip(1).collect();
    for line in &lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let expected: Vec<String> = serde_json::from_str(fields[3]).expect("a list of texts");
        let bytes = std::fs::read(folder.join(fields[0])).expect("a photograph");
        let start = clock(ClockId::ThreadCPUTime);
        let codes = scan_picture(&bytes, Effort::Still, &Boot).unwrap_or_default();
        times.milliseconds.push((clock(ClockId::ThreadCPUTime) - start).as_secs_f64() * 1000.0);
        let texts: Vec<&str> = codes.iter().map(|code| code.text.expose()).collect();
        let surplus = texts.iter().filter(|text| !expected.iter().any(|right| right == *text)).count();
        if expected.iter().all(|right| texts.contains(&right.as_str())) {
            read += 1;
        } else {
            println!("missed {} in {:.0} ms", fields[0], times.milliseconds.last().copied().unwrap_or(0.0));
        }
        if surplus > 0 {
            println!("wrong {}: {texts:?} for {expected:?}", fields[0]);
        }
        wrong += surplus;
    }
    println!(
        "{read} of {} photographs, {wrong} wrong texts, median {:.1} ms, p95 {:.1} ms",
        lines.len(),
        times.percentile(50),
        times.percentile(95)
    );
}

/// What one decoder did.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    milliseconds: Vec<f64>,
    by_kind: BTreeMap<&'static str, usize>,
}

impl Score {
    fn count(&mut self, sample: &Sample, texts: &[String], milliseconds: f64) {
        self.milliseconds.push(milliseconds);
        if texts.contains(&sample.text) {
            self.right += 1;
            *self.by_kind.entry(sample.kind).or_default() += 1;
        }
        self.wrong += texts.iter().filter(|text| **text != sample.text).count();
    }

    fn percentile(&self, percent: usize) -> f64 {
        let mut sorted = self.milliseconds.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
    }
}

const DECODERS: [&str; 4] = ["ours, still", "ours, live", "zxing-cpp", "zbar"];

fn table(seed: u64, count: u64) {
    let mut peers = Peers::started();
    let mut codes: BTreeMap<&str, Score> = BTreeMap::new();
    let mut empty: BTreeMap<&str, Score> = BTreeMap::new();
    for index in 0..count {
        let sample = sample(seed, index);
        for (decoder, (texts, milliseconds)) in everyone(&sample.luma, &mut peers) {
            if decoder == "ours, still"
                && std::env::var_os("SCAN_MISSES").is_some()
                && !texts.contains(&sample.text)
            {
                eprintln!("missed {index} {}", sample.kind);
                if let Some(folder) = std::env::var_os("SCAN_MISSES") {
                    let path = std::path::Path::new(&folder)
                        .join(format!("{seed}-{index}-{}.png", sample.kind.replace(' ', "-")));
                    let _ = image::save_buffer(
                        path,
                        &sample.luma,
                        WIDTH as u32,
                        HEIGHT as u32,
                        image::ColorType::L8,
                    );
                }
            }
            codes.entry(decoder).or_default().count(&sample, &texts, milliseconds);
        }
    }
    let mut ratios = Vec::new();
    for (index, kind) in EMPTY_KINDS.iter().enumerate() {
        let nothing = Sample { kind, text: String::new(), luma: empty_frame(seed, index) };
        let answers = everyone(&nothing.luma, &mut peers);
        let live = answers.get("ours, live").map_or(0.0, |answer| answer.1);
        if let Some(zxing) = answers.get("zxing-cpp") {
            ratios.push((kind, live, zxing.1));
        }
        for (decoder, (texts, milliseconds)) in answers {
            empty.entry(decoder).or_default().count(&nothing, &texts, milliseconds);
        }
    }
    println!("seed {seed}, {count} codes, {} empty frames, CPU milliseconds\n", EMPTY_KINDS.len());
    println!("| decoder | read | wrong | median | p95 | empty frame, median | wrong |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for decoder in DECODERS {
        let (Some(code), Some(none)) = (codes.get(decoder), empty.get(decoder)) else { continue };
        println!(
            "| {decoder} | {:.1} % | {} | {:.1} | {:.1} | {:.2} | {} |",
            100.0 * code.right as f64 / count as f64,
            code.wrong,
            code.percentile(50),
            code.percentile(95),
            none.percentile(50),
            none.wrong
        );
    }
    println!("\n| kind | {} |\n| --- | --- | --- | --- | --- |", DECODERS.join(" | "));
    for (place, kind) in KINDS.iter().enumerate() {
        let of = (count as usize + KINDS.len() - 1 - place) / KINDS.len();
        let share = |decoder: &str| {
            let right = codes.get(decoder).and_then(|score| score.by_kind.get(kind)).copied().unwrap_or(0);
            format!("{right}/{of}")
        };
        println!("| {kind} | {} |", DECODERS.map(share).join(" | "));
    }
    for (kind, live, zxing) in ratios {
        println!("empty {kind}: live {live:.2} ms, zxing-cpp {zxing:.2} ms");
    }
}

type Answers = BTreeMap<&'static str, (Vec<String>, f64)>;

fn everyone(luma: &[u8], peers: &mut Option<Peers>) -> Answers {
    let mut answers = Answers::new();
    for (name, effort) in [("ours, still", Effort::Still), ("ours, live", Effort::Live)] {
        let start = clock(ClockId::ThreadCPUTime);
        let texts = ours(luma, effort);
        let taken = clock(ClockId::ThreadCPUTime) - start;
        answers.insert(name, (texts, taken.as_secs_f64() * 1000.0));
    }
    if let Some(peers) = peers {
        answers.extend(peers.read(luma));
    }
    answers
}

/// The Python process.
struct Peers {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    frame: tempfile::NamedTempFile,
}

impl Peers {
    /// `None`, with a word about it, where `SCAN_PYTHON` names no interpreter.
    fn started() -> Option<Self> {
        let Some(python) = std::env::var_os("SCAN_PYTHON") else {
            println!("SCAN_PYTHON is not set: without the peers");
            return None;
        };
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/scan_peers.py");
        let mut child = Command::new(python)
            .args([script, &WIDTH.to_string(), &HEIGHT.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the Python interpreter of SCAN_PYTHON");
        let questions = child.stdin.take().expect("a pipe");
        let answers = BufReader::new(child.stdout.take().expect("a pipe"));
        Some(Self {
            child,
            questions,
            answers,
            frame: tempfile::NamedTempFile::new().expect("a temporary file"),
        })
    }

    fn read(&mut self, luma: &[u8]) -> Answers {
        let path = self.frame.path().to_owned();
        std::fs::File::create(&path).and_then(|mut file| file.write_all(luma)).expect("the frame's file");
        writeln!(self.questions, "{}", path.display()).expect("a running peer process");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("an answer");
        let answer: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let of = |name: &'static str| {
            let texts = answer[name]["texts"].as_array().expect("texts");
            let texts = texts.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect();
            (name, (texts, answer[name]["ms"].as_f64().expect("milliseconds")))
        };
        Answers::from([of("zxing-cpp"), of("zbar")])
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
