//! What Instatus' data says, in its own spelling. Keys that carry nothing for the model are skipped.

use crate::adapter::instatus::notice::Words;
use crate::syntax::json::{Flag, Integer, Raw, Text, wire};

wire! {
    pub(super) struct Site<'a> {
        "id" => id: Text<'a>,
        "name" => name: Words<'a>,
        "customDomain" => custom_domain: Text<'a>,
        // Of any type, so that a value that is no word differs from a missing one.
        "status" => status: Raw<'a>,
        "mainStatus" => main_status: Text<'a>,
        leaves out [
            // How the page is shown, and how to subscribe. Its components are in a list of their own.
            "autoRedirect", "brandColor", "components", "createdAt", "cssGlobal", "dateFormat", "dateFormatShort",
            "degradedColor", "disableDarkMode", "displayMode", "disruptedColor", "downColor", "emailFooter",
            "faviconUrl", "googleAnalytics", "htmlAboveFooter", "htmlAboveHeader", "htmlBelowComponents",
            "htmlBelowFooter", "htmlBelowHeader", "htmlBelowSubscribe", "htmlBelowSummary", "htmlInMeta", "language",
            "languageUrl", "launchDate", "links", "logoUrl", "logoUrlDark", "maxHistoryDays", "maxUptimeDays",
            "noticeColor", "okColor", "pageType", "private", "publicEmail", "recentNoticesDays",
            "searchEngineVisibility", "skin", "subdomain", "subscribeButton", "subscribeByApi", "subscribeByDiscord",
            "subscribeByEmail", "subscribeByGoogleChat", "subscribeByMicrosoftTeams", "subscribeByRss",
            "subscribeBySlack", "subscribeBySms", "subscribeByWebhook", "supportedLanguages", "systemsDisplay",
            "timeFormat", "unknownColor", "uptimeDaysDisplay", "uptimeOutageDisplay", "useAllowList",
            "useLargeHeader", "visibility", "websiteUrl",
        ]
    }

    pub(super) struct Component<'a> {
        "id" => id: Text<'a>,
        "name" => name: Words<'a>,
        "description" => description: Words<'a>,
        "status" => status: Text<'a>,
        "order" => order: Integer,
        "isParent" => is_parent: Flag,
        // Components again, nested three deep on real pages.
        "children" => children: Option<Vec<Raw<'a>>>,
        leaves out [
            // How it is shown.
            "descriptionHtml", "isCollapsed", "isThirdParty", "nameHtml", "showUptime",
        ]
    }
}
