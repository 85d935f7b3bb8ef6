//! ECB+: documents by topic, their chosen sentences, the event mentions in them and the chains that those belong to.
//!
//! Enters: the folder of the corpus: `TOPIC/NAME.xml` in the CAT format, one element a line, and `ECBplus_coreference_sentences.csv`, which names the
//! sentences to use. Leaves: mentions of events (`ACTION_*`, `NEG_ACTION_*`) with the number of their chain; a mention without one is its own.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One document.
pub struct Article {
    /// All of its words; without the address that ECB+ counts as the first sentence.
    pub text: String,
    /// The sentences to use, by number.
    pub sentences: Vec<Sentence>,
}

/// One sentence, its words parted by a space.
pub struct Sentence {
    /// Its number in the document.
    pub number: usize,
    /// Its words.
    pub text: String,
    /// The events told in it.
    pub mentions: Vec<Mention>,
}

/// One mention of an event.
pub struct Mention {
    /// Its words, which need not stand side by side, in bytes of the sentence.
    pub words: Vec<(usize, usize)>,
    /// The event.
    pub event: String,
}

/// The articles of each topic, both halves of it together.
pub fn read(folder: &Path) -> Result<BTreeMap<usize, Vec<Article>>> {
    let chosen = chosen(&folder.join("ECBplus_coreference_sentences.csv"))?;
    let mut topics = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(topic) = path.file_name().and_then(|n| n.to_str()?.parse::<usize>().ok()) else { continue };
        let mut articles = Vec::new();
        for file in super::super::gold::files(&path, ".xml")? {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let xml = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let (_, short) = name.split_once('_').context("a file is named TOPIC_NAME.xml")?;
            let none = BTreeSet::new();
            articles.push(article(&name, &xml, chosen.get(&(topic, short.to_owned())).unwrap_or(&none)));
        }
        topics.insert(topic, articles);
    }
    Ok(topics)
}

type Chosen = BTreeMap<(usize, String), BTreeSet<usize>>;

fn chosen(path: &Path) -> Result<Chosen> {
    let table = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut chosen = Chosen::new();
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.trim().split(',').collect();
        let [topic, name, number] = fields[..] else { continue };
        chosen.entry((topic.parse()?, name.to_owned())).or_default().insert(number.parse()?);
    }
    Ok(chosen)
}

/// A word: its sentence and, in a sentence that is used, its place.
struct Word {
    sentence: usize,
    place: (usize, usize),
}

fn article(name: &str, xml: &str, chosen: &BTreeSet<usize>) -> Article {
    let mut sentences: BTreeMap<usize, String> = BTreeMap::new();
    let mut words: BTreeMap<&str, Word> = BTreeMap::new();
    for line in xml.lines().filter(|l| l.trim_start().starts_with("<token ")) {
        let (Some(id), Some(sentence)) = (attribute(line, "t_id"), attribute(line, "sentence")) else { continue };
        let number = sentence.parse().unwrap_or(0);
        let text = sentences.entry(number).or_default();
        let gap = if text.is_empty() { "" } else { " " };
        text.push_str(gap);
        let start = text.len();
        text.push_str(&word(line));
        words.insert(id, Word { sentence: number, place: (start, text.len()) });
    }
    let told = mentions(name, xml, &words);
    let address = name.ends_with("plus");
    let body = sentences.iter().filter(|(n, _)| !(address && **n == 0)).map(|(_, s)| s.as_str()).collect::<Vec<_>>().join(" ");
    let used = sentences.into_iter().filter(|(n, _)| chosen.contains(n));
    let mut told = told;
    let sentence = |(number, text)| Sentence { number, text, mentions: told.remove(&number).unwrap_or_default() };
    Article { text: body, sentences: used.map(sentence).collect() }
}

