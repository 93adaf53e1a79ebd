"""All that the form of a line or the small words around it tell of a name, before names of one form are made to agree."""

from reader.entities.candidates import Candidates
from reader.entities.credits import add_bylines, add_speakers, put_cited_sources, put_credits, put_datelines
from reader.entities.gazetteer import Gazetteer
from reader.entities.offices import add_universities, discard_fields, put_bodies_of_lands, put_councils, put_courts, relabel_titled
from reader.entities.roles import put_role_bearers, relabel_origins
from reader.entities.short_forms import add_other_names
from reader.entities.surroundings import (
    add_formats,
    add_opposed,
    add_partisans,
    discard_species,
    put_called_companies,
    put_journals,
    put_named_papers,
    put_parties,
    put_peoples,
    put_places_of_a_kind,
)
from reader.entities.words import WordTable


def put_what_lines_tell(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark what the form of a line or the small words around it tell, before names of one form are made to agree."""
    put_datelines(text, candidates, gazetteer, words)
    put_credits(text, candidates, gazetteer)
    put_cited_sources(text, candidates, gazetteer, words)
    add_other_names(text, candidates, gazetteer)
    put_places_of_a_kind(text, candidates, gazetteer, words)
    discard_species(text, candidates, gazetteer, words)
    add_opposed(text, candidates, words)
    add_speakers(text, candidates, gazetteer, words)
    add_bylines(text, candidates, gazetteer, words)
    add_formats(text, candidates)
    put_peoples(text, candidates, gazetteer)
    add_partisans(text, candidates)
    put_parties(text, candidates, gazetteer, words)
    put_journals(text, candidates)
    put_courts(text, candidates)
    put_councils(text, candidates)
    put_bodies_of_lands(text, candidates)
    add_universities(text, candidates)
    relabel_titled(text, candidates, words)
    discard_fields(text, candidates, gazetteer, words)
    put_called_companies(text, candidates, gazetteer, words)
    put_named_papers(text, candidates, gazetteer, words)
    put_role_bearers(text, candidates, gazetteer)
    relabel_origins(text, candidates, words)
