//! The ids of providers: what [`Source::provider`](crate::Source::provider) says.

macro_rules! providers {
    ($( $name:ident = $id:literal, $about:literal; )+) => {
        $( #[doc = $about] pub const $name: &str = $id; )+

        /// Every id that a built-in adapter writes, sorted.
        pub const ALL: &[&str] = &[$( $id, )+];
    };
}

providers! {
    ALGOLIA = "algolia", "Algolia.";
    APPLE = "apple", "Apple.";
    AWS = "aws", "Amazon Web Services.";
    AZURE = "azure", "Microsoft Azure.";
    AZURE_DEVOPS = "azure-devops", "Microsoft Azure `DevOps`.";
    BANDWAGONHOST = "bandwagonhost", "`BandwagonHost`.";
    BETTER_STACK = "better-stack", "Better Stack, formerly Better Uptime.";
    CACHET = "cachet", "Cachet.";
    CSTATE = "cstate", "cState.";
    DATOCMS = "datocms", "`DatoCMS`.";
    FIREHYDRANT = "firehydrant", "`FireHydrant`.";
    FLASHDUTY = "flashduty", "Flashduty.";
    FRESHSTATUS = "freshstatus", "Freshstatus.";
    GATUS = "gatus", "Gatus.";
    GOOGLE = "google", "Google Cloud, Workspace, Maps and Ads.";
    HEROKU = "heroku", "Heroku.";
    HUND = "hund", "Hund.";
    HYPERPING = "hyperping", "Hyperping.";
    IBM = "ibm", "IBM Cloud.";
    INCIDENT_IO = "incident.io", "incident.io.";
    INSTATUS = "instatus", "Instatus.";
    KENER = "kener", "Kener.";
    LAMBSTATUS = "lambstatus", "`LambStatus`.";
    MICROSOFT = "microsoft", "Microsoft's services for consumers.";
    OKTA = "okta", "Okta.";
    ONEUPTIME = "oneuptime", "`OneUptime`.";
    ONLINEORNOT = "onlineornot", "`OnlineOrNot`.";
    OPENSTATUS = "openstatus", "`OpenStatus`.";
    ORACLE = "oracle", "Oracle Cloud.";
    ORVAY = "orvay", "Orvay.";
    OUTLOGGER = "outlogger", "`OutLogger`, an aggregator.";
    PAGERDUTY = "pagerduty", "`PagerDuty`.";
    PINGORU = "pingoru", "Pingoru, an aggregator.";
    ROOTLY = "rootly", "Rootly.";
    SALESFORCE = "salesforce", "Salesforce.";
    SLACK = "slack", "Slack.";
    SORRY = "sorry", "Sorry.";
    STATUS_IO = "status.io", "Status.io.";
    STATUSCAST = "statuscast", "`StatusCast`.";
    STATUSIQ = "statusiq", "Site24x7 `StatusIQ`.";
    STATUSPAGE = "statuspage", "Atlassian Statuspage.";
    STATUSPAL = "statuspal", "Statuspal.";
    UPPTIME = "upptime", "Upptime.";
    UPTIME_KUMA = "uptime-kuma", "Uptime Kuma.";
    UPTIME_COM = "uptime.com", "Uptime.com.";
    UPTIMEROBOT = "uptimerobot", "`UptimeRobot`.";
    ZENDESK = "zendesk", "Zendesk.";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn the_list_is_sorted_and_has_no_id_twice() {
        assert!(ALL.is_sorted_by(|a, b| a < b));
    }
}
