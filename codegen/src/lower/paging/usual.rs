//! The usual ways to give a list page by page, told by names and types. The
//! names are those of the APIs that others learned from.

use super::Facts;
use super::answer::{Found, Kind, plain_header};
use crate::ir::{Method, More, Next, Operation, Paging, Source, Type};

/// Names of what a request takes, each with those of what it is taken from.
/// All are without case and punctuation.
const TOKENS: &[(&[&str], &[&str])] = &[
    (
        &[
            "after",
            "continuationtoken",
            "continue",
            "cursor",
            "marker",
            "nextcursor",
            "nexttoken",
            "pageafter",
            "pagecursor",
            "pagemarker",
            "pagetoken",
            "paginationtoken",
            "startcursor",
            "startingafter",
            "token",
        ],
        &[
            "nextpagetoken",
            "nextcursor",
            "nextpagecursor",
            "nexttoken",
            "nextmarker",
            "nextpage",
            "nextcontinuationtoken",
            "continuationtoken",
            "continue",
            "endcursor",
        ],
    ),
    (&["page"], &["nextpage", "nextpagetoken"]),
    (&["offset"], &["nextoffset", "nextpageoffset"]),
];
/// Parameters that take what the last item is known by, and where that is
/// beside the list. There must be a flag that says which page is the last.
const AFTER: &[&str] = &["after", "startingafter"];
const LAST_IDS: &[&str] = &["lastid", "next"];
/// Where there is a URL, whatever its type says.
const URLS: &[&str] = &[
    "nexthref",
    "nextlink",
    "nextpagelink",
    "nextpageurl",
    "nexturl",
    "odatanextlink",
];
/// Where there is one if its type says so, or if there is nothing else that it
/// could be.
const MAYBE_URLS: &[&str] = &["next", "nextpage"];
const OFFSETS: &[&str] = &["offset", "skip"];
const PAGES: &[&str] = &["page", "pageindex", "pageno", "pagenumber"];
/// Flags that are true while there is more, and those that are true at the
/// end.
const MORE: &[&str] = &["hasmore", "hasnext", "hasnextpage", "more"];
const LAST: &[&str] = &["islast", "islastpage", "last"];
/// What the list is called where there are several.
const LISTS: &[&str] = &["data", "entries", "items", "records", "results", "values"];

/// How the operation gives its list, if it looks like one of these ways.
pub(super) fn find(operation: &Operation, facts: &Facts<'_>) -> Option<Paging> {
    match operation.method {
        Method::Get | Method::Post => {}
        Method::Put
        | Method::Delete
        | Method::Options
        | Method::Head
        | Method::Patch
        | Method::Trace => return None,
    }
    let answer = facts.answer();
    let (list, more) = (list(&answer), more(&answer));
    let is_get = operation.method == Method::Get;
    let link = facts.header(|name| name.eq_ignore_ascii_case("link"));
    let next = match is_get && link.is_some() {
        true => Some(Next::Link),
        false => token(facts, &answer)
            .or_else(|| {
                // An answer to a POST may be about anything, such as what was
                // made.
                (is_get || list.is_some()).then_some(())?;
                let is_untold = is_get && list.is_some() && takes_none(facts);
                url(facts, &answer, is_untold)
            })
            .or_else(|| {
                more.as_ref()?;
                last_item(facts, &answer, list.as_ref()?.1)
            })
            .or_else(|| list.as_ref().and_then(|_| number(facts))),
    };
    Some(Paging {
        next: next?,
        items: list.map(|(pointer, item)| (pointer, item.clone())),
        more,
    })
}