/// Mentions by the sentence of their first word.
fn mentions(name: &str, xml: &str, words: &BTreeMap<&str, Word>) -> BTreeMap<usize, Vec<Mention>> {
    let chains = chains(name, xml);
    let mut found: BTreeMap<usize, Vec<Mention>> = BTreeMap::new();
    let mut open: Option<(&str, Vec<&str>)> = None;
    for line in xml.lines().map(str::trim) {
        if line.starts_with("<ACTION") || line.starts_with("<NEG") {
            open = attribute(line, "m_id").map(|id| (id, Vec::new()));
        } else if line.starts_with("<token_anchor") {
            if let (Some((_, anchors)), Some(id)) = (&mut open, attribute(line, "t_id")) {
                anchors.push(id);
            }
        } else if let Some((id, anchors)) = open.take() {
            let anchors: Vec<&Word> = anchors.iter().filter_map(|a| words.get(a)).collect();
            let Some(first) = anchors.first() else { continue };
            let sentence = first.sentence;
            let mut places: Vec<(usize, usize)> = anchors.iter().filter(|w| w.sentence == sentence).map(|w| w.place).collect();
            places.sort_unstable();
            let event = chains.get(id).cloned().unwrap_or_else(|| format!("{name} alone {id}"));
            found.entry(sentence).or_default().push(Mention { words: places, event });
        }
    }
    found
}

/// The chain of each mention: across documents by the name of the event, within one by the number of the relation.
fn chains<'x>(name: &str, xml: &'x str) -> BTreeMap<&'x str, String> {
    let mut chains = BTreeMap::new();
    let mut open = String::new();
    for line in xml.lines().map(str::trim) {
        if line.starts_with("<CROSS_DOC_COREF") {
            open = attribute(line, "note").unwrap_or_default().to_owned();
        } else if line.starts_with("<INTRA_DOC_COREF") {
            open = format!("{name} within {}", attribute(line, "r_id").unwrap_or_default());
        } else if line.starts_with("<source")
            && let Some(id) = attribute(line, "m_id")
        {
            chains.insert(id, open.clone());
        }
    }
    chains
}

fn attribute<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

/// The text of a token; brackets and quotation marks as they were before the corpus was tokenised.
fn word(line: &str) -> String {
    let inside = line.split_once('>').and_then(|(_, rest)| Some(rest.rsplit_once("</")?.0)).unwrap_or_default();
    let text =
        inside.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&");
    match text.as_str() {
        "``" | "''" => "\"".to_owned(),
        "-LRB-" | "-LSB-" => "(".to_owned(),
        "-RRB-" | "-RSB-" => ")".to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<Document doc_name="9_1ecb.xml" doc_id="D1">
<token t_id="1" sentence="0" number="0">Kestria</token>
<token t_id="2" sentence="0" number="1">freed</token>
<token t_id="3" sentence="0" number="2">&amp;</token>
<token t_id="4" sentence="1" number="0">Talks</token>
<Markables>
<ACTION_OCCURRENCE m_id="7"  >
  <token_anchor t_id="2"/>
</ACTION_OCCURRENCE>
<HUMAN_PART m_id="8"  >
  <token_anchor t_id="1"/>
</HUMAN_PART>
<NEG_ACTION_OCCURRENCE m_id="9"  >
  <token_anchor t_id="4"/>
</NEG_ACTION_OCCURRENCE>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="5" note="ACT1" >
  <source m_id="7" />
  <target m_id="11" />
</CROSS_DOC_COREF>
</Relations>
"#;

    #[test]
    fn mentions_stand_in_their_sentences_with_their_chains() {
        let article = article("9_1ecb", XML, &BTreeSet::from([0]));
        assert_eq!(article.text, "Kestria freed & Talks");
        let [sentence] = &article.sentences[..] else { panic!("one sentence is chosen") };
        let [mention] = &sentence.mentions[..] else { panic!("participants are no events") };
        assert_eq!((&sentence.text[8..13], mention.words[0], mention.event.as_str()), ("freed", (8, 13), "ACT1"));
    }
}
