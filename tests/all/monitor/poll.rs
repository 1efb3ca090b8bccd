//! What is asked when: validators only after a good parse, patience with failures, another address when one is hopeless.

use chrono::TimeDelta;
use statusfeed::monitor::{Poll, PollNotice, Received, Response};
use statusfeed::{Format, Registry, Snapshot};
use url::Url;

use super::{at, feed, incident, page, update};

fn poll() -> Poll {
    Poll::new("https://status.acme.example", Registry::standard().endpoints()).unwrap()
}

fn wait(poll: &mut Poll, minute: i64) -> i64 {
    (poll.request(at(minute)).at - at(minute)).num_seconds()
}

fn accept(poll: &mut Poll, minute: i64, response: &Response<'_>, snapshot: &Snapshot) {
    assert_eq!(poll.receive(at(minute), response), Received::Document);
    poll.accept(at(minute), snapshot);
}

#[test]
fn validators_are_kept_only_after_a_good_parse() {
    let mut poll = poll();
    let tagged = |tag: &str| Response::new(200, b"{\"cut").with_header("ETag", tag);
    assert_eq!(poll.receive(at(0), &tagged("\"bad\"")), Received::Document);
    poll.reject(at(0));
    assert_eq!(poll.request(at(1)).headers, []);
    accept(
        &mut poll,
        1,
        &tagged("\"good\"").with_header("Last-Modified", "Sun, 08 Mar 2026 09:30:00 GMT"),
        &page(1),
    );
    let request = poll.request(at(2));
    assert_eq!(
        request.headers,
        [
            ("if-none-match", "\"good\"".to_owned()),
            ("if-modified-since", "Sun, 08 Mar 2026 09:30:00 GMT".to_owned())
        ]
    );
    let next = Response::new(200, b"{\"page\"").with_header("ETag", "\"bad\"");
    assert_eq!(poll.receive(at(2), &next), Received::Document);
    poll.reject(at(2));
    assert_eq!(poll.request(at(3)), poll.clone().request(at(3)));
    assert_eq!(poll.request(at(3)).headers, request.headers, "the old document is still the known one");
    assert_eq!(poll.receive(at(3), &Response::new(304, b"")), Received::Unchanged);
}

#[test]
fn the_same_content_is_unchanged_without_conditional_support() {
    let mut poll = poll();
    let built = |time: &str, title: &str| {
        format!("<rss><lastBuildDate>{time}</lastBuildDate><item><title>{title}</title></item></rss>")
    };
    accept(&mut poll, 0, &Response::new(200, built("09:30", "Uploads fail").into_bytes()), &feed(0));
    assert_eq!(
        poll.receive(at(5), &Response::new(200, built("09:35", "Uploads fail").into_bytes())),
        Received::Unchanged
    );
    assert_eq!(
        poll.receive(at(9), &Response::new(200, built("09:39", "Uploads work").into_bytes())),
        Received::Document
    );
}

#[test]
fn it_asks_more_often_while_something_is_open() {
    let mut poll =
        poll().with_intervals(TimeDelta::try_seconds(600).unwrap(), TimeDelta::try_seconds(30).unwrap());
    accept(&mut poll, 0, &Response::new(200, b"1"), &page(0));
    assert_eq!(wait(&mut poll, 0), 600);
    accept(
        &mut poll,
        1,
        &Response::new(200, b"2"),
        &page(1).with_incident(incident("a", [update("identified", 1)])),
    );
    assert_eq!(wait(&mut poll, 1), 30);
}

#[test]
fn it_waits_longer_after_each_failure_and_as_long_as_it_is_asked_to() {
    let mut poll =
        Poll::new("https://status.acme.example/history.rss", Registry::standard().endpoints()).unwrap();
    let mut waits = Vec::new();
    for minute in 0..8 {
        assert_eq!(poll.receive(at(minute), &Response::new(503, b"")), Received::Failed);
        waits.push(wait(&mut poll, minute));
    }
    assert!(waits[..6].is_sorted() && waits[0] >= 120, "{waits:?}");
    assert!(waits[5..].iter().all(|wait| (3600..=4500).contains(wait)), "{waits:?}");
    poll.receive_nothing(at(9));
    let busy = Response::new(429, b"").with_header("Retry-After", "7200");
    poll.receive(at(10), &busy);
    assert_eq!(wait(&mut poll, 10), 7200);
    let busy = Response::new(503, b"").with_header("Retry-After", "Sun, 08 Mar 2026 12:00:00 GMT");
    poll.receive(at(10), &busy);
    assert_eq!(wait(&mut poll, 10), 230 * 60);
    for nonsense in ["-5", "soon", "99999999999999999999"] {
        let busy = Response::new(503, b"").with_header("Retry-After", nonsense);
        poll.receive(at(10), &busy);
        assert!(wait(&mut poll, 10) <= 4500, "{nonsense}");
    }
    // One more good answer, and all is forgotten.
    accept(&mut poll, 20, &Response::new(200, b"x"), &feed(20));
    assert_eq!(wait(&mut poll, 20), 300);
}