/// The only list, or the one that has the name of one; what is further
/// inside does not count where there is a list outside.
fn list<'a>(answer: &[Found<'a>]) -> Option<(String, &'a Type)> {
    let lists = answer.iter().filter_map(|found| match found.kind {
        Kind::List(item) => Some((found, item)),
        Kind::Text { .. } | Kind::Integer | Kind::Flag | Kind::Any | Kind::Other => None,
    });
    let depth = lists.clone().map(|(found, _)| found.depth()).min()?;
    let lists: Vec<_> = lists.filter(|(found, _)| found.depth() == depth).collect();
    let named = || {
        let mut named = lists
            .iter()
            .filter(|(found, _)| LISTS.contains(&found.name.as_str()));
        named.next().filter(|_| named.next().is_none())
    };
    let (found, item) = match lists.as_slice() {
        [only] => only,
        _ => named()?,
    };
    Some((found.pointer.clone(), item))
}

fn more(answer: &[Found<'_>]) -> Option<More> {
    let mut flags = answer.iter().filter(|found| found.kind == Kind::Flag);
    flags.find_map(|flag| match flag.name.as_str() {
        name if MORE.contains(&name) => Some(More::Until(flag.pointer.clone())),
        name if LAST.contains(&name) => Some(More::Last(flag.pointer.clone())),
        _ => None,
    })
}

fn token(facts: &Facts<'_>, answer: &[Found<'_>]) -> Option<Next> {
    TOKENS.iter().find_map(|(inputs, sources)| {
        let input = facts.named(inputs, |kind| kind.is_token())?;
        let found = sources.iter().find_map(|name| named(answer, name));
        let source = found.map(|found| Source::Body(found.pointer.clone()));
        let source = source.or_else(|| {
            let mut sources = sources.iter();
            sources.find_map(|name| facts.header(|one| plain_header(one) == *name))
        });
        Some(Next::Token(input.clone(), source?))
    })
}

/// Whether a request takes nothing that pages are told apart by, so that only
/// a URL can lead on.
fn takes_none(facts: &Facts<'_>) -> bool {
    let tokens = TOKENS.iter().map(|(inputs, _)| *inputs);
    let mut all = tokens.chain([AFTER, OFFSETS, PAGES]);
    all.all(|names| facts.named(names, |_| true).is_none())
}

/// What can be a token and has this name.
fn named<'b, 'a>(answer: &'b [Found<'a>], name: &str) -> Option<&'b Found<'a>> {
    let is_token = |found: &&Found<'_>| found.kind.is_token() && !found.kind.is_url();
    answer
        .iter()
        .filter(is_token)
        .find(|found| found.name == name)
}

/// A URL; `is_untold` is whether a text that does not say so may be one.
fn url(facts: &Facts<'_>, answer: &[Found<'_>], is_untold: bool) -> Option<Next> {
    let mut texts = answer.iter().filter(|found| found.kind.is_text());
    let found = texts.find(|found| {
        let name = found.name.as_str();
        let is_maybe = is_untold || found.kind.is_url();
        URLS.contains(&name) || (is_maybe && MAYBE_URLS.contains(&name))
    });
    let source = found.map(|found| Source::Body(found.pointer.clone()));
    let is_url = |name: &str| URLS.contains(&plain_header(name).as_str());
    source.or_else(|| facts.header(is_url)).map(Next::Url)
}

fn last_item(facts: &Facts<'_>, answer: &[Found<'_>], item: &Type) -> Option<Next> {
    let input = facts.named(AFTER, |kind| kind.is_token())?.clone();
    if let Some(last) = LAST_IDS.iter().find_map(|name| named(answer, name)) {
        return Some(Next::Token(input, Source::Body(last.pointer.clone())));
    }
    facts
        .has_id(item)
        .then(|| Next::LastItem(input, "/id".to_owned()))
}

fn number(facts: &Facts<'_>) -> Option<Next> {
    let is_integer = |kind: Kind<'_>| kind == Kind::Integer;
    if let Some(offset) = facts.named(OFFSETS, is_integer) {
        return Some(Next::Offset(offset.clone()));
    }
    let page = facts.named(PAGES, is_integer)?;
    Some(Next::Page(page.clone(), facts.first(page)))
}
