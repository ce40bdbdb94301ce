"""presidio_text.py FILE: detection alone, by Presidio's pattern recognisers, paragraph by paragraph (no model)."""

import logging
import sys

import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, predefined_recognizers
from presidio_analyzer.nlp_engine import SpacyNlpEngine

logging.disable(logging.WARNING)


class BlankDutch(SpacyNlpEngine):
    """Tokens only: the recognisers measured here need no model."""

    def __init__(self):
        super().__init__(models=[{"lang_code": "nl", "model_name": "blank"}])
        self.nlp = {"nl": spacy.blank("nl")}

    def load(self):
        """The pipeline is there already."""


registry = RecognizerRegistry(supported_languages=["nl"])
for recognizer in ("EmailRecognizer", "IbanRecognizer", "IpRecognizer"):
    registry.add_recognizer(getattr(predefined_recognizers, recognizer)(supported_language="nl"))
registry.add_recognizer(predefined_recognizers.PhoneRecognizer(supported_language="nl", supported_regions=("NL",)))
engine = AnalyzerEngine(registry=registry, nlp_engine=BlankDutch(), supported_languages=["nl"])
with open(sys.argv[1], encoding="utf-8") as source:
    found = sum(len(engine.analyze(text=part, language="nl")) for part in source.read().split("\n\n") if part.strip())
print(found)
