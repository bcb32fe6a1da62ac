"""Files of news agencies: NewsML-G2, NewsML 1.2, NITF, ninjs 1 to 3, and a wire's own JSON."""

from __future__ import annotations

import json
from html import escape

from bench.archives.stories import Story

WIRE_FURNITURE = ["Not for resale", "Slug-Pool", "editorial use", "Eds:", "Ld-Writethru", "All rights"]


def stamp(story: Story, hour: int = 9) -> str:
    return f"{story.day.isoformat()}T{hour:02d}:05:00+00:00"


def basic(story: Story, hour: int = 9) -> str:
    return f"{story.day:%Y%m%d}T{hour:02d}0500Z"


def nitf(story: Story, *, pubdata: bool = True, root: str = "nitf", ns: bool = True) -> str:
    space = ' xmlns="http://iptc.org/std/NITF/2006-10-18/"' if ns else ""
    by = "".join(
        f"<byline>By <person>{escape(a)}</person><byttl>Staff Reporter</byttl></byline>"
        for a in story.authors
    )
    pub = (
        f'<pubdata type="print" name="{escape(story.outlet)}" date.publication="{basic(story, 0)}" '
        f'position.section="{story.section}" position.sequence="{story.page}"/>'
        if pubdata
        else ""
    )
    table = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in story.table)
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
    return (
        f'<{root}{space}><head><title>{escape(story.title)}</title><docdata><doc-id id-string="tst{story.number}"/>'
        f'<date.issue norm="{basic(story)}"/><doc.copyright holder="Example"/></docdata>{pub}</head><body><body.head>'
        f"<hedline><hl1>{escape(story.title)}</hl1></hedline>{by}<dateline><location>MILL TOWN</location></dateline>"
        f'</body.head><body.content><media media-type="image"><media-caption><p>The hall in spring</p></media-caption></media>'
        f"{paragraphs}{f'<table>{table}</table>' if table else ''}</body.content>"
        f"<body.end><tagline>All rights reserved</tagline></body.end></body></{root}>"
    )


def nitf_file(story: Story, **more: bool) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{nitf(story, **more)}'.encode()  # type: ignore[arg-type]


def g2_item(
    story: Story, *, inline: str = "nitf", version: int = 1, status: str = "usable", what: str = "text"
) -> str:
    ns = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
    creators = "".join(f"<creator><name>{escape(a)}</name></creator>" for a in story.authors)
    if what != "text":
        content = (
            f'<contentSet><remoteContent href="https://pictures.example/{story.number}.jpg"/></contentSet>'
        )
    elif inline == "nitf":
        content = f'<contentSet><inlineXML contenttype="application/nitf+xml">{nitf(story)}</inlineXML></contentSet>'
    else:
        paragraphs = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
        content = (
            '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>'
            f"<title>{escape(story.title)}</title></head><body>{paragraphs}</body></html></inlineXML></contentSet>"
        )
    return (
        f'<newsItem guid="urn:newsml:example:{story.number}" version="{version}" standard="NewsML-G2" standardversion="2.30" '
        f'xml:lang="{story.language}" {ns}><rightsInfo><usageTerms>Not for resale</usageTerms></rightsInfo><itemMeta>'
        f'<itemClass qcode="ninat:{what}"/><provider><name>{escape(story.outlet)}</name></provider>'
        f"<versionCreated>2026-02-14T10:00:00Z</versionCreated><firstCreated>{stamp(story)}</firstCreated>"
        f'<pubStatus qcode="stat:{status}"/></itemMeta><contentMeta><contentCreated>{stamp(story)}</contentCreated>{creators}'
        f'<language tag="{story.language}"/><slugline>Slug-Pool</slugline><headline>{escape(story.title)}</headline></contentMeta>{content}</newsItem>'
    )


def g2_message(items: list[str], *, package: bool = False) -> bytes:
    ns = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
    pack = (
        f'<packageItem guid="urn:pack" version="1" {ns}><itemMeta><itemClass qcode="ninat:composite"/></itemMeta>'
        "<contentMeta><headline>The day in stories</headline></contentMeta><groupSet root='a'><group id='a'/></groupSet></packageItem>"
        if package
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<newsMessage {ns}><header><sent>2026-02-14T10:00:00Z</sent></header>'
        f"<itemSet>{''.join(items)}{pack}</itemSet></newsMessage>"
    ).encode()


def g2_knowledge(story: Story) -> bytes:
    return f'<?xml version="1.0"?>{g2_item(story, inline="xhtml")}'.encode()


