//! One document's annotations as a line of JSON: what the model says, who is cited, and the times, quantities, actors and events of the text.
//!
//! Enters: a document and its annotations. Leaves: one line; offsets in code points.

use readout_analysis::extract::actor::thing::{self, NamedThing, ThingKind};
use readout_analysis::extract::actor::{self, Actors};
use readout_analysis::extract::event::{self, setting::Setting};
use readout_analysis::extract::statement::{self, Marked};
use readout_analysis::extract::{quantity, representation, time};
use readout_analysis::grammar::Grammar;
use readout_record::annotation::Annotations;
use readout_record::codepoint::CodePoints;
use readout_record::document::Document;
use readout_record::edtf::Edtf;
use readout_record::kind::{ActorKind, EventType, Reality, Role};
use readout_record::mention::{ActorMention, EventMention, Participant, Quantity, QuantityMention, TimeMention, TimexType};
use readout_record::span::Span;
use serde::Serialize;

#[derive(Serialize)]
struct DocumentLine<'t> {
    id: &'t str,
    text: &'t str,
    tokens: Vec<TokenEntry<'t>>,
    entities: Vec<EntityEntry>,
    attributions: Vec<AttributionEntry>,
    times: Vec<TimeEntry>,
    quantities: Vec<QuantityEntry>,
    actors: Vec<ActorEntry>,
    named: Vec<NamedEntry>,
    events: Vec<EventEntry>,
}

/// Offsets in code points; `head` is the number of a token.
#[derive(Serialize)]
struct TokenEntry<'t> {
    start: usize,
    end: usize,
    tag: &'static str,
    pos: &'static str,
    lemma: &'t str,
    head: u32,
    label: &'static str,
    sentence_start: bool,
    morph: &'static str,
}

#[derive(Serialize)]
struct EntityEntry {
    start: usize,
    end: usize,
    label: &'static str,
}

/// Spans in code points; `parent` is the number of the attribution in whose content this one stands.
#[derive(Serialize)]
struct AttributionEntry {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
    direct: bool,
    confidence: f64,
    parent: Option<usize>,
}

/// A time expression: TIMEX3 type and value; `edtf` is null for what has no place in the calendar.
#[derive(Serialize)]
struct TimeEntry {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    timex: TimexType,
    value: String,
    edtf: Option<Edtf>,
}

/// An amount: the number told, and the least and the greatest that the words allow, null where they set no bound.
#[derive(Serialize)]
struct QuantityEntry {
    start: usize,
    end: usize,
    #[serde(flatten)]
    quantity: Quantity,
}

/// Who is named or described: the words with title and article, the name alone, the office told with it and whose it is, null where not told.
#[derive(Serialize)]
struct ActorEntry {
    start: usize,
    end: usize,
    name: String,
    kind: ActorKind,
    role: Option<String>,
    of: Option<String>,
}

/// A person (pronouns too), an organisation, a location or a nationality, none inside another; `actor` is the number of the actor that it is.
#[derive(Serialize)]
struct NamedEntry {
    start: usize,
    end: usize,
    kind: ThingKind,
    actor: Option<usize>,
}

/// What happened or is to happen: the word that names it, the clause that tells it, whether it took place, who took part (spans with roles), and the
/// numbers of its time and its values among `times` and `quantities`' words.
#[derive(Serialize)]
struct EventEntry {
    start: usize,
    end: usize,
    clause: (usize, usize),
    #[serde(rename = "type")]
    kind: EventType,
    reality: Reality,
    participants: Vec<(usize, usize, Role)>,
    time: Option<usize>,
    place: Option<(usize, usize)>,
    rule: String,
}

/// One document as one line of JSON.
pub fn json(document: &Document, annotations: &Annotations) -> String {
    let points = CodePoints::new(&document.text);
    let tokens = annotations.tokens.iter().map(|token| {
        let (start, end) = points.range(token.span);
        let (tag, pos, label, morph) = (token.tag, token.pos, token.label, token.morph);
        TokenEntry {
            start,
            end,
            tag,
            pos,
            lemma: &token.lemma,
            head: token.head,
            label,
            sentence_start: token.sentence_start,
            morph,
        }
    });
    let entities = annotations.entities.iter().map(|entity| {
        let (start, end) = points.range(entity.span);
        EntityEntry { start, end, label: entity.label }
    });
    let grammar = Grammar::new(document, annotations);
    let found = actor::actors(&grammar);
    let times = time::times(&grammar, document.metadata.published.as_ref());
    let quantities = quantity::quantities(&grammar);
    let acting = representation::representations(&grammar, &found);
    let line = DocumentLine {
        id: &document.id,
        text: &document.text,
        tokens: tokens.collect(),
        entities: entities.collect(),
        attributions: attributions(&grammar, &points),
        named: named(&grammar, &found, &points),
        events: events(
            &Setting {
                g: &grammar,
                document: 0,
                actors: &found,
                representations: &acting,
                times: &times,
                quantities: &quantities,
            },
            &points,
        ),
        times: times.into_iter().map(|t| time_entry(t, &points)).collect(),
        quantities: quantities.into_iter().map(|q| quantity_entry(q, &points)).collect(),
        actors: actors(found, &points),
    };
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

fn attributions(grammar: &Grammar, points: &CodePoints) -> Vec<AttributionEntry> {
    let range = |span: &Span| points.range(*span);
    let entry = |Marked { attribution, direct, parent }: Marked| AttributionEntry {
        source: attribution.source.iter().map(range).collect(),
        cue: attribution.cue.iter().map(range).collect(),
        content: attribution.content.iter().map(range).collect(),
        direct,
        confidence: (f64::from(attribution.confidence) * 100.0).round() / 100.0,
        parent,
    };
    statement::marked(grammar).into_iter().map(entry).collect()
}

fn time_entry(time: TimeMention, points: &CodePoints) -> TimeEntry {
    let TimeMention { span, timex, value, edtf, .. } = time;
    let (start, end) = points.range(span);
    TimeEntry { start, end, timex, value, edtf }
}

fn quantity_entry(QuantityMention { span, quantity }: QuantityMention, points: &CodePoints) -> QuantityEntry {
    let (start, end) = points.range(span);
    QuantityEntry { start, end, quantity }
}

fn events(setting: &Setting, points: &CodePoints) -> Vec<EventEntry> {
    let entry = |e: EventMention| {
        let (start, end) = points.range(e.trigger);
        let part = |p: &Participant| {
            let (start, end) = points.range(p.span);
            (start, end, p.role)
        };
        EventEntry {
            start,
            end,
            clause: points.range(e.evidence),
            kind: e.kind,
            reality: e.reality,
            participants: e.participants.iter().map(part).collect(),
            time: e.time,
            place: e.place.map(|p| points.range(p)),
            rule: e.rule,
        }
    };
    event::events(setting).into_iter().map(entry).collect()
}

fn named(grammar: &Grammar, found: &Actors, points: &CodePoints) -> Vec<NamedEntry> {
    let entry = |NamedThing { span, kind, actor }: NamedThing| {
        let (start, end) = points.range(span);
        NamedEntry { start, end, kind, actor }
    };
    thing::things(grammar, found).into_iter().map(entry).collect()
}

fn actors(found: Actors, points: &CodePoints) -> Vec<ActorEntry> {
    let entry = |ActorMention { span, name, kind, role, of, .. }: ActorMention| {
        let (start, end) = points.range(span);
        ActorEntry { start, end, name, kind, role, of }
    };
    found.mentions.into_iter().map(entry).collect()
}
