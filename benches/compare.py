#!/usr/bin/env python3
"""Measures woolak beside its peers on the same files in the same interleaved run and prints Markdown tables of ratios.

    benches/compare.py              the full run (about half an hour)
    benches/compare.py --smoke      a few pages and files, one round: proves that the harness works, its figures mean nothing
    benches/compare.py --write      the full run, and benches/RESULTS.md is written anew

Needs cargo, python3 with venv, qpdf, mutool and poppler-utils; says what is missing. Peers go into a virtual environment
under target/bench; with --python they are taken from another one, and those it lacks are left out and named. It judges
nothing: no figure makes it fail.
"""

import argparse
import datetime
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "bench"
TOOLS = {
    "cargo": "rustup",
    "qpdf": "apt-get install qpdf",
    "mutool": "apt-get install mupdf-tools",
    "pdftotext": "apt-get install poppler-utils",
}


def prepare(given):
    """Checks the tools, builds woolak, installs the peers; returns the peers' Python and the woolak to be measured."""
    missing = [f"{tool} ({how})" for tool, how in TOOLS.items() if not shutil.which(tool)]
    if missing:
        sys.exit("missing: " + ", ".join(missing))
    WORK.mkdir(parents=True, exist_ok=True)
    if not given.woolak:
        subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    if not given.python:
        wanted = (ROOT / "benches" / "requirements.txt").read_text()
        stamp = WORK / "venv" / "requirements.txt"
        if not stamp.exists() or stamp.read_text() != wanted:
            subprocess.run([sys.executable, "-m", "venv", WORK / "venv"], check=True)
            pip = [WORK / "venv" / "bin" / "python", "-m", "pip", "install", "-q"]
            subprocess.run([*pip, "-r", ROOT / "benches" / "requirements.txt"], check=True)
            stamp.write_text(wanted)
    python = Path(given.python or WORK / "venv" / "bin" / "python").absolute()
    return python, Path(given.woolak or ROOT / "target" / "release" / "woolak").absolute()


def has(python, module):
    """Whether a peer is installed; says so if it is not."""
    found = subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0
    if not found:
        print(f"not measured: {module} is not installed", file=sys.stderr)
    return found


