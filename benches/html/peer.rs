//! The same facts with `scraper`: a tree, and selectors compiled once.

use scraper::{ElementRef, Html, Selector};

/// The compiled selectors.
pub(crate) struct Peer {
    script: Selector,
    title: Selector,
    issued: Selector,
    page_status: Selector,
    component: Selector,
    name: Selector,
    status: Selector,
    tip: Selector,
    incident: Selector,
    link: Selector,
    update: Selector,
    word: Selector,
    time: Selector,
}

impl Peer {
    pub(crate) fn new() -> Self {
        let selector = |text: &str| Selector::parse(text).expect("a selector");
        Self {
            script: selector("script"),
            title: selector("title"),
            issued: selector("meta[name=issued]"),
            page_status: selector(".page-status .status"),
            component: selector(".components-container .component-inner-container"),
            name: selector(".name"),
            status: selector(".component-status"),
            tip: selector(".tooltip-base"),
            incident: selector(".unresolved-incident, .scheduled-maintenance, .incident-container"),
            link: selector(".incident-title a"),
            update: selector(".update"),
            word: selector("strong"),
            time: selector("small"),
        }
    }

    /// Selects the page's facts as texts and returns how many there are.
    pub(crate) fn read(&self, page: &str) -> usize {
        let html = Html::parse_document(page);
        let text = |element: ElementRef<'_>| element.text().collect::<String>();
        let mut facts: Vec<String> = Vec::new();
        facts.extend(html.select(&self.title).map(text));
        facts.extend(html.select(&self.issued).filter_map(|meta| meta.attr("content")).map(str::to_owned));
        facts.extend(html.select(&self.page_status).map(text));
        for row in html.select(&self.component) {
            facts.extend(row.attr("data-component-id").map(str::to_owned));
            facts.extend(row.select(&self.name).next().map(text));
            facts.extend(row.select(&self.status).next().map(text));
            facts.extend(row.select(&self.tip).next().and_then(|tip| tip.attr("title")).map(str::to_owned));
        }
        for incident in html.select(&self.incident) {
            let link = incident.select(&self.link).next();
            facts.extend(link.and_then(|link| link.attr("href")).map(str::to_owned));
            facts.extend(link.map(text));
            for update in incident.select(&self.update) {
                facts.extend(update.select(&self.word).next().map(text));
                facts.extend(update.select(&self.time).last().map(text));
                facts.push(update.inner_html());
            }
        }
        facts.len()
    }

    /// Joins the data that Next.js splits over a page's scripts, parses each row that is JSON, and returns how many there
    /// are.
    pub(crate) fn read_data(&self, page: &str) -> usize {
        let html = Html::parse_document(page);
        let mut data = String::new();
        for script in html.select(&self.script) {
            let text = script.text().collect::<String>();
            for piece in text.split("self.__next_f.push([1,").skip(1) {
                let mut strings = serde_json::Deserializer::from_str(piece).into_iter::<String>();
                data.extend(strings.next().and_then(Result::ok));
            }
        }
        let rows = data.lines().filter_map(|row| row.split_once(':'));
        rows.filter_map(|(_, json)| serde_json::from_str::<serde_json::Value>(json).ok()).count()
    }
}
