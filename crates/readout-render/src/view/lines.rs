//! Each kind of entry as a line: events, promises, statements, positions, next steps, questions, topics, actors.
//!
//! Enters: entries of the record and the lookups. Leaves: lines in the agreed words: reported as, says, denies; never a verdict.

use crate::view::context::Context;
use crate::view::line::{Line, Piece, Words, words};
use crate::view::phrase;
use crate::view::plain::{bears_out, is_plain, names_day, names_who};
use readout_record::edtf::Edtf;
use readout_record::kind::{ActorKind, CommitmentStatus, Effect, EventType, Reality, Role, Stance, Standing, Strength};
use readout_record::record::{
    Actor, AttributeEntry, Commitment, Event, Evidence, FollowUp, NextStep, OpenQuestion, ParticipantEntry, Position, Side,
    Statement, TimelineEntry, Update,
};

/// What is said where the reports are silent; silence is no answer either way.
pub const NOTHING_FOUND: &str = "none found; some may be missed";

/// Heading of the comparison of accounts.
pub const WHO_TELLS_WHAT: &str = "What several accounts tell, and what one alone";

/// What is said of a story whose reports are in no language that is analysed.
pub const NOT_ANALYSED: &str = "not in English: kept, not analysed";

/// Below lines with a day, one without any would read as if it had theirs.
fn no_date() -> Option<(String, String)> {
    Some(("no date".to_owned(), "no date".to_owned()))
}

fn lead(date: &Option<Edtf>) -> Option<(String, String)> {
    date.as_ref().map(|d| (phrase::date(d), phrase::short_date(d)))
}

/// What is due within some days is due by the last of them.
fn last_day(due: &Edtf) -> Edtf {
    due.end().map_or_else(|| due.clone(), Edtf::from)
}

/// `phone call: A and B, in Riyadh`, with its date, its values, whether it took place and how many reports tell it. What is not surely read is
/// told in the words of the first report: `meeting: “…”`.
pub fn event<'r>(context: &Context<'r>, event: &'r Event, reports: usize) -> Line<'r> {
    let mut line = Line { lead: lead(&event.date).or_else(no_date), evidence: words(&event.evidence), ..Line::default() };
    if is_plain(context, event) {
        line.pieces = event_name(context, event);
        line.notes = values(&event.attributes);
    } else {
        let told = told(event);
        line.lead = line.lead.filter(|_| event.date.as_ref().is_some_and(|date| bears_out(told, date))).or_else(no_date);
        line.pieces = in_its_words(event, told);
    }
    line.notes.push(format!("found in {} of {}", event.accounts, phrase::count(reports, "report")));
    line.under.extend(event.year_by.as_ref().map(year_by));
    line
}

/// `meeting: “…”`, in the words of a report.
fn in_its_words<'r>(event: &Event, told: Option<&'r Evidence>) -> Vec<Piece<'r>> {
    let quote = told.map(|e| Piece::Quote(clause(&e.quote)));
    let kind = (event.kind != EventType::Other).then(|| [Piece::Strong(event.kind.to_string()), Piece::Text(": ".to_owned())]);
    kind.into_iter().flatten().chain(quote).collect()
}

/// The words that tell the day of an event, else those of the first report that has more than a few.
fn told(event: &Event) -> Option<&Evidence> {
    let long = |e: &&Evidence| e.quote.split_whitespace().count() > FEW;
    let dated = event.date.as_ref().and_then(|date| event.evidence.iter().filter(long).find(|e| names_day(&e.quote, date)));
    dated.or_else(|| event.evidence.iter().find(long)).or(event.evidence.first())
}

/// A headline's few words tell less than a sentence.
const FEW: usize = 6;

/// The words of another report that fix a year.
fn year_by(words: &Evidence) -> Line<'_> {
    let mut line = Line { evidence: vec![words.into()], ..Line::default() };
    line.say("year by another report: ").pieces.push(Piece::Quote(&words.quote));
    line
}

/// `phone call: A and B, in Riyadh`; what has no type of its own in the words of the first report.
pub fn event_name<'r>(context: &Context<'r>, event: &'r Event) -> Vec<Piece<'r>> {
    if let (EventType::Other, Some(first)) = (event.kind, event.evidence.first()) {
        return vec![Piece::Quote(clause(&first.quote))];
    }
    let mut words = participants(context, &event.participants);
    if let Some(place) = &event.place {
        words.push(format!("in {place}"));
    }
    let mut pieces = vec![Piece::Strong(event.kind.to_string())];
    if !words.is_empty() {
        pieces.push(Piece::Text(format!(": {}", words.join("; "))));
    }
    pieces
}

