"""The pages that are open to everybody."""

import pytest

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
