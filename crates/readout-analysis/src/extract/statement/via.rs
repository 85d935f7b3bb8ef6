//! The chain that a statement came through: agencies, platforms, letters, and those who report what another said.
//!
//! Enters: statements with their cues. Leaves: the same with the links of their chain, nearest the speaker first; where an agency cites someone, the
//! one cited becomes the source and the agency a link.

use super::detect::attribution::Attribution;
use super::lexicon::LEXICON;
use super::words::WORDS;
use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;
use readout_record::kind::ViaKind;
use readout_record::mention::{StatementMention, Via};
use readout_record::span::Span;

/// Adds each statement's chain; `attributions` are the ones that `mentions` were made from, in the same order.
pub fn attach(g: &Grammar, attributions: &[Attribution], mentions: &mut [StatementMention]) {
    for (attribution, mention) in attributions.iter().zip(mentions.iter_mut()) {
        if let Some(cue) = attribution.cue_head {
            citing(g, cue, mention);
            mention.via.extend(beside_cue(g, cue, mention));
        }
        relayed_source(g, mention);
    }
    credits(g, mentions);
    accounts(g, mentions);
    parents(g, mentions);
    mentions.iter_mut().for_each(|m| unique(g.text(), m));
}

/// "RIA Novosti reported, citing the governor": the governor is the source, the agency a link.
fn citing(g: &Grammar, cue: TokenIx, mention: &mut StatementMention) {
    let (Some(source), Some(head)) = (mention.source, mention.source_head) else { return };
    let cites = |c: &TokenIx| matches!(g.word(*c).to_lowercase().as_str(), "citing" | "quoting");
    let beside = (cue + 1..g.tokens().len().min(cue + 4)).find(|t| cites(t));
    let citing = g.under(cue, &["advcl", "prep", "xcomp"]).find(cites).or(beside);
    let Some(cited) = citing.and_then(|c| g.under(c, &["dobj", "pobj"]).next()) else { return };
    if !super::detect::can_speak(g, cited) {
        return;
    }
    if let Some(span) = g.span(&g.noun_phrase(cited)) {
        mention.via.push(Via { span: source, kind: kind(g, source, head) });
        mention.source = Some(span);
        mention.source_head = Some(cited);
        mention.content.retain(|c| !c.overlaps(span) || c.start() < span.start());
        mention.content.iter_mut().for_each(|c| *c = before(g, *c, citing));
    }
}

/// The part of `content` before token `cut`.
fn before(g: &Grammar, content: Span, cut: Option<TokenIx>) -> Span {
    let end = cut.map_or(content.end(), |t| g.token(t).span.start());
    let inside = content.start() < end && end < content.end();
    let kept = inside.then(|| g.text()[content.start()..end].trim_end_matches([' ', ',', '\n']).len());
    kept.and_then(|len| Span::new(g.text(), content.start(), content.start() + len)).unwrap_or(content)
}

/// Links that stand with the cue: "told Reuters", "wrote on Telegram", "was quoted by Tass as saying", "in a statement carried by Tass".
fn beside_cue(g: &Grammar, cue: TokenIx, mention: &StatementMention) -> Vec<Via> {
    let outside = |t: &TokenIx| {
        let span = g.token(*t).span;
        !mention.content.iter().any(|c| c.contains(span)) && !mention.source.is_some_and(|s| s.contains(span))
    };
    let mut tops: Vec<TokenIx> = g
        .under(cue, &["dobj", "dative", "prep", "agent", "advmod", "npadvmod"])
        .filter(|&t| !g.word(t).eq_ignore_ascii_case("according"))
        .collect();
    let speaks = |&t: &TokenIx| WORDS.speaking.contains(g.lemma(t));
    tops.extend(g.under(cue, &["advcl"]).filter(speaks));
    if let Some(head) = mention.source_head {
        tops.extend(g.under(head, &["prep", "acl"]));
    }
    if let Some(quoting) = quoting(g, cue) {
        tops.extend(g.under(quoting, &["agent", "prep"]));
    }
    let home = super::detect::paragraph(g, cue);
    let tokens: Vec<TokenIx> = tops.into_iter().flat_map(|t| g.subtree(t)).filter(|t| home.contains(t)).filter(outside).collect();
    links(g, &tokens)
}

/// "was quoted by Tass as saying": the verb above "as".
fn quoting(g: &Grammar, cue: TokenIx) -> Option<TokenIx> {
    let preposition = g.head(cue).filter(|_| matches!(g.label(cue), "pcomp" | "advcl"))?;
    let verb = if g.token(preposition).pos == "VERB" { preposition } else { g.head(preposition)? };
    WORDS.relaying.contains(g.lemma(verb)).then_some(verb)
}