/// A clause without the word that hangs it on another: "since the coast guard seized the tanker", "is to release them and".
fn clause(quote: &str) -> &str {
    const HANGING: [&str; 10] = ["since ", "that ", "after ", "when ", "while ", "as ", "and ", "but ", "because ", "before "];
    const LEFT_OVER: [&str; 5] = [" and", " or", " but", ",", ";"];
    let own = HANGING.iter().find_map(|word| quote.strip_prefix(word)).unwrap_or(quote);
    LEFT_OVER.iter().find_map(|word| own.strip_suffix(word)).unwrap_or(own)
}

/// Whether it took place, in words.
pub fn reality(reality: Reality) -> &'static str {
    match reality {
        Reality::Happened => "reported as held",
        Reality::UnderWay => "reported as under way",
        Reality::Planned => "planned",
        Reality::Proposed => "proposed",
        Reality::Possible => "called possible",
        Reality::Denied => "said not to have happened",
    }
}

fn participants(context: &Context<'_>, all: &[ParticipantEntry]) -> Vec<String> {
    const WORDS: [(Role, &str); 9] = [
        (Role::Party, ""),
        (Role::Initiator, "initiated by "),
        (Role::Recipient, "to "),
        (Role::Agent, "by "),
        (Role::Target, "target "),
        (Role::Subject, "concerning "),
        (Role::Guest, "guest "),
        (Role::Host, "hosted by "),
        (Role::Mediator, "mediated by "),
    ];
    WORDS
        .iter()
        .filter_map(|(role, words)| {
            let names = phrase::unique(all.iter().filter(|p| p.role == *role).map(|p| context.name(&p.actor)));
            (!names.is_empty()).then(|| format!("{words}{}", phrase::list(&names)))
        })
        .collect()
}

/// `duration: about 30 minutes / 90 minutes`, one for each name; counts without their name, as `11 soldiers` says it.
fn values(attributes: &[AttributeEntry]) -> Vec<String> {
    let mut named: Vec<(&str, Vec<String>)> = Vec::new();
    for attribute in attributes {
        let counted = attribute.value.ends_with(&format!(" {}", attribute.name));
        let name = if counted { "" } else { attribute.name.as_str() };
        let value = phrase::value(&attribute.value, attribute.approximate);
        match named.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) if values.contains(&value) => {}
            Some((_, values)) => values.push(value),
            None => named.push((name, vec![value])),
        }
    }
    let shown = |(name, values): (&str, Vec<String>)| match name {
        "" => values.join(", "),
        name => format!("{name}: {}", values.join(" / ")),
    };
    named.into_iter().map(shown).collect()
}

/// `A agreed: “…”`, for whom, on what condition, by when, and what has been reported since.
pub fn commitment<'r>(context: &Context<'r>, commitment: &'r Commitment, reports: usize) -> Line<'r> {
    let mut line = promise(context, commitment);
    let due = lead(&commitment.due.as_ref().map(last_day));
    line.lead = due.map(|(long, short)| (format!("by {long}"), format!("by {short}"))).or_else(no_date);
    line.notes.extend(commitment.from.as_ref().map(|d| format!("from {}", phrase::date(d))));
    line.notes.extend(commitment.duration.as_deref().and_then(phrase::duration).map(|d| format!("for {d}")));
    // Of a promise of which nothing is known no status is told: "past its date" would read as if it had not been done.
    let expected = matches!(commitment.status, CommitmentStatus::Due | CommitmentStatus::Overdue);
    let known = commitment.status != CommitmentStatus::Open && !expected;
    line.notes.extend(known.then(|| stands(commitment).to_owned()));
    line.notes.push(format!("found in {} of {}", commitment.accounts, phrase::count(reports, "report")));
    if expected && commitment.follow_up.is_empty() && commitment.last_told.is_none() {
        line.notes.push("what followed was not found".to_owned());
    }
    line.under = commitment.follow_up.iter().map(follow_up).collect();
    line.under.extend(commitment.last_told.iter().map(last_told));
    line.under.extend(commitment.year_by.as_ref().map(year_by));
    line
}