def newsml1(
    stories: list[Story], *, form: str = "nitf", status: str = "Usable", picture: bool = True
) -> bytes:
    items = []
    for story in stories:
        paragraphs = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
        inner = (
            nitf(story, ns=False)
            if form == "nitf"
            else f"<html><head/><body>{paragraphs}</body></html>"
            if form == "xhtml"
            else paragraphs
        )
        pict = (
            '<NewsComponent><Role FormalName="Picture"/><ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>'
            if picture
            else ""
        )
        by = f"<ByLine>By {escape(', '.join(story.authors))}</ByLine>" if story.authors else ""
        items.append(
            f"<NewsItem><Identification><NewsIdentifier><ProviderId>example</ProviderId><DateId>{story.day:%Y%m%d}</DateId>"
            f'<NewsItemId>TX{story.number}</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId>'
            f"<PublicIdentifier>urn:newsml:example:{story.number}</PublicIdentifier></NewsIdentifier></Identification>"
            f'<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>{story.day:%Y%m%d}T090500+0000</FirstCreated>'
            f'<ThisRevisionCreated>20260214T100000+0000</ThisRevisionCreated><Status FormalName="{status}"/></NewsManagement>'
            f'<NewsComponent xml:lang="{story.language}"><NewsComponent><Role FormalName="Main"/><NewsLines><HeadLine>{escape(story.title)}</HeadLine>{by}'
            f"<DateLine>MILL TOWN</DateLine><CopyrightLine>All rights reserved</CopyrightLine><SlugLine>Slug-Pool</SlugLine></NewsLines>"
            f'<AdministrativeMetadata><Provider><Party FormalName="{escape(story.outlet)}"/></Provider></AdministrativeMetadata>'
            f'<DescriptiveMetadata><Language FormalName="{story.language}"/></DescriptiveMetadata>'
            f'<ContentItem><MediaType FormalName="Text"/><Format FormalName="NITF"/><DataContent>{inner}</DataContent></ContentItem>'
            f"</NewsComponent>{pict}</NewsComponent></NewsItem>"
        )
    return f'<?xml version="1.0" encoding="UTF-8"?><NewsML><NewsEnvelope><DateAndTime>20260214T100000Z</DateAndTime></NewsEnvelope>{"".join(items)}</NewsML>'.encode()


def ninjs1(story: Story, *, body: str = "html", **more: object) -> dict[str, object]:
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
    key, value = {
        "html": ("body_html", paragraphs),
        "xhtml": ("body_xhtml", f"<div>{paragraphs}</div>"),
        "text": ("body_text", "\n\n".join(story.paragraphs)),
    }[body]
    return {
        "uri": f"tag:example,2024:{story.number}", "type": "text", "mimetype": "text/html", "version": "1",
        "firstcreated": stamp(story), "versioncreated": "2026-02-14T10:00:00Z", "pubstatus": "usable", "language": story.language,
        "headline": story.title, "slugline": "Slug-Pool", "byline": ("By " + ", ".join(story.authors)) if story.authors else None,
        "infosource": [{"name": story.outlet}], "usageterms": "Not for resale", "located": "MILL TOWN",
        "associations": {"main": {"type": "picture", "headline": "The hall in spring", "description_text": "The hall in spring"}}, key: value, **more,
    }  # fmt: skip


def ninjs2(story: Story, *, camel: bool = False, **more: object) -> dict[str, object]:
    """ninjs 2 (and 3, whose names are in camel case): headlines and bodies are lists with a role."""
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
    names = ("firstCreated", "versionCreated", "pubStatus", "infoSources", "contentType", "altIds", "usageTerms") if camel else (
        "firstcreated", "versioncreated", "pubstatus", "infosources", "contenttype", "altids", "usageterms")  # fmt: skip
    first, latest, status, sources, contenttype, alt, terms = names
    return {
        "standard": {"name": "ninjs", "version": "3.0" if camel else "2.0"}, "uri": f"urn:example:{story.number}", "type": "text",
        first: stamp(story), latest: "2026-02-14T10:00:00Z", status: "usable", "language": story.language,
        "headlines": [{"role": "short", "value": "Pool"}, {"role": "main", "value": story.title}],
        "by": None, "byline": ("By " + " and ".join(story.authors)) if story.authors else None,
        sources: [{"name": story.outlet, "role": "publisher"}], alt: [{"role": "itemid", "value": f"x{story.number}"}], terms: "Not for resale",
        "bodies": [{"role": "teaser", contenttype: "text/plain", "value": "A teaser of a few words."},
                   {"role": "main", contenttype: "text/html", "value": paragraphs}],
        "associations": [{"type": "picture", "uri": "urn:p", "headlines": [{"value": "The hall in spring"}]}], **more,
    }  # fmt: skip


def wire(
    story: Story,
    *,
    version: int = 1,
    slug: str = "BC-XX--Slug-Pool",
    status: str = "usable",
    key: str | None = None,
) -> dict[str, object]:
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
    return {
        "altids": {"itemid": key or f"w{story.number}"}, "version": version, "type": "text", "language": story.language,
        "firstcreated": stamp(story), "versioncreated": stamp(story, 10 + version), "pubstatus": status, "ednote": "Eds: UPDATES: with quote.",
        "title": "XX--Slug-Pool", "headline": story.title, "slugline": slug,
        "bylines": [{"by": f"By {a.upper()}", "title": story.outlet} for a in story.authors], "located": "MILL TOWN", "provider": story.outlet,
        "copyrightnotice": "Copyright. All rights reserved.", "usageterms": ["For editorial use only."],
        "associations": {"1": {"type": "picture", "caption": "The hall in spring"}}, "body_nitf": paragraphs,
        "links": [{"href": story.url, "rel": "canonical"}],
    }  # fmt: skip


def dumped(value: object, *, lines: bool = False) -> bytes:
    if lines and isinstance(value, list):
        return "\n".join(json.dumps(v, ensure_ascii=False) for v in value).encode()
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