/// Outlets, agencies, platforms and letters among `tokens`.
fn links(g: &Grammar, tokens: &[TokenIx]) -> Vec<Via> {
    let mut found = Vec::new();
    for &token in tokens {
        if let Some(via) = named_outlet(g, token).or_else(|| post_platform(g, token)).or_else(|| generic_outlet(g, token)) {
            found.push(via);
        }
    }
    found
}

/// A name that the table of outlets and platforms knows, ending at `token`. Names that are everyday words too count only where an outlet must stand.
fn named_outlet(g: &Grammar, token: TokenIx) -> Option<Via> {
    let span_from = |first: TokenIx| g.token(first).span.join(g.token(token).span);
    let named = |first: &TokenIx| LEXICON.credited(span_from(*first).of(g.text())).is_some() && g.word(*first) != "the";
    let first = (token.saturating_sub(4)..=token).find(named)?;
    let span = span_from(first);
    let words = span.of(g.text());
    let kind = LEXICON.credited(words)?;
    let addressed = g.head(first).is_some_and(|h| matches!(g.word(h), "on" | "via" | "to" | "by"))
        || g.label(token) == "dobj" && g.lemma(g.head(token)?) == "tell";
    let everyday = LEXICON.outlet(words).is_none() || words == "X";
    let next = g.tokens().get(token + 1).map(|t| (t.pos, t.lemma.as_str().to_lowercase()));
    let longer =
        g.label(token) == "compound" && next.is_some_and(|(pos, lemma)| pos == "PROPN" && !LEXICON.posts.contains(&lemma));
    (!(longer || everyday && !addressed)).then_some(Via { span, kind })
}

/// "in a Hark Social post": the names before a noun of posting.
fn post_platform(g: &Grammar, token: TokenIx) -> Option<Via> {
    let noun = LEXICON.posts.contains(&g.lemma(token).to_lowercase());
    if !noun {
        return None;
    }
    let names: Vec<TokenIx> =
        (token.saturating_sub(3)..token).rev().take_while(|&t| g.word(t).starts_with(char::is_uppercase)).collect();
    let span = g.span(&names.into_iter().rev().collect::<Vec<_>>())?;
    let possessive = span.of(g.text()).ends_with("’s") || span.of(g.text()).ends_with("'s");
    (!possessive).then_some(Via { span, kind: LEXICON.outlet(span.of(g.text())).unwrap_or(ViaKind::Platform) })
}

/// "told the state news agency", "in a letter".
fn generic_outlet(g: &Grammar, token: TokenIx) -> Option<Via> {
    let lemma = g.lemma(token).to_lowercase();
    let kind = match lemma.as_str() {
        "agency" if g.lemma(token.saturating_sub(1)) == "news" => ViaKind::Agency,
        noun if WORDS.outlets.contains(noun) => ViaKind::Outlet,
        noun if WORDS.letters.contains(noun) => ViaKind::Document,
        _ => return None,
    };
    let mut name = g.noun_phrase(token);
    name.retain(|&t| t <= token);
    let span = g.span(&name)?;
    let ours = name.iter().any(|&t| matches!(g.word(t).to_lowercase().as_str(), "this" | "our"));
    (!ours && g.label(token) != "compound").then_some(Via { span, kind })
}

/// "Adler, quoted by Tass, said": the agency inside the words of the source.
fn relayed_source(g: &Grammar, mention: &mut StatementMention) {
    let Some(head) = mention.source_head else { return };
    let Some(relay) = g.under(head, &["acl", "relcl"]).find(|&a| WORDS.relaying.contains(g.lemma(a))) else { return };
    let Some(agent) = g.prepositional(relay, "by").first().copied() else { return };
    if let (Some(span), Some(short)) = (g.span(&g.noun_phrase(agent)), g.span(&g.noun_phrase(head))) {
        mention.via.push(Via { span, kind: kind(g, span, agent) });
        if mention.source.is_some_and(|s| s.contains(span)) {
            mention.source = Some(short);
        }
    }
}

