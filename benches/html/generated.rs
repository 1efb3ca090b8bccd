//! Generated pages: an invented vendor's in the form that Statuspage writes, and hostile ones.

use std::fmt::Write;

/// An index page; about 250 KB with 60 components and 60 past incidents.
pub(crate) fn index(components: usize, incidents: usize) -> String {
    let mut page = String::from(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Acme Status</title>\
         <meta name=\"description\" content=\"Welcome to Acme&#39;s home for real-time and historical data on system performance.\">\
         <meta name=\"issued\" content=\"1773140400\"><style>",
    );
    for rule in 0..300 {
        let _ = writeln!(page, ".layout-content.status .rule-{rule} > a:hover {{ color: #{rule:06x}; }}");
    }
    page.push_str("</style><script>");
    for line in 0..200 {
        let _ = writeln!(page, "if (window.a{line} < 3 && b > {line}) {{ document.write('<p>' + {line}); }}");
    }
    page.push_str("</script></head><body class=\"status index status-none\"><div class=\"container\">");
    page.push_str("<div class=\"page-status status-none\"><span class=\"status font-large\">All Systems Operational</span></div>");
    page.push_str(
        "<div class=\"components-section font-regular\"><div class=\"components-container one-column\">",
    );
    for component in 0..components {
        component_row(&mut page, component);
    }
    page.push_str("</div></div><div class=\"incidents-list format-expanded\">");
    for incident in 0..incidents {
        past_incident(&mut page, incident);
    }
    page.push_str("</div></div></body></html>");
    page
}

fn component_row(page: &mut String, component: usize) {
    let _ = write!(
        page,
        "<div class=\"component-container border-color\">\n\
         <div data-component-id=\"c{component:011}\"\n class=\"component-inner-container status-green showcased\"\n \
         data-component-status=\"operational\"\n data-js-hook=\"\">\n\
         <span class=\"name\">\n Service {component} &amp; more\n </span>\n\
         <span class=\"tooltip-base tool\" title=\"What service {component} does.\">?</span>\n\
         <span class=\"component-status \" title=\"\">\n Operational\n </span>\n\
         <div class=\"shared-partial uptime-90-days-wrapper\"><svg class=\"availability-time-line-graphic\" viewBox=\"0 0 448 34\">"
    );
    for day in 0..20 {
        let _ = writeln!(
            page,
            "<rect height=\"34\" width=\"3\" x=\"{}\" y=\"0\" fill=\"#2fcc66\" class=\"uptime-day day-{day}\" data-html=\"true\" />",
            day * 5
        );
    }
    page.push_str("</svg></div></div></div>");
}

fn past_incident(page: &mut String, incident: usize) {
    let day = 28 - incident % 28;
    let _ = write!(
        page,
        "<div class=\"status-day font-regular \"><div class=\"date border-color font-large\">Feb <var data-var=\"date\">{day:2}</var>, <var data-var=\"year\">2026</var></div>\
         <div class=\"incident-container\"><div class=\"incident-title impact-minor font-large\">\
         <a href=\"/incidents/i{incident:011}\">Trouble number {incident}</a></div><div class=\"updates-container\">"
    );
    for (word, hour) in [("Resolved", 9), ("Monitoring", 8), ("Update", 7), ("Investigating", 6)] {
        let _ = write!(
            page,
            "<div class=\"update font-regular {word}\">\n<strong>{word}</strong> -\n Requests &lt;1% are slow; see \
             <a target=\"_blank\" href=\"https://acme.example/x?a=1&amp;b=2\">our notes</a>.<br />We&#39;ll be back.\n<br>\n\
             <small>Feb <var data-var='date'>{day:2}</var>, <var data-var='time'>0{hour}:{:02}</var> UTC</small>\n</div>\n",
            incident % 60
        );
    }
    page.push_str("</div></div></div>");
}

