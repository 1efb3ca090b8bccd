//! Generated feeds of any size, in the form that Statuspage writes.

use std::fmt::Write;

const HOST: &str = "status.acme.example";
const WORDS: [&str; 4] = ["Resolved", "Monitoring", "Identified", "Investigating"];

/// An Atom feed with this many entries.
pub(crate) fn atom(entries: usize) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xml:lang=\"en-US\" xmlns=\"http://www.w3.org/2005/Atom\">\n  \
         <id>tag:{HOST},2005:/history</id>\n  <link rel=\"alternate\" type=\"text/html\" href=\"https://{HOST}\"/>\n  \
         <link rel=\"self\" type=\"application/atom+xml\" href=\"https://{HOST}/history.atom\"/>\n  \
         <title>Acme Status - Incident History</title>\n  <updated>2026-03-01T00:00:00Z</updated>\n  \
         <author>\n    <name>Acme</name>\n  </author>\n"
    );
    for n in 0..entries {
        let (day, hour) = (n % 27 + 1, n % 20);
        let _ = write!(
            out,
            "  <entry>\n    <id>tag:{HOST},2005:Incident/{}</id>\n    \
             <published>2026-02-{day:02}T{hour:02}:50:07Z</published>\n    \
             <updated>2026-02-{day:02}T{hour:02}:50:07Z</updated>\n    \
             <link rel=\"alternate\" type=\"text/html\" href=\"https://{HOST}/incidents/{}\"/>\n    \
             <title>Elevated errors of the widget API, case {n}</title>\n    <content type=\"html\">{}</content>\n  </entry>\n",
            21_000_000 + n,
            code(n),
            updates(n, day, hour).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
        );
    }
    out.push_str("</feed>\n");
    out
}

/// An RSS feed with this many items.
pub(crate) fn rss(entries: usize) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n  \
         <channel>\n    <title>Acme Status - Incident History</title>\n    <link>https://{HOST}</link>\n    \
         <description>Statuspage</description>\n    <pubDate>Sun, 01 Mar 2026 00:00:00 +0000</pubDate>\n"
    );
    for n in 0..entries {
        let (day, hour) = (n % 27 + 1, n % 20);
        let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][(day - 1) % 7];
        let link = format!("https://{HOST}/incidents/{}", code(n));
        let _ = write!(
            out,
            "    <item>\n      <title>Elevated errors of the widget API, case {n}</title>\n      <description>\n{}      \
             </description>\n      <pubDate>{weekday}, {day:02} Feb 2026 {hour:02}:50:07 +0000</pubDate>\n      \
             <link>{link}</link>\n      <guid>{link}</guid>\n    </item>\n",
            updates(n, day, hour)
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('\'', "&apos;"),
        );
    }
    out.push_str("  </channel>\n</rss>\n");
    out
}

/// Twelve letters and digits.
fn code(n: usize) -> String {
    format!("{:012x}", (n + 1) * 0x9e37_79b9)
}

/// The text of an entry: three or four updates, newest first.
fn updates(n: usize, day: usize, hour: usize) -> String {
    let mut out = String::new();
    for (step, word) in WORDS.iter().enumerate().skip(usize::from(!n.is_multiple_of(5))) {
        let minute = 50 - step * 10;
        let _ = write!(
            out,
            "<p><small>Feb <var data-var='date'>{day:>2}</var>, <var data-var='time'>{hour:02}:{minute:02}</var> UTC</small>\
             <br><strong>{word}</strong> - We keep watching the error rates of the widget API, which are at {step}.{n} % of \
             requests. Customers in the eastern region may find that new widgets appear late.<br /><br />Those who use \
             <a href=\"https://acme.example/docs\">batches</a> aren't affected. We'll write again within half an hour, and \
             don't expect that anything is lost & what waits is worked off in the order it came in. Thanks for bearing with \
             us while the team looks further into why the queue of case {n} grew.</p>"
        );
    }
    out
}

/// Feeds with `n` parts of one kind, which must take linear time.
pub(crate) const HOSTILE: [(&str, fn(usize) -> String); 6] = [
    ("affected services (PagerDuty)", |n| {
        let names = names(n);
        rss_item(
            "[Major] Down",
            "https://s.example/posts/details/P48P9QV",
            &format!("Status: Resolved\nAffected: {names}\n\n[Mar 05, 2026 23:06 UTC]\nBack."),
        )
    }),
    ("affected components (Instatus)", |n| {
        let names = names(n);
        rss_item(
            "Down",
            "https://s.example/incident/cmsg4fvtt034m1ao3nowjokex",
            &format!("&lt;p&gt;&lt;strong&gt;Affected Components:&lt;/strong&gt; {names}&lt;/p&gt;"),
        )
    }),
    ("affected components (incident.io)", |n| {
        let rows: String = (0..n).map(|n| format!("&lt;li&gt;Part {n} (Operational)&lt;/li&gt;")).collect();
        rss_item(
            "Down",
            "https://s.example/incidents/01KKB4ZQ6YV3N8T0W2X5R7J9DB",
            &format!(
                "&lt;b&gt;Status: Resolved&lt;/b&gt;&lt;br/&gt;Back.&lt;b&gt;Affected components&lt;/b&gt;{rows}"
            ),
        )
    }),
    ("updates of one incident (AWS)", |n| {
        let items: String = (0..n)
            .map(|n| format!(
                "<item><title>Service disruption: Down</title><guid>http://s.example/#part_{}</guid></item>",
                1_640_218_920 + n
            ))
            .collect();
        format!("<rss><channel><title>Acme Status</title>{items}</channel></rss>")
    }),
    ("comments that are never closed", |n| {
        let items = "<item><title><!-- Down</title></item>".repeat(n);
        format!("<rss><channel><title>Acme Status</title>{items}</channel></rss>")
    }),
    ("words in bold type", |n| {
        rss_item("Down", "https://s.example/n/1", &"&lt;b&gt;Resolved:&lt;/b&gt; Back.&lt;br/&gt;".repeat(n))
    }),
];

fn names(count: usize) -> String {
    (0..count).map(|n| format!("Part {n}, ")).collect()
}

fn rss_item(title: &str, link: &str, description: &str) -> String {
    format!(
        "<rss><channel><title>Acme Status</title><item><title>{title}</title><link>{link}</link>\
         <description>{description}</description></item></channel></rss>"
    )
}