#[test]
fn it_finds_the_documents_of_a_page_and_falls_back() {
    let mut poll = poll();
    let mut asked = Vec::new();
    for minute in 0..40 {
        let path = poll.request(at(minute)).url.path().to_owned();
        if path == "/feed.atom" {
            break;
        }
        asked.push(path);
        poll.receive(at(minute), &Response::new(404, b""));
    }
    // JSON first, the most used first; then feeds.
    let place = |path: &str| asked.iter().position(|asked| asked == path).unwrap();
    assert_eq!(asked[0], "/api/v2/summary.json");
    assert!(place("/summary.json") < place("/index.json"));
    assert!(place("/index.json") < place("/history.atom"));
    assert_eq!(place("/history.rss"), asked.len() - 1);
    // An HTML page where JSON was looked for is not it, either.
    assert_eq!(poll.receive(at(45), &Response::new(200, b"<html>")), Received::Document);
    poll.reject(at(45));
    assert_eq!(poll.request(at(45)).url.path(), "/feed.rss");
    // One that worked is given up after three failures, and that is reported.
    accept(&mut poll, 46, &Response::new(200, b"feed"), &feed(46));
    for minute in 47..50 {
        assert_eq!(poll.request(at(minute)).url.path(), "/feed.rss");
        poll.receive(at(minute), &Response::new(500, b""));
    }
    assert!(matches!(&poll.take_notices()[..], [PollNotice::FellBack { to, .. }] if to.ends_with("/feed")));
    poll.add_candidate(Url::parse("https://status.acme.example/other.xml").unwrap());
    for url in ["status.acme.example", "ftp://status.acme.example", "", "javascript:alert(1)"] {
        assert!(Poll::new(url, Registry::standard().endpoints()).is_err(), "{url}");
    }
}

#[test]
fn it_asks_first_what_follows_from_the_address_of_a_page() {
    for (page, first) in [
        ("https://status.heroku.example", "https://status.heroku.example/api/v2/summary.json"),
        ("https://acme.statuspal.io", "https://statuspal.io/api/v2/status_pages/acme/summary"),
        ("https://status.dev.azure.com/", "https://status.dev.azure.com/_apis/status/health"),
        ("https://status.acme.example/history.rss", "https://status.acme.example/history.rss"),
    ] {
        assert_eq!(
            Poll::new(page, Registry::standard().endpoints()).unwrap().request(at(0)).url.as_str(),
            first
        );
    }
}

#[test]
fn a_source_that_moves_or_changes_its_format_is_reported() {
    let mut poll = poll();
    let elsewhere = Url::parse("https://acme.example/api/v2/summary.json").unwrap();
    accept(&mut poll, 0, &Response::new(200, b"1"), &page(0));
    accept(&mut poll, 1, &Response::new(200, b"2").with_url(elsewhere.clone()), &page(1));
    let mut html = page(2);
    html.source.format = Format::Html;
    accept(&mut poll, 2, &Response::new(200, b"3"), &html);
    let notices: Vec<_> = poll.take_notices().iter().map(ToString::to_string).collect();
    assert_eq!(
        notices,
        [
            "the source moved from https://status.acme.example/api/v2/summary.json \
             to https://acme.example/api/v2/summary.json",
            "the format changed from statuspage-json (json) to statuspage-json (html)",
        ]
    );
    accept(&mut poll, 3, &Response::new(200, b"4").with_url(elsewhere), &html);
    assert_eq!(poll.take_notices(), [], "each is reported once");
}

#[test]
fn a_saved_schedule_goes_on() {
    let mut poll = poll();
    accept(&mut poll, 0, &Response::new(200, b"1").with_header("etag", "\"a\""), &page(0));
    let saved = serde_json::to_string(&poll).unwrap();
    let mut loaded: Poll = serde_json::from_str(&saved).unwrap();
    assert_eq!(loaded.request(at(1)), poll.request(at(1)));
}
