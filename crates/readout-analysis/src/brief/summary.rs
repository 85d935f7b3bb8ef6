//! Stories with a summary in the reports' own sentences.
//!
//! Enters: the desk and the finished lists. Leaves: story entries; each sentence of a summary stands in a report as it is, and needs no other one.

use crate::brief::desk::Desk;
use crate::brief::linked::{Linked, actors};
use crate::brief::rank::ranked;
use crate::brief::sentence;
use crate::extract::leaning::leans;
use crate::link::actors::ActorIx;
use crate::link::tellings::Telling;
use foldhash::HashMap;
use readout_record::annotation::TokenIx;
use readout_record::edtf::Edtf;
use readout_record::kind::{CommitmentStatus, Reality, Strength};
use readout_record::mention::DocumentIx;
use readout_record::record::{Commitment, Discrepancy, Event, Evidence, Statement, Story, SummaryLine};
use readout_record::span::Span;

/// Most sentences in a summary.
const MOST: usize = 8;
/// Sentences up to which further events are told.
const FILLED: usize = 5;
/// The longest sentence that goes into a summary, in bytes.
const LONGEST: usize = 400;

/// What a summary is made from.
pub struct Material<'r> {
    /// The linked events.
    pub linked: &'r [Linked],
    /// Their ids in the record, none for what it leaves out.
    pub ids: &'r [Option<String>],
    /// Events in their rank.
    pub events: &'r [Event],
    /// Statements in their rank.
    pub statements: &'r [Statement],
    /// Commitments in their rank.
    pub commitments: &'r [Commitment],
    /// Discrepancies in their rank.
    pub differences: &'r [Discrepancy],
}

/// The story entries, those with most independent accounts first.
pub fn stories(desk: &Desk, material: &Material) -> Vec<Story> {
    let writer = Writer { desk, material, numbers: desk.numbers(), actors: desk.actors_by_id() };
    let scored = (0..desk.stories.len()).map(|s| (score(desk, s), writer.story(s))).collect();
    ranked(scored, |s: &Story| s.id.clone(), |s, w| s.weight = w)
}

fn score(desk: &Desk, story: usize) -> f64 {
    desk.independent(desk.stories[story].iter().copied()) as f64
}

/// The headline of the first report that has one and is no copy; else the path of the first.
fn title(desk: &Desk, members: &[DocumentIx]) -> String {
    let headline = |&d: &DocumentIx| desk.grammars[d].document.metadata.title.clone();
    let originals = members.iter().filter(|&&d| desk.copies[d].is_none());
    originals.chain(members).find_map(headline).unwrap_or_else(|| desk.grammars[members[0]].document.path.clone())
}

/// A sentence: its document and where it stands.
type Sentence = (DocumentIx, Span);

/// Whether a sentence can be shown without harm: no quotation is left open in it, and of one that sets two against each other nothing is cut off.
fn is_whole(text: &str) -> bool {
    let count = |mark: char| text.chars().filter(|&c| c == mark).count();
    let closed = count('"') % 2 == 0 && count('“') == count('”');
    let two = [", while ", ", whereas ", "; ", ", but "].iter().any(|joint| text.contains(joint));
    closed && (text.len() <= sentence::WHOLE || !two)
}

/// Whether a difference is of an event or a promise of the story or between reports: what one report sets side by side in passing may be of long ago.
fn is_of_story(d: &Discrepancy) -> bool {
    let tied = d.event.is_some() || d.commitment.is_some();
    tied || d.sides.iter().any(|s| s.documents != d.sides[0].documents)
}

struct Writer<'w, 'g, 'd> {
    desk: &'w Desk<'g, 'd>,
    material: &'w Material<'w>,
    numbers: HashMap<&'g str, DocumentIx>,
    actors: HashMap<String, ActorIx>,
}

