"""The language is a cookie, never a part of the address."""

import pytest

from web.language import COOKIE


async def test_the_choice_is_kept_in_a_cookie_until_the_browser_closes(browse):
    guest = browse()
    page = await guest.post("/language", {"language": "fr", "place": "/help"})
    line = page.response.headers["set-cookie"]
    assert line.startswith(f"{COOKIE}=fr;")
    assert "HttpOnly" in line
    assert "Secure" in line
    assert "Max-Age" not in line
    assert "expires" not in line.lower()
    assert '<html lang="fr">' in (await guest.follow(page)).html


@pytest.mark.parametrize("language", ["de", "nl-BE", "FR", "../fr", "", "fr\0", "fr; Path=/x", "x" * 500])
async def test_a_language_that_is_not_offered_is_not_kept(browse, language):
    page = await browse().post("/language", {"language": language, "place": "/help"})
    assert (page.status, page.location) == (303, "/help")
    assert "set-cookie" not in page.response.headers


@pytest.mark.parametrize("cookie", ["de", "", "fr; drop", "../../etc", "é", "x" * 4000])
async def test_an_odd_cookie_means_the_default(browse, cookie):
    page = await browse().client.get("/help", headers={"cookie": f"{COOKIE}={cookie}".encode()})
    assert page.status_code == 200
    assert '<html lang="nl">' in page.text or cookie.startswith("fr")


@pytest.mark.settings(languages="en")
async def test_with_one_language_there_is_nothing_to_choose(browse):
    guest = browse()
    page = await guest.open("/help")
    assert '<html lang="en">' in page.html
    assert "/language" not in page.form_actions
    chosen = await guest.post("/language", {"language": "fr", "place": "/help"})
    assert "set-cookie" not in chosen.response.headers


@pytest.mark.settings(languages="fr,nl")
async def test_the_first_offered_language_is_the_default(browse):
    assert '<html lang="fr">' in (await browse().open("/help")).html


async def test_the_language_of_one_answer_does_not_reach_the_next(browse):
    french, dutch = browse(), browse()
    await french.post("/language", {"language": "fr", "place": "/"})
    for _ in range(4):
        assert '<html lang="fr">' in (await french.open("/help")).html
        assert '<html lang="nl">' in (await dutch.open("/help")).html
        assert '<html lang="fr">' in (await french.open("/nothing-here")).html
        assert '<html lang="nl">' in (await dutch.open("/nothing-here")).html


async def test_what_the_browser_says_it_speaks_is_not_asked(browse):
    assert '<html lang="nl">' in (await browse().open("/help", headers={"accept-language": "fr"})).html