/// `A agreed: “…”` alone; where it is not sure who, the words of the report.
pub fn promise<'r>(context: &Context<'r>, commitment: &'r Commitment) -> Line<'r> {
    let mut line = Line { evidence: words(&commitment.evidence), ..Line::default() };
    if let Some(first) = commitment.evidence.first().filter(|_| !names_who(context, commitment)) {
        line.say(format!("{}: ", nameless(commitment.strength)));
        line.pieces.push(Piece::Quote(clause(&first.quote)));
        return line;
    }
    line.strong(context.names(&commitment.actors));
    line.say(format!(" {}: ", strength(commitment.strength)));
    line.words_of(&commitment.action, &commitment.evidence);
    if !commitment.recipients.is_empty() {
        line.say(format!(" – for {}", context.names(&commitment.recipients)));
    }
    if let Some(condition) = commitment.condition.as_ref().filter(|c| !commitment.action.contains(c.as_str())) {
        line.say(" – on condition: ").words_of(condition, &commitment.evidence);
    }
    line
}

fn strength(strength: Strength) -> &'static str {
    match strength {
        // Those who are named are to do it; who gave the order is not.
        Strength::Ordered => "under orders to",
        Strength::Will => "will",
        Strength::Agreed => "agreed",
        Strength::Announced => "announced",
        Strength::Willing => "is willing",
        Strength::Considering => "is considering",
    }
}

/// How a promise is told of which no name is known.
fn nameless(strength: Strength) -> &'static str {
    match strength {
        Strength::Ordered => "ordered",
        Strength::Will => "promised",
        Strength::Agreed => "agreed",
        Strength::Announced => "announced",
        Strength::Willing => "offered",
        Strength::Considering => "considered",
    }
}

/// Words of a later report that may say what became of it, where none surely does.
fn last_told(words: &Evidence) -> Line<'_> {
    let mut line = Line { evidence: vec![words.into()], ..Line::default() };
    line.say("may tell what followed: ");
    line.pieces.push(Piece::Quote(&words.quote));
    line
}

/// Where a commitment stands, in words, and whether it was kept late.
pub fn stands(commitment: &Commitment) -> &'static str {
    let late = commitment.follow_up.first().is_some_and(|f| f.late);
    if late && commitment.status == CommitmentStatus::PartlyKept { KEPT_LATE } else { status(commitment.status) }
}

/// Done, but after its day.
const KEPT_LATE: &str = "reported as kept late";

/// Where a commitment stands, in words.
pub fn status(status: CommitmentStatus) -> &'static str {
    match status {
        CommitmentStatus::Open => "open",
        CommitmentStatus::Due => "due",
        CommitmentStatus::Overdue => "past its date",
        CommitmentStatus::Kept => "reported as kept",
        CommitmentStatus::PartlyKept => "reported as partly kept",
        CommitmentStatus::Broken => "reported as broken",
        CommitmentStatus::Withdrawn => "reported as withdrawn",
    }
}

/// What a later report tells of a commitment, in words.
pub fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Kept => "reported as kept",
        Effect::PartlyKept => "reported as partly kept",
        Effect::NotDone => "reported as not done",
        Effect::Extended => "reported as put off",
        Effect::Withdrawn => "reported as withdrawn",
        Effect::Broken => "reported as broken",
    }
}

/// What was reported after a commitment.
pub fn follow_up(follow_up: &FollowUp) -> Line<'_> {
    let mut line = Line { evidence: words(&follow_up.evidence), ..Line::default() };
    line.say(format!("since then, {}: ", if follow_up.late { KEPT_LATE } else { effect(follow_up.effect) }));
    line.pieces.extend(follow_up.evidence.first().map(|e| Piece::Quote(&e.quote)));
    line
}

