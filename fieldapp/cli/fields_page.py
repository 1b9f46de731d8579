"""The reference of all kinds as one page of HTML: no script, no picture, prints as it is."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fieldapp.language import N_, Language

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; page-break-inside: auto }
th, td { border-bottom: 1px solid #bbb; padding: .3rem .6rem; text-align: start;
         vertical-align: top }
th { border-bottom: 2px solid #333 }
code { font-size: .92em; overflow-wrap: anywhere }
small { color: #444 } .restricted { font-weight: 700 }
"""

Kinds = Mapping[str, Mapping[str, Any]]


def fields_page(language: Language, subjects: Mapping[str, Kinds]) -> str:
    """Return the page.

    Args:
        subjects: Heading to the kinds under it, each as `fields --json` describes it.
    """
    lists = language.translate(N_("Code lists"))
    direction = "rtl" if language.rtl else "ltr"
    title = language.translate(N_("Every kind of record, field by field"))
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{language.code}" dir="{direction}"><head><meta charset="utf-8">',
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
            f"<h1>{escape(title)}</h1>",
            *_contents(subjects),
            *(
                line
                for label, kinds in subjects.items()
                for line in _subject(language, label, kinds)
            ),
            f"<h1>{escape(lists)}</h1>",
            *_code_lists(language, subjects),
            "</body></html>",
            "",
        )
    )


def _contents(subjects: Mapping[str, Kinds]) -> Iterator[str]:
    for label, kinds in subjects.items():
        links = " · ".join(
            f'<a href="#{escape(name)}">{escape(kind["label"])}</a>' for name, kind in kinds.items()
        )
        if links:
            yield f"<p><b>{escape(label)}</b>: {links}</p>"


def _subject(language: Language, label: str, kinds: Kinds) -> Iterator[str]:
    if not kinds:
        return
    yield f"<h1>{escape(label)}</h1>"
    _ = language.translate
    headings = (
        _(N_("Field")), _(N_("Question")), _(N_("Type")), _(N_("Level")), "HXL",
    )  # fmt: skip
    for name, kind in kinds.items():
        rows_of = escape(_(N_("rows of")))
        parent = f" ({rows_of} <code>{escape(kind['parent'])}</code>)" if kind["parent"] else ""
        anchor = escape(name)
        yield f'<h2 id="{anchor}">{escape(kind["label"])} <code>{anchor}</code>{parent}</h2>'
        yield "<table><tr>"
        yield "".join(f"<th>{escape(heading)}</th>" for heading in headings) + "</tr>"
        for field in kind["fields"]:
            yield f"<tr>{''.join(_cells(language, field))}</tr>"
        yield "</table>"


def _cells(language: Language, field: Mapping[str, Any]) -> Iterator[str]:
    word = escape(language.translate(N_("needed")))
    needed = f" <b>{word}</b>" if field["required"] else ""
    yield f"<td><code>{escape(field['name'])}</code>{needed}</td>"
    hint = f"<br><small>{escape(field['help'])}</small>" if field["help"] else ""
    yield f"<td>{escape(field['label'])}{hint}</td>"
    leads_to = field["codelist"] or field["to"] or ""
    type_name, target = escape(field["type"]), escape(leads_to)
    anchor = f"list-{target}" if field["codelist"] else target
    more = f': <a href="#{anchor}">{target}</a>' if leads_to else ""
    yield f"<td>{type_name}{more}</td>"
    yield f'<td class="{escape(field["level"])}">{escape(field["level"])}</td>'
    yield f"<td><code>{escape(field['hxl'] or '')}</code></td>"


def _code_lists(language: Language, subjects: Mapping[str, Kinds]) -> Iterator[str]:
    lists = {
        field["codelist"]: field["codelist_of"]
        for kinds in subjects.values()
        for kind in kinds.values()
        for field in kind["fields"]
        if field["codelist"]
    }
    check = language.translate(N_("General knowledge: the mission checks it."))
    for name, of in sorted(lists.items()):
        anchor = escape(name)
        yield f'<h2 id="list-{anchor}"><code>{anchor}</code> {of["version"]}</h2>'
        yield f'<p lang="en" dir="ltr"><small>{escape(of["source"])}</small></p>'
        if of["general_knowledge"]:
            yield f"<p><small>{escape(check)}</small></p>"
        yield "<table>"
        for code, label in of["labels"].items():
            gone = "<s>" if code in of["retired"] else ""
            end = "</s>" if gone else ""
            own = f"{gone}<code>{escape(code)}</code>{end}"
            yield f"<tr><td>{own}</td><td>{escape(label)}</td></tr>"
        yield "</table>"
