//! Two jobs timed side by side in one process.

use std::time::Duration;

/// The processor time this thread has had, where the system tells it: what others do at the same time then matters less.
/// Else the time of day.
fn now() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let own = told.and_then(|text| text.split(' ').next().and_then(|first| first.parse().ok()));
    let elapsed = || std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    own.map_or_else(elapsed, Duration::from_nanos)
}

/// How often a job on so many bytes is done for one figure: some tenth of a second, because the system tells processor time
/// in steps of milliseconds.
pub(crate) fn passes(bytes: usize) -> usize {
    (60_000_000 / bytes.max(1)).max(1)
}

/// The time for one pass, in nanoseconds.
pub(crate) fn time(passes: usize, job: &dyn Fn()) -> f64 {
    let start = now();
    for _ in 0..passes {
        job();
    }
    now().saturating_sub(start).as_nanos() as f64 / passes as f64
}

/// The median of the rounds' ratios, and our median time for one pass in nanoseconds. Each round is in the other order than
/// the one before; an odd number of them has a median.
pub(crate) fn paired(rounds: usize, bytes: usize, ours: &dyn Fn(), theirs: &dyn Fn()) -> (f64, f64) {
    let passes = passes(bytes);
    let (mut ratios, mut times) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let (mine, other) = if round % 2 == 0 {
            let mine = time(passes, ours);
            (mine, time(passes, theirs))
        } else {
            let other = time(passes, theirs);
            (time(passes, ours), other)
        };
        ratios.push(mine / other);
        times.push(mine);
    }
    (median(ratios), median(times))
}

/// The middle of the values.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
