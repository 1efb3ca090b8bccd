//! The vendor, its health, and facts about the document.

use std::io::{self, Write};

use statusfeed::{Basis, Extent, Snapshot};

use super::time::minute;
use crate::escape::escaped;
use crate::style;

pub(super) fn write(name: &str, snapshot: &Snapshot, out: &mut impl Write) -> io::Result<()> {
    let (source, vendor, health) = (&snapshot.source, &snapshot.vendor, &snapshot.health);
    let vendor_name = vendor.name.as_deref().map_or_else(|| "A page without a name".to_owned(), escaped);
    write!(out, "{}", style::HEADING.paint(vendor_name))?;
    if let Some(url) = &vendor.url {
        write!(out, "  {}", style::LINK.paint(escaped(url.as_str())))?;
    }

    let why = match health.basis {
        Basis::Stated => "as the page says",
        Basis::Derived => "by its components and open incidents",
        _ => "the document does not state it",
    };
    let mark = style::impact(health.impact.as_ref());
    let word = match &health.impact {
        None => style::DIM.paint("health unknown").to_string(),
        Some(_) if snapshot.is_operational() => mark.paint.paint("operational").to_string(),
        Some(_) => mark.word().to_string(),
    };
    write!(out, "\n{} {word}", mark.sign())?;
    if let Some(description) = &health.description {
        write!(out, ": {}", escaped(description))?;
    }
    writeln!(out, "  {}", style::DIM.paint(format!("({why})")))?;

    let provider = source.provider.as_deref().map(|provider| format!(" by {}", escaped(provider)));
    let mut facts = vec![format!(
        "{}, read by {} as {}{}",
        escaped(name),
        escaped(&source.adapter),
        source.format,
        provider.unwrap_or_default(),
    )];
    facts.extend(source.as_of.map(|at| format!("as of {}", minute(at))));
    facts.extend(source.fetched_at.map(|at| format!("fetched {}", minute(at))));
    writeln!(out, "{}", style::DIM.paint(facts.join(" · ")))?;

    let coverage = source.coverage;
    let lists = [
        ("components", coverage.components),
        ("incidents", coverage.incidents),
        ("maintenances", coverage.maintenances),
    ]
    .map(|(what, extent)| format!("{} {what}", extent_word(extent)));
    writeln!(out, "{}", style::DIM.paint(format!("lists {}", lists.join(", "))))
}

fn extent_word(extent: Extent) -> &'static str {
    match extent {
        Extent::Complete => "all",
        Extent::Recent => "recent",
        Extent::Open => "open",
        Extent::Partial => "some",
        _ => "no",
    }
}
