"""Makes the documents that are measured, from a seed. It measures nothing.

Invented people in office prose; the same seed gives the same text. Documents come from Typst, so that fonts,
structure and compression are those of a real producer.
"""

import random
import shutil
import subprocess

GIVEN = "Anneke Joris Fenna Ruben Halima Tarik Wiesje Sanjay Lotte Bram Nilufar Daan Maartje Owusu Kees Irena".split()
SURNAMES = (
    "Terpstra Wennekes Boukhari Dijkhuizen Korteweg Ramdin Yildirim Hoogerwerf Slotema Kwarteng Ploeger Veldkamp".split()
)
OPENINGS = [
    "In het overleg van {date} is het dossier met {name} besproken.",
    "Naar aanleiding van de vraag van {name} is de planning aangepast.",
    "De opmerkingen van {name} zijn verwerkt in de bijlage bij deze nota.",
    "Voor nadere informatie kunt u zich wenden tot {name}, bereikbaar via {mail}.",
]
PROSE = [
    "De gemeente heeft het besluit voorbereid in overleg met de provincie en het waterschap.",
    "De kosten van de maatregelen worden gedekt uit de begroting van het komende jaar.",
    "Uit het onderzoek blijkt dat de meeste scholen de richtlijn inmiddels toepassen.",
    "Daarbij is rekening gehouden met de belangen van omwonenden en ondernemers.",
    "Het kabinet heeft toegezegd de Kamer voor de zomer over de voortgang te informeren.",
    "De inspectie houdt toezicht op de naleving en rapporteert daarover ieder kwartaal.",
    "Voor het vervolg is een werkgroep ingesteld die in het najaar advies uitbrengt.",
]
# The one word that the bare search-and-redact of a peer looks for; it stands on every page.
FIXED_NAME = "Terpstra"


def paragraphs(rng, count):
    """Office prose in which about one sentence in five names somebody."""
    for index in range(count):
        sentences = []
        for _ in range(rng.randint(4, 7)):
            if rng.random() < 0.2:
                given, surname = rng.choice(GIVEN), rng.choice(SURNAMES)
                sentences.append(
                    rng.choice(OPENINGS).format(
                        name=f"{given} {surname}",
                        mail=f"{given[0].lower()}.{surname.lower()}@minxyz.nl",
                        date=f"{rng.randint(1, 28)} maart 2024",
                    )
                )
            else:
                sentences.append(rng.choice(PROSE))
        if index % 6 == 0:
            sentences.append(f"Het verslag is opgesteld door {rng.choice(GIVEN)} {FIXED_NAME}.")
        yield " ".join(sentences)


def text(seed, count):
    """Plain text of `count` paragraphs."""
    return "\n\n".join(paragraphs(random.Random(seed), count)) + "\n"


def office_pdf(path, seed, pages):
    """A tagged document of about `pages` pages with a heading every six paragraphs."""
    if path.exists():
        return
    body = "\n\n".join(
        f"== Onderdeel {i // 6 + 1}\n\n{p}" if i % 6 == 0 else p
        for i, p in enumerate(paragraphs(random.Random(seed), pages * 8))
    )
    set_in_typst(path, body)


def set_in_typst(path, body):
    """Sets text with Typst."""
    import typst

    source = path.with_suffix(".typ")
    source.write_text('#set text(lang: "nl", size: 11pt)\n' + body.replace("@", "\\@") + "\n", encoding="utf-8")
    typst.compile(source, output=path)
    source.unlink()


def small_pdfs(folder, seed, count):
    """`count` letters of one page, made by Typst; a hundred different ones, then copies under new names."""
    if folder.exists():
        return
    building = folder.with_suffix(".building")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    originals = []
    for index in range(count):
        target = building / f"brief-{index:05}.pdf"
        if index < 100:
            prose = "\n\n".join(paragraphs(random.Random(seed * 1000 + index), 6))
            set_in_typst(target, f"= Brief {index}\n\n{prose}")
            originals.append(target)
        else:
            shutil.copyfile(originals[index % 100], target)
    building.rename(folder)


def pdf_pages(path):
    """Number of pages, as poppler counts them."""
    out = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    return int(next(line.split()[1] for line in out.splitlines() if line.startswith("Pages:")))


