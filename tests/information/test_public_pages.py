"""The pages that are open to everybody."""

import pytest

from safety.formatting import to_html, to_page
from texts.store import SHIPPED, read_shipped

PAGES = ["/", "/help", "/rules", "/what-happens", "/who-reads", "/data", "/traces", "/night", "/anonymity"]


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_open_to_everybody_in_every_language(browse, path):
    for who in ("guest", "ada", "mia", "cora"):
        seen = set()
        for language in ("nl", "en", "fr"):
            browser = browse(who)
            await browser.post("/language", {"language": language, "place": path})
            page = await browser.open(path)
            if path == "/" and who == "ada":
                assert (page.status, page.location) == (303, "/rooms")
                continue
            assert page.status == 200
            assert f'<html lang="{language}">' in page.html
            assert page.title
            seen.add(page.text)
        assert len(seen) in (0, 3)


async def test_reading_public_pages_leaves_nothing_behind(browse):
    guest = browse()
    for path in PAGES:
        page = await guest.open(path)
        assert "set-cookie" not in page.response.headers
        assert page.response.headers["cache-control"] == "no-store"


async def test_every_link_of_the_public_pages_leads_somewhere(browse):
    guest = browse()
    for path in PAGES:
        for link in (await guest.open(path)).links:
            if link.startswith("/") and link != "/exit":
                assert (await guest.open(link)).status in (200, 303), (path, link)


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
async def test_every_shipped_text_leads_where_its_words_point(app, language):
    led = 0
    for path in SHIPPED.glob(f"*.{language}.md"):
        _, source = read_shipped(path)
        shown = app.app.state.house_text(source, 2)
        assert shown.count("<a href=") == source.count("]("), path.name
        led += source.count("](")
    assert led > 8


def test_a_text_leads_nowhere_but_to_what_is_on_the_list():
    targets = {"help": "/help", "tel:112": "tel:112", "113.nl": "https://www.113.nl"}
    for typed in (
        "[weg](https://kwaad.example)", "[weg](javascript:alert(1))", "[weg](//kwaad.example)", "[weg](tel:0900)",
        "[weg](/help)", "![weg](geen)", "[weg](HELP)", '[weg](help" onclick="x)',
    ):  # fmt: skip
        assert "<a" not in to_page(typed, 2, targets), typed
    assert "<b>" not in to_page("[we<b>g](help)", 2, targets)
    assert to_page("Kijk [daar](help).", 2, targets) == '<p>Kijk <a href="/help">daar</a>.</p>'
    assert 'href="https://www.113.nl" rel="noreferrer"' in to_page("[chat](113.nl)", 2, targets)
    assert "<a" not in to_html("Kijk [daar](help).")
