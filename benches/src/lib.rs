//! What the benchmarks share: timing two jobs side by side in one process, and finding the repository's documents.

use std::path::PathBuf;
use std::time::Duration;

/// A path relative to the root of the repository.
#[must_use]
pub fn repository_path(path: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", path].iter().collect()
}

/// The CPU time of this thread on Linux, which other processes influence less; elsewhere the time of day.
fn now() -> Duration {
    // "2516483 131370 31": nanoseconds on the CPU, nanoseconds waiting, number of time slices.
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let cpu_time = statistics.and_then(|text| text.split(' ').next().and_then(|first| first.parse().ok()));
    let time_of_day = || std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    cpu_time.map_or_else(time_of_day, Duration::from_nanos)
}

/// How often a job over this many bytes is repeated for one figure: enough for about a tenth of a second, because Linux
/// updates CPU time in steps of milliseconds.
#[must_use]
pub fn passes(bytes: usize) -> usize {
    (60_000_000 / bytes.max(1)).max(1)
}

/// The time for one pass, in nanoseconds.
pub fn time(passes: usize, job: &dyn Fn()) -> f64 {
    let start = now();
    for _ in 0..passes {
        job();
    }
    now().saturating_sub(start).as_nanos() as f64 / passes as f64
}

/// The median ratio of our time to theirs, and our median time for one pass in nanoseconds. Every second round runs in
/// reverse order. `rounds` is odd, so that there is a median.
pub fn compare(rounds: usize, bytes: usize, ours: &dyn Fn(), theirs: &dyn Fn()) -> (f64, f64) {
    let passes = passes(bytes);
    let (mut ratios, mut times) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let (our_time, their_time) = if round % 2 == 0 {
            let our_time = time(passes, ours);
            (our_time, time(passes, theirs))
        } else {
            let their_time = time(passes, theirs);
            (time(passes, ours), their_time)
        };
        ratios.push(our_time / their_time);
        times.push(our_time);
    }
    (median(ratios), median(times))
}

/// The median of an odd number of values.
///
/// # Panics
///
/// If there are no values.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