/// Pages of about `bytes` bytes each that are slow for a tree builder, with their names.
pub(crate) fn hostile(bytes: usize) -> Vec<(&'static str, String)> {
    let page = |body: String| {
        format!(
            "<html><meta name=description content=\"home for real-time and historical data on system performance\">\
             <body class='status status-none'><div class=page-status></div>{body}"
        )
    };
    let times = |piece: &str| page(piece.repeat(bytes / piece.len()));
    vec![
        ("nested", times("<div>")),
        ("nested rows", times("<div class='component-container'><div class=component-inner-container>")),
        ("misnested", times("<b><div class=update></b><i><p></i>")),
        (
            "unclosed",
            times(
                "<div class='status-day'><span class=date>Jan 1, 2026<div class='incident-container'><div class=updates-container><div class=update><strong>",
            ),
        ),
        ("many attributes", page(format!("<div {}>", "a=1 b='2' c ".repeat(bytes / 12)))),
        ("many classes", page(format!("<div class='{}'>", "update name x ".repeat(bytes / 14)))),
        ("scripts", times("<script>if (a < b) { '<!--<script>' }</script>-->x</script>")),
        ("references", times("&ampx&notit;&#x41;&CounterClockwiseContourIntegralx;&")),
        ("opened comments", times("<!-- <!- ->")),
        ("quotes", times("<a b='\"' c=\"'")),
        ("end tags", times("<b></i></div></b></span>")),
    ]
}

/// An index as extracted text. `is_broken`: each part of a time is on a line of its own.
pub(crate) fn text_index(components: usize, incidents: usize, is_broken: bool) -> String {
    let mut text = String::from("All Systems Operational\n");
    for component in 0..components {
        text.push_str(&format!("Service {component} ? Operational\n90 days ago\n99.98 % uptime\nToday\n"));
    }
    text.push_str(
        "Operational\nDegraded Performance\nPartial Outage\nMajor Outage\nMaintenance\nPast Incidents\n",
    );
    let body =
        "We are watching the queue of the importers, which is long; some imports take minutes to be listed.";
    for incident in 0..incidents {
        let day = 28 - incident % 28;
        text.push_str(&format!("Mar {day}, 2026\nImports of group {incident} are slow\n"));
        for (hour, word) in [(12, "Resolved"), (11, "Monitoring"), (10, "Investigating")] {
            if is_broken {
                text.push_str(&format!("{word}\n- {body}\n{body}\nMar\n{day}\n,\n{hour}:05\nUTC\n"));
            } else {
                text.push_str(&format!("{word} - {body}\n{body}\nMar {day}, {hour}:05 UTC\n"));
            }
        }
    }
    text
}

/// Texts whose lines look like the beginning of something.
pub(crate) fn hostile_texts(bytes: usize) -> Vec<(&'static str, String)> {
    let head = "All Systems Operational\nAPI Operational\nPast Incidents\n";
    [
        ("months on lines of their own", "Mar\n"),
        ("labels of times", "Posted on\n"),
        ("words of updates", "Resolved\n"),
        ("updates without times", "Resolved - x\n"),
        ("brackets", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["),
        ("links", "[a](b) "),
        ("titles", "API Operational\nUpdate\n"),
        ("blank lines below a word", "Resolved\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"),
    ]
    .map(|(name, part)| (name, format!("{head}{}", part.repeat(bytes / part.len()))))
    .into()
}

/// Pages of about `bytes` bytes each that repeat one part of a provider's page.
pub(crate) fn hostile_pages(bytes: usize) -> Vec<(&'static str, String)> {
    let issue = "<div class=article><h1>Down</h1><small class=date>February 1, 2026 at 10:35 AM</small>\
                 <div class=ok><strong>Resolved after 3h</strong></div><div class=markdown><p>Back.</p></div></div>";
    let references = "\\\"$1\\\",".repeat(bytes / 16);
    let hoisted = "a".repeat(bytes / 2);
    vec![
        (
            "cState issues without an address",
            format!(
                "<html><head><title>Acme Status</title><meta name=generator content=\"cState v6 - \
                 https://github.com/cstate/cstate\"></head><body class=\"issues single\">{}</body></html>",
                issue.repeat(bytes / issue.len())
            ),
        ),
        (
            "references to one text (Next.js)",
            format!(
                "<html><script>self.__next_f.push([1,\"1:T{:x},{hoisted}2:{{\\\"summary\\\":{{\\\"ongoing_incidents\\\":[],\
                 \\\"components\\\":[],\\\"more\\\":[{references}0]}}}}\\n\"])</script></html>",
                hoisted.len()
            ),
        ),
    ]
}

/// A recipe that reads days and values from anywhere in the page, and a page with about `bytes` bytes for it.
pub(crate) fn dated_page(bytes: usize) -> String {
    let part = "<h2>Mar 4, 2026</h2><p class=event><b>Down</b><i>Resolved</i><u>10:41 UTC</u></p>";
    format!("<html><body><h1>Acme</h1>{}</body></html>", part.repeat(bytes / part.len()))
}