/// A credit in brackets at the end of a paragraph, "(Hark Social, cited)", holds for the statements of that paragraph without a chain.
fn credits(g: &Grammar, mentions: &mut [StatementMention]) {
    let platforms: Vec<Span> =
        mentions.iter().flat_map(|m| m.via.iter().filter(|v| v.kind == ViaKind::Platform).map(|v| v.span)).collect();
    for (start, paragraph) in super::quotation::paragraphs(g.text()).into_iter().flat_map(|(start, p)| lines(start, p)) {
        let body = paragraph.trim_end();
        let Some(open) = body.rfind('(').filter(|_| body.ends_with(')')) else { continue };
        let inside = &body[open + 1..body.len() - 1];
        let mut at = start + open + 1;
        for part in inside.split(',') {
            let name = part.trim();
            let known =
                platforms.iter().any(|p| p.of(g.text()) == name).then_some(ViaKind::Platform).or_else(|| LEXICON.credited(name));
            if let (Some(kind), Some(span)) = (known, Span::trimmed(g.text(), at, at + part.len())) {
                let here = mentions
                    .iter_mut()
                    .filter(|m| m.via.is_empty() && m.parent.is_none() && within(m, start, start + paragraph.len()));
                here.for_each(|m| m.via.push(Via { span, kind }));
            }
            at += part.len() + 1;
        }
    }
}

fn lines(start: usize, paragraph: &str) -> Vec<(usize, &str)> {
    let mut at = start;
    let mut found = Vec::new();
    for line in paragraph.split_inclusive('\n') {
        found.push((at, line));
        at += line.len();
    }
    found
}

fn within(mention: &StatementMention, start: usize, end: usize) -> bool {
    mention.content.first().is_some_and(|c| start <= c.start() && c.start() < end)
}

/// "The account, relayed by RIA Novosti, …": the statements of the sentence before came through the agency.
fn accounts(g: &Grammar, mentions: &mut [StatementMention]) {
    for token in 0..g.tokens().len() {
        let told = WORDS.accounts.contains(g.lemma(token)) && g.label(token).starts_with("nsubj");
        let definite =
            g.under(token, &["det"]).any(|d| matches!(g.word(d).to_lowercase().as_str(), "the" | "these" | "this" | "those"));
        let relay = g.under(token, &["acl", "relcl"]).find(|&a| WORDS.relaying.contains(g.lemma(a)));
        let Some(agent) = relay.filter(|_| told && definite).and_then(|r| g.prepositional(r, "by").first().copied()) else {
            continue;
        };
        let Some(span) = g.span(&g.noun_phrase(agent)) else { continue };
        let via = Via { span, kind: kind(g, span, agent) };
        let earlier = g.sentence(token).checked_sub(1);
        let before = |m: &StatementMention| {
            m.cue.and_then(|c| g.tokens_in(c).next()).map(|t| g.sentence(t)) == earlier && earlier.is_some()
        };
        mentions.iter_mut().filter(|m| before(m)).for_each(|m| m.via.push(via.clone()));
    }
}

/// Whoever reports a statement is a link of its chain: the parent's source, then the parent's own chain.
fn parents(g: &Grammar, mentions: &mut [StatementMention]) {
    let own: Vec<(Option<usize>, Option<Via>, Vec<Via>)> = mentions
        .iter()
        .map(|m| {
            let source = m.source.zip(m.source_head).map(|(span, head)| Via { span, kind: kind(g, span, head) });
            (m.parent, source, m.via.clone())
        })
        .collect();
    for mention in mentions.iter_mut() {
        let mut next = mention.parent;
        for _ in 0..8 {
            let Some((above, source, via)) = next.and_then(|p| own.get(p)) else { break };
            mention.via.extend(source.iter().chain(via).cloned());
            next = *above;
        }
    }
}

/// What sort of link a name is.
fn kind(g: &Grammar, span: Span, head: TokenIx) -> ViaKind {
    let lemma = g.lemma(head).to_lowercase();
    if let Some(kind) = LEXICON.outlet(span.of(g.text())) {
        return kind;
    }
    let outlet = g.tokens_in(span).any(|t| LEXICON.outlet_nouns.contains(&g.lemma(t).to_lowercase()));
    let person = super::detect::entity(g, head) == Some("PERSON") || g.token(head).pos == "PRON";
    match () {
        () if person => ViaKind::Person,
        () if outlet || LEXICON.outlet(g.word(head)).is_some() => LEXICON.outlet(g.word(head)).unwrap_or(ViaKind::Outlet),
        () if lemma.starts_with("spokes") || matches!(super::detect::entity(g, head), Some("ORG" | "GPE" | "NORP")) => {
            ViaKind::Spokesperson
        }
        () if LEXICON.documents.contains(&lemma) => ViaKind::Document,
        () => ViaKind::Person,
    }
}

fn unique(text: &str, mention: &mut StatementMention) {
    let source = mention.source.map(|s| s.of(text));
    let mut seen: Vec<&str> = source.into_iter().collect();
    mention.via.retain(|v| {
        let words = v.span.of(text);
        let new = !seen.contains(&words);
        seen.push(words);
        new
    });
}