impl Writer<'_, '_, '_> {
    fn story(&self, number: usize) -> Story {
        let desk = self.desk;
        let members = &desk.stories[number];
        Story {
            id: desk.story_id(number),
            title: title(desk, members),
            documents: members.iter().map(|&d| desk.document_id(d)).collect(),
            independent_accounts: desk.independent(members.iter().copied()),
            summary: self.summary(number),
            weight: 0.0,
        }
    }

    /// The main event, what each side says, the main difference, the main promise, and as far as there is room further events.
    fn summary(&self, story: usize) -> Vec<SummaryLine> {
        let events = self.events(story);
        let mut chosen: Vec<Sentence> = Vec::new();
        let main = events.iter().position(|l| self.add(&mut chosen, self.best(l, &[])));
        if let Some(main) = main {
            self.sides(&mut chosen, events[main]);
        }
        self.difference(&mut chosen, story);
        self.promise(&mut chosen, story);
        let newest = self.desk.newest(story);
        for event in events.iter().skip(main.map_or(0, |m| m + 1)) {
            // A plan whose day is over by the newest report is none any more.
            let day = event.instance.date().and_then(|d| d.end()).and_then(|d| d.last_day().unwrap_or(d).day_number());
            let plan = !matches!(event.instance.reality(), Reality::Happened | Reality::UnderWay);
            if plan && day.zip(newest).is_some_and(|(day, newest)| day < newest) {
                continue;
            }
            let told = event.instance.tellings.iter().any(|t| chosen.iter().any(|c| self.covers(*c, t)));
            if chosen.len() < FILLED && !told {
                self.add(&mut chosen, self.best(event, &[]));
            }
        }
        if chosen.is_empty() {
            chosen.extend(self.desk.stories[story].iter().find_map(|&d| self.lead(d)));
        }
        let line = |(d, s): Sentence| SummaryLine {
            text: s.of(self.desk.grammars[d].text()).to_owned(),
            evidence: vec![self.desk.evidence(d, s)],
        };
        chosen.into_iter().map(line).collect()
    }

    /// The linked events of a story in the rank that they have in the record.
    fn events(&self, story: usize) -> Vec<&Linked> {
        let ranks: HashMap<&str, usize> = self.material.events.iter().enumerate().map(|(i, e)| (e.id.as_str(), i)).collect();
        let rank = |id: &Option<String>| ranks.get(id.as_deref()?).copied();
        let own = self.material.linked.iter().zip(self.material.ids).filter(|(l, _)| l.story == story);
        let mut events: Vec<(usize, &Linked)> = own.filter_map(|(l, id)| Some((rank(id)?, l))).collect();
        events.sort_by_key(|(rank, _)| *rank);
        events.into_iter().map(|(_, l)| l).collect()
    }

    /// Adds a sentence that does not stand yet; whether there was one.
    fn add(&self, chosen: &mut Vec<Sentence>, sentence: Option<Sentence>) -> bool {
        let Some(new) = sentence else { return false };
        let words = |s: Sentence| s.1.of(self.desk.grammars[s.0].text());
        if chosen.len() < MOST && !chosen.iter().any(|c| words(*c) == words(new)) {
            chosen.push(new);
        }
        true
    }

    /// What the first two who take part tell: their own account of the event, else the weightiest that they are cited with.
    fn sides(&self, chosen: &mut Vec<Sentence>, main: &Linked) {
        for (party, _) in actors(main).into_iter().take(2) {
            let own = |d: DocumentIx| self.desk.office(d).is_some_and(|o| self.desk.table.stands_for(o, party));
            let others: Vec<DocumentIx> = (0..self.desk.grammars.len()).filter(|&d| !own(d)).collect();
            let account = self.best(main, &others).or_else(|| self.said(main.story, party));
            let told = account.is_some_and(|a| chosen.contains(&a));
            if !told {
                self.add(chosen, account);
            }
        }
    }

    fn said(&self, story: usize, party: ActorIx) -> Option<Sentence> {
        let by = |s: &&Statement| {
            let speaker = s.source.actor.as_ref().and_then(|id| self.actors.get(id));
            let aside = self.is_in_passing(&s.document, s.content.bytes);
            s.parent.is_none() && !aside && speaker.is_some_and(|&a| self.desk.table.stands_for(a, party))
        };
        self.material.statements.iter().filter(by).find_map(|s| self.around(story, &s.document, s.content.bytes))
    }

    /// A sentence for each of the first two sides of the story's first difference that has both; one alone would look like what all tell.
    fn difference(&self, chosen: &mut Vec<Sentence>, story: usize) {
        let side = |evidence: &[Evidence]| evidence.iter().find_map(|e| self.around(story, &e.document, e.bytes));
        let both = |d: &Discrepancy| Some([side(&d.sides[0].evidence)?, side(&d.sides[1].evidence)?]);
        for sentence in self.material.differences.iter().filter(|d| is_of_story(d)).find_map(both).into_iter().flatten() {
            self.add(chosen, Some(sentence));
        }
    }

    fn promise(&self, chosen: &mut Vec<Sentence>, story: usize) {
        let waits = |c: &&Commitment| matches!(c.status, CommitmentStatus::Open | CommitmentStatus::Due);
        let firm = self.material.commitments.iter().filter(|c| c.strength != Strength::Considering).filter(waits);
        let found = firm.into_iter().find_map(|c| c.evidence.iter().find_map(|e| self.around(story, &e.document, e.bytes)));
        self.add(chosen, found);
    }

    /// The sentence around some bytes of a document of the story.
    fn around(&self, story: usize, document: &str, bytes: [usize; 2]) -> Option<Sentence> {
        let number = *self.numbers.get(document).filter(|&&d| self.desk.story_of[d] == story)?;
        let g = &self.desk.grammars[number];
        let span = Span::new(g.text(), bytes[0], bytes[1])?;
        let tokens = g.tokens_in(span);
        let one = !tokens.is_empty() && g.sentence(tokens.start) == g.sentence(tokens.end - 1);
        self.sentence(number, tokens.start).filter(|_| one)
    }

    fn covers(&self, chosen: Sentence, t: &Telling) -> bool {
        chosen.0 == t.ix.0 && chosen.1.contains(self.desk.extracted[t.ix.0].events[t.ix.1].trigger)
    }

    /// Of the sentences that tell an event, the one that says most: date, participants, place; reports that are no copies first.
    fn best(&self, l: &Linked, but: &[DocumentIx]) -> Option<Sentence> {
        let full = |t: &&Telling| {
            let said = usize::from(t.date.is_some()) * 2 + t.actors.len().min(3) + usize::from(t.place.is_some());
            (self.desk.copies[t.ix.0].is_none(), said, std::cmp::Reverse(t.ix))
        };
        let mut tellings: Vec<&Telling> = l.instance.tellings.iter().filter(|t| !but.contains(&t.ix.0)).collect();
        tellings.sort_by_key(|t| std::cmp::Reverse(full(t)));
        tellings.into_iter().find_map(|t| self.sentence(t.ix.0, self.desk.extracted[t.ix.0].events[t.ix.1].head))
    }

    /// The sentence around a token, when it is one that a reader can take in, leans on no other and is no headline.
    fn sentence(&self, document: DocumentIx, token: TokenIx) -> Option<Sentence> {
        let g = &self.desk.grammars[document];
        let range = sentence::around(g, token);
        // The mark of a list item is none of its sentence.
        let mark = |&t: &TokenIx| matches!(g.word(t), "-" | "–" | "—" | "•" | "*" | "·") || g.token(t).pos == "SPACE";
        let tokens: Vec<TokenIx> = range.clone().skip_while(mark).collect();
        let span = g.span(&tokens)?;
        let headline = g.document.headline.is_some_and(|h| h.overlaps(span));
        let fits = span.len() <= LONGEST && !headline && tokens.len() > 5 && is_whole(span.of(g.text()));
        let fits = fits && !self.is_overtaken(document, span);
        (fits && !leans(g, &self.desk.extracted[document].actors, range)).then_some((document, span))
    }

    /// Whether a sentence tells what will be on a day that is over by the newest report of the story.
    fn is_overtaken(&self, document: DocumentIx, span: Span) -> bool {
        let (desk, g) = (self.desk, &self.desk.grammars[document]);
        let newest = desk.newest(desk.story_of[document]);
        let ahead = |t: TokenIx| g.token(t).tag == "MD" && matches!(g.lemma(t), "will" | "shall" | "would" | "should");
        let last = |e: &Edtf| e.end().and_then(|d| d.last_day().unwrap_or(d).day_number());
        let mut days =
            desk.extracted[document].times.iter().filter(|t| span.contains(t.span)).filter_map(|t| last(t.edtf.as_ref()?));
        let latest = days.next().map(|first| days.fold(first, i64::max));
        let over = latest.zip(newest).is_some_and(|(day, newest)| day < newest);
        over && latest > desk.day(document) && g.tokens_in(span).any(|t| ahead(t) && !g.quoted(t))
    }

    /// Whether some words are what one report sets beside another's in passing.
    fn is_in_passing(&self, document: &str, bytes: [usize; 2]) -> bool {
        let within = |e: &Evidence| e.document == document && e.bytes[0] < bytes[1] && bytes[0] < e.bytes[1];
        let cites = |d: &Discrepancy| d.sides.iter().flat_map(|s| &s.evidence).any(within);
        self.material.differences.iter().any(|d| !is_of_story(d) && cites(d))
    }

    fn lead(&self, document: DocumentIx) -> Option<Sentence> {
        let g = &self.desk.grammars[document];
        g.sentences.iter().find_map(|range| self.sentence(document, range.start))
    }
}