/// `A (via B) says: “…”`.
pub fn statement<'r>(context: &Context<'r>, statement: &'r Statement) -> Line<'r> {
    let mut line = Line { evidence: content(statement), ..Line::default() };
    line.strong(speaker(context, statement));
    let via: Vec<&str> =
        statement.via.iter().map(|v| v.actor.as_deref().map_or(v.text.as_str(), |id| context.name(id))).collect();
    if !via.is_empty() {
        line.say(format!(" (via {})", via.join(", via ")));
    }
    line.say(format!(" {}: ", stance(statement.stance)));
    for (i, words) in content(statement).into_iter().enumerate() {
        if i > 0 {
            line.say(" … ");
        }
        line.pieces.push(Piece::Quote(words.quote));
    }
    if !statement.direct {
        line.notes.push("in the report’s words".to_owned());
    }
    if statement.hearsay {
        line.notes.push("marked as hearsay".to_owned());
    }
    let parent = statement.parent.as_deref().and_then(|id| context.statement(id));
    line.notes.extend(parent.map(|p| format!("as told by {}", speaker(context, p))));
    line
}

/// The words of a statement as evidence, in one piece or several.
fn content(statement: &Statement) -> Vec<Words<'_>> {
    match statement.content.spans.as_slice() {
        [] => vec![Words::from(&statement.content)],
        spans => words(spans),
    }
}

fn speaker(context: &Context<'_>, statement: &Statement) -> String {
    let name = statement.source.actor.as_deref().map(|id| context.name(id)).filter(|n| !n.is_empty());
    match name.unwrap_or(&statement.source.text) {
        "" => "a source that the report does not name".to_owned(),
        words => phrase::one_line(words),
    }
}

fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "says",
        other => other.as_str(),
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Informed => "was informed",
        Standing::Consulted => "was consulted",
        Standing::LeftOut => "was left out",
        Standing::ToBeInformed => "is to be informed",
        Standing::ToBeConsulted => "is to be consulted",
        other => other.as_str(),
    }
}

/// `A welcomes: “…”`, `B was left out: “…”`.
pub fn position<'r>(context: &Context<'r>, position: &'r Position) -> Line<'r> {
    let mut line = Line { evidence: words(&position.evidence), ..Line::default() };
    line.strong(context.name(&position.actor)).say(format!(" {}: ", standing(position.stance)));
    line.words_of(&position.on, &position.evidence);
    line
}

/// A newer figure and the one that it takes the place of.
pub fn update<'r>(context: &Context<'r>, update: &'r Update) -> Line<'r> {
    let [earlier, later] = [&update.earlier, &update.later];
    let told = |s: &Side| phrase::list(&phrase::unique(s.documents.iter().map(|id| context.sources.name(id))));
    let evidence = later.evidence.iter().chain(&earlier.evidence);
    let mut line = Line { evidence: evidence.flat_map(|e| words(std::slice::from_ref(e))).collect(), ..Line::default() };
    line.strong(phrase::value(&later.value, later.approximate));
    line.say(format!(
        " ({}), before that {} ({})",
        told(later),
        phrase::value(&earlier.value, earlier.approximate),
        told(earlier)
    ));
    line
}

/// What is planned or due, with its date.
pub fn next_step(step: &NextStep) -> Line<'_> {
    Line { lead: lead(&step.date).or_else(no_date), ..sentence(&step.text, &step.evidence) }
}

/// What a report calls unknown.
pub fn question(question: &OpenQuestion) -> Line<'_> {
    sentence(&question.text, &question.evidence)
}

/// A sentence, as a quotation where it is one.
pub fn sentence<'r>(text: &'r str, evidence: &'r [Evidence]) -> Line<'r> {
    let mut line = Line { evidence: words(evidence), ..Line::default() };
    line.words_of(text, evidence);
    line
}

/// A dated event.
pub fn dated(entry: &TimelineEntry) -> Line<'_> {
    Line { lead: lead(&Some(entry.date.clone())), ..sentence(&entry.text, &entry.evidence) }
}

/// An actor with office and other names.
pub fn actor(actor: &Actor) -> Line<'_> {
    let mut line = Line { evidence: words(&actor.evidence), ..Line::default() };
    line.strong(actor.name.as_str());
    let office: Vec<&str> = [&actor.role, &actor.of].into_iter().flatten().map(String::as_str).collect();
    if !office.is_empty() {
        line.say(format!(", {}", office.join(", ")));
    }
    if actor.kind == ActorKind::Unnamed {
        line.notes.push("not named by the reports".to_owned());
    }
    let aliases: Vec<&str> = actor.aliases.iter().map(String::as_str).filter(|a| *a != actor.name).collect();
    if !aliases.is_empty() {
        line.notes.push(format!("also: {}", aliases.join("; ")));
    }
    line
}
