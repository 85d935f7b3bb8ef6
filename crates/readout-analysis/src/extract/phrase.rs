//! Phrases over lemmas: the small notation of rule files for words that stand together.
//!
//! Enters: `halt|cease .. fire/NOUN` and a grammatical view. Leaves: where the phrase stands. It leaves alone: what the phrase means.
//!
//! Elements stand between spaces. `a|b` is either lemma or word in lower case, `/POS` asks for a part of speech, a `?` before an element makes it
//! optional, `..` lets up to four words stand between. Hyphens are passed over, so that `cease fire` is `cease-fire` too.

use crate::grammar::Grammar;
use foldhash::HashMap;
use readout_record::annotation::TokenIx;

/// Most words that `..` lets stand between.
const GAP: usize = 4;

/// One element of a phrase.
#[derive(Debug)]
enum Element {
    Word { forms: Vec<String>, pos: Option<String>, optional: bool },
    Gap,
}

/// Phrases, each with the value that it stands for.
#[derive(Debug)]
pub struct Phrases<V> {
    phrases: Vec<(Vec<Element>, V)>,
    /// Phrases by the forms of their first word.
    first: HashMap<String, Vec<usize>>,
}

impl<V> Phrases<V> {
    /// Reads phrases. The first element must be a word that is not optional; anything else is a defect of the rule file.
    pub fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, V)>) -> Phrases<V> {
        let mut all = Phrases { phrases: Vec::new(), first: HashMap::default() };
        for (text, value) in phrases {
            let elements: Vec<Element> = text.split(' ').filter(|e| !e.is_empty()).map(element).collect();
            let Some(Element::Word { forms, optional: false, .. }) = elements.first() else {
                panic!("a phrase must begin with a word: {text:?}");
            };
            for form in forms {
                all.first.entry(form.clone()).or_default().push(all.phrases.len());
            }
            all.phrases.push((elements, value));
        }
        all
    }

    /// The longest phrase that begins at token `from`, with the token after its last.
    pub fn at(&self, g: &Grammar, from: TokenIx) -> Option<(TokenIx, &V)> {
        let lemma = g.lemma(from).to_lowercase();
        let word = g.word(from).to_lowercase();
        let by_word = self.first.get(&word).into_iter().filter(|_| word != lemma);
        let candidates = self.first.get(&lemma).into_iter().chain(by_word).flatten();
        let last = g.sentences[g.sentence(from)].end;
        let ends = candidates.filter_map(|&number| {
            let (elements, value) = &self.phrases[number];
            matched(g, elements, from, last).map(|end| (end, number, value))
        });
        // Of phrases equally long the one that the file gives first.
        ends.max_by_key(|&(end, number, _)| (end, std::cmp::Reverse(number))).map(|(end, _, value)| (end, value))
    }

    /// Every place where a phrase stands, none overlapping, in the order of the text.
    pub fn find(&self, g: &Grammar) -> Vec<(TokenIx, TokenIx, &V)> {
        let mut found = Vec::new();
        let mut from = 0;
        while from < g.tokens().len() {
            match self.at(g, from) {
                Some((end, value)) => {
                    found.push((from, end, value));
                    from = end;
                }
                None => from += 1,
            }
        }
        found
    }
}

fn element(text: &str) -> Element {
    if text == ".." {
        return Element::Gap;
    }
    let (text, optional) = text.strip_prefix('?').map_or((text, false), |rest| (rest, true));
    let (forms, pos) = text.split_once('/').map_or((text, None), |(forms, pos)| (forms, Some(pos.to_owned())));
    Element::Word { forms: forms.split('|').map(str::to_owned).collect(), pos, optional }
}

/// The token after the phrase's last word, when it stands from `at` on and before `last`.
fn matched(g: &Grammar, elements: &[Element], at: TokenIx, last: TokenIx) -> Option<TokenIx> {
    let Some((element, rest)) = elements.split_first() else { return Some(at) };
    match element {
        Element::Gap => (at..last.min(at + GAP + 1)).find_map(|next| matched(g, rest, next, last)),
        Element::Word { optional, .. } => {
            let here = skip_hyphen(g, at, last);
            let taken = (here < last && is(g, here, element)).then(|| matched(g, rest, here + 1, last)).flatten();
            taken.or_else(|| optional.then(|| matched(g, rest, at, last)).flatten())
        }
    }
}

fn skip_hyphen(g: &Grammar, at: TokenIx, last: TokenIx) -> TokenIx {
    if at < last && matches!(g.word(at), "-" | "‑" | "–") { at + 1 } else { at }
}

fn is(g: &Grammar, at: TokenIx, element: &Element) -> bool {
    let Element::Word { forms, pos, .. } = element else { return false };
    let fits = |text: &str| forms.iter().any(|form| form.eq_ignore_ascii_case(text));
    (fits(g.lemma(at)) || fits(g.word(at))) && pos.as_ref().is_none_or(|pos| pos == g.token(at).pos)
}