class Run:
    """One command, timed as a whole process with its children: CPU seconds, wall seconds, peak memory in MB."""

    def __init__(self, command, cores=None):
        shutil.rmtree(WORK / "out", ignore_errors=True)
        (WORK / "out").mkdir()
        pin = ["taskset", "-c", cores] if cores and shutil.which("taskset") else []
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        process = subprocess.Popen(pin + [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
        self.memory = usage.ru_maxrss / 1024
        self.code = os.waitstatus_to_exitcode(status)


def interleaved(commands, rounds):
    """Runs every command once per round, in turn; returns name → runs."""
    runs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(Run(*command) if isinstance(command, tuple) else Run(command))
    return runs


def median(runs, figure):
    return statistics.median(getattr(run, figure) for run in runs)


def peak(runs):
    """Peak memory; a process starts with what this one held when it forked, so less than that cannot be told."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"≤ {own:.0f}" if median(runs, "memory") <= own else f"{median(runs, 'memory'):.0f}"


def table(title, runs, base="woolak"):
    """A Markdown table with the base as 1.0."""
    lines = [f"\n### {title}\n", "| | CPU s | CPU ratio | wall s | wall ratio | peak MB | exit |", "|---|---|---|---|---|---|---|"]
    cpu, wall = median(runs[base], "cpu"), median(runs[base], "wall")
    for name, done in runs.items():
        c, w = median(done, "cpu"), median(done, "wall")
        lines.append(
            f"| {name} | {c:.2f} | {c / cpu:.2f} | {w:.2f} | {w / wall:.2f} | {peak(done)} | {done[-1].code} |"
        )
    return "\n".join(lines)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--smoke", action="store_true", help="tiny inputs, one round")
    options.add_argument("--write", action="store_true", help="write benches/RESULTS.md")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--size", type=int, default=1000, help="small documents, twice the pages of the large one")
    options.add_argument("--woolak", metavar="PATH", help="measure this program instead of building one")
    options.add_argument("--python", metavar="PATH", help="a Python that has typst and the peers")
    given = options.parse_args()
    python, woolak = prepare(given)
    packages = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True, text=True
    )
    sys.path[:0] = [str(ROOT / "benches"), packages.stdout.strip()]
    import inputs

    def redact(*paths):
        return [woolak, "redact", *paths, "--out", WORK / "out"]

    size, rounds = (10, 1) if given.smoke else (given.size, given.rounds)
    pages, files, prose = size // 2, size, size * 4
    steps = sorted({max(size // 100, 1), max(size // 10, 1), size})
    report = []

    big = WORK / f"kantoor-{given.seed}-{pages}.pdf"
    inputs.office_pdf(big, given.seed, pages)
    folder = WORK / f"brieven-{given.seed}-{files}"
    inputs.small_pdfs(folder, given.seed, files)
    small = sorted(folder.glob("*.pdf"))
    pymupdf = [python, ROOT / "benches" / "peers" / "pymupdf_redact.py", inputs.FIXED_NAME, WORK / "out"]

    report.append(
        table(
            f"One office document of {inputs.pdf_pages(big)} pages",
            interleaved(
                {
                    "woolak": redact(big),
                    "woolak, one core": (redact(big), "0"),
                    **({"PyMuPDF, one fixed word": [*pymupdf, big]} if has(python, "pymupdf") else {}),
                    "qpdf, rewrite only": ["qpdf", "--object-streams=generate", "--recompress-flate", big, WORK / "out" / "q.pdf"],
                    "mutool clean, rewrite only": ["mutool", "clean", "-gggg", "-z", big, WORK / "out" / "m.pdf"],
                    "pdftotext, read only": ["pdftotext", big, WORK / "out" / "t.txt"],
                },
                rounds,
            ),
        )
    )
    report.append(
        table(
            f"{files} small documents",
            interleaved(
                {
                    "woolak": redact(folder),
                    "woolak, one core": (redact(folder), "0"),
                    **({"PyMuPDF, one fixed word": [*pymupdf, *small]} if has(python, "pymupdf") else {}),
                },
                rounds,
            ),
        )
    )

    words = WORK / f"tekst-{given.seed}-{prose}.txt"
    words.write_text(inputs.text(given.seed, prose), encoding="utf-8")
    peers = ROOT / "benches" / "peers"
    report.append(
        table(
            f"Detection alone, {words.stat().st_size / 1e6:.1f} MB of text (whole program)",
            interleaved(
                {
                    "woolak": redact(words),
                    **({"deduce": [python, peers / "deduce_text.py", words]} if has(python, "deduce") else {}),
                    **(
                        {"Presidio, patterns only": [python, peers / "presidio_text.py", words]}
                        if has(python, "presidio_analyzer")
                        else {}
                    ),
                },
                min(rounds, 3),
            ),
        )
    )

    lines = ["\n### Cost per page and per document\n", "| | CPU ms each | peak MB |", "|---|---|---|"]
    for count in steps:
        one = WORK / f"kantoor-{given.seed}-{count}.pdf"
        inputs.office_pdf(one, given.seed, count)
        done = [Run(redact(one)) for _ in range(min(rounds, 3))]
        lines.append(f"| {inputs.pdf_pages(one)} pages | {median(done, 'cpu') * 1000 / inputs.pdf_pages(one):.2f} | {peak(done)} |")
    for count in steps:
        many = WORK / f"brieven-{given.seed}-{count}"
        inputs.small_pdfs(many, given.seed, count)
        done = [Run(redact(many)) for _ in range(min(rounds, 3))]
        lines.append(f"| {count} documents | {median(done, 'cpu') * 1000 / count:.2f} | {peak(done)} |")
    report.append("\n".join(lines))

    tiny = WORK / "klein.txt"
    tiny.write_text("Geachte mevrouw Terpstra,\n", encoding="utf-8")
    started = [Run(redact(tiny)) for _ in range(rounds * 2)]
    report.append(f"\n### Start-up\n\nA text file of one line: {median(started, 'wall') * 1000:.0f} ms wall.")

    Run(redact(big))
    written = WORK / "out" / big.name
    if written.exists():
        packed = WORK / "packed.pdf"
        subprocess.run(["qpdf", "--object-streams=generate", "--recompress-flate", written, packed], check=False)
        ratio = written.stat().st_size / packed.stat().st_size
        report.append(f"\n### Output size\n\n{ratio:.3f} of what qpdf makes of the same redacted file.")

    print("\n".join(report))
    if given.write:
        head = f"# Results\n\n{datetime.date.today()}, {os.cpu_count()} cores, {platform.machine()}, medians of {rounds} interleaved rounds.\nMade by `benches/compare.py --write`; the ratios count, the seconds depend on the machine.\n"
        (ROOT / "benches" / "RESULTS.md").write_text(head + "\n".join(report) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
