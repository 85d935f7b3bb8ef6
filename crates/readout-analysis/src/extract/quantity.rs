//! How much and how many: amounts with unit, noun and bounds, as intervals.
//!
//! Enters: the grammatical view of one document; the words come from `rules/quantities`. Leaves: quantity mentions in the order of the text,
//! and, in `compare`, the arithmetic on them. It leaves alone: dates, years, ordinals, numbers that are part of a name.

pub mod compare;
pub mod count;
pub mod implied;
pub mod item;
pub mod lexicon;
pub mod measure;
pub mod number;

pub use compare::{Comparable, base, can_be_one, can_both_hold, duration_iso};

use crate::extract::time;
use crate::grammar::Grammar;
use crate::rules::Example;
use item::Item;
use measure::Measure;
use readout_record::mention::{QuantityMention, TimexType};
use readout_record::span::Span;

/// All quantities of a document, in the order of the text, none overlapping. What is part of a date, a time of day or a set is none.
pub fn quantities(g: &Grammar) -> Vec<QuantityMention> {
    let items = item::items(g);
    let measures = measure::measures(g, &items);
    let dated: Vec<Span> = time::spans(g, &items, &measures)
        .into_iter()
        .filter(|(_, timex)| *timex != TimexType::Duration)
        .map(|(span, _)| span)
        .collect();
    let mut next = 0;
    let mut found: Vec<QuantityMention> = Vec::new();
    for measure in measures {
        let Some(mention) = mention(g, &items, measure) else { continue };
        while next < dated.len() && dated[next].end() <= mention.span.start() {
            next += 1;
        }
        // "per hour" in "60 miles per hour" is part of the unit.
        let inside = |d: &Span| mention.span.start() <= d.start() && d.end() <= mention.span.end();
        let clear =
            dated.get(next).is_none_or(|d| !d.overlaps(mention.span) || mention.quantity.unit.contains("hour") && inside(d));
        if clear && found.last().is_none_or(|f| !f.span.overlaps(mention.span)) {
            found.push(mention);
        }
    }
    found
}

fn mention(g: &Grammar, items: &[Item], measure: Measure) -> Option<QuantityMention> {
    if count::is_label(g, items, &measure) {
        return None;
    }
    let start = items[measure.first].start;
    let mut quantity = measure.quantity.clone();
    let mut end = items[measure.end - 1].end;
    if measure.unit.is_none() {
        if count::is_year(g, items, &measure) {
            return None;
        }
        match count::noun(g, items, &measure) {
            Some(noun) => {
                quantity.noun = Some(count::singular(g, noun));
                end = end.max(g.token(noun).span.end());
            }
            None => {
                quantity.noun = implied::noun(g, items[measure.number_end - 1].token).filter(|_| !measure.vague);
                if quantity.noun.is_none() && !count::stands_alone(g, items, &measure) {
                    return None;
                }
            }
        }
    }
    // The point that ends a sentence hangs on an abbreviation: "12 km."
    end -= usize::from(g.text()[..end].ends_with('.'));
    Span::new(g.text(), start, end).map(|span| QuantityMention { span, quantity })
}

/// The examples of `rules/quantities` with the file that carries each: what must be found, as `words => amount`.
pub fn examples() -> &'static [(&'static str, Example)] {
    &lexicon::LEXICON.examples
}

/// A mention in the notation of the examples: `words => 24..36 minute PT30M ~`.
pub fn notation(text: &str, mention: &QuantityMention) -> String {
    let q = &mention.quantity;
    let edge = |n: Option<f64>| n.map_or(String::new(), compare::plain);
    let amount = if q.low == q.high { edge(q.low) } else { format!("{}..{}", edge(q.low), edge(q.high)) };
    let what = q.noun.as_deref().unwrap_or(&q.unit);
    let iso = duration_iso(q).unwrap_or_default();
    let sign = if q.approximate { "~" } else { "" };
    let parts = [&*amount, what, &iso, sign];
    let told: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    format!("{} => {}", mention.span.of(text), told.join(" "))
}
