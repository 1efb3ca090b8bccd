//! Why a sentence is a cause or an action: its features and their weights.

use super::{Context, Read, statement};
use crate::model::{RichText, SectionRole};

/// A sentence of a postmortem, with what speaks for and against its being a cause or an action.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The sentence.
    pub sentence: String,
    /// What is taken if it is an action: the whole item that it opens, else the sentence; `None` if it cannot be one.
    pub action: Option<String>,
    /// The heading above it.
    pub heading: Option<String>,
    /// The role of the section that contains it.
    pub role: SectionRole,
    /// Its features.
    pub features: Vec<FeatureWeight>,
    /// The confidence, in percent, with which it was taken as a root cause.
    pub taken_as_cause: Option<u8>,
    /// The confidence, in percent, with which it was taken as an action.
    pub taken_as_action: Option<u8>,
}

/// A feature of a sentence, and how much it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeatureWeight {
    /// Its name in the table of [`Weights`](super::Weights).
    pub name: &'static str,
    /// The keyword by which it was recognised, in lower case: `mis` in "misconfigured". `None` if it is a matter of form
    /// or place.
    pub keyword: Option<&'static str>,
    /// Its weight for causes, in hundredths of a logit.
    pub cause: i16,
    /// Its weight for actions, in hundredths of a logit.
    pub action: i16,
}

/// Explains which sentences of a postmortem are its causes and actions, and why.
///
/// ```
/// use statusfeed::{RichText, postmortem::{self, Context}};
///
/// let body = RichText::markdown(
///     "# Root cause\n\nThe outage was caused by a bug in the pool.\n\n# Action items\n\n- We will add a test of the pool.\n",
/// );
/// let explained = postmortem::explain(&body, &Context::new());
/// let cause = explained.iter().find(|sentence| sentence.taken_as_cause.is_some()).unwrap();
/// assert!(cause.features.iter().any(|feature| feature.keyword == Some("was caused")));
/// assert!(explained.iter().any(|sentence| sentence.taken_as_action.is_some()));
/// ```
#[must_use]
pub fn explain(body: &RichText, context: &Context) -> Vec<Explanation> {
    super::with_parts(body, context, |read: &Read<'_>| {
        let source = read.outline.source;
        let causes = statement::causes(&read.statements, source, &context.weights);
        let actions = statement::actions(&read.statements, source, &context.weights);
        let taken = |list: &[statement::Scored], at: usize| {
            list.iter().find(|scored| scored.at == at).map(|scored| scored.confidence)
        };
        let explanation = |(at, statement): (usize, &statement::Statement)| {
            let part = statement.part(&read.outline);
            let heading = part.and_then(|part| part.heading.as_ref()).map(|(heading, _)| heading.clone());
            Explanation {
                sentence: statement.sentence(source).to_owned(),
                action: statement.may_be_action(source).then(|| statement.action(source).to_owned()),
                heading,
                role: part.map_or(SectionRole::Unclassified, |part| part.role.clone()),
                features: statement.features(source, &context.weights),
                taken_as_cause: taken(&causes, at),
                taken_as_action: taken(&actions, at),
            }
        };
        read.statements.iter().enumerate().map(explanation).collect()
    })
}
