"""Style, script and icon are given out; nothing else in the house is."""

import re

import pytest

from foundation.settings import ROOT

CLIMBING = [
    "/static/x/../app.py",
    "/static/x/../../app.py",
    "/static/x/../../../etc/passwd",
    "/static/../app.py",
    "/static/..",
    "/static/x/..",
    "/static/x/.",
    "/static/x/css/../../app.py",
    "/static/x/css/..%2f..%2fapp.py",
    "/static/x/%2e%2e/app.py",
    "/static/x/%2e%2e%2fapp.py",
    "/static/x/..%5capp.py",
    "/static/x/..\\app.py",
    "/static/x/css\\..\\..\\app.py",
    "/static/x//etc/passwd",
    "/static/x///etc/passwd",
    "/static//etc/passwd",
    "/static/x/C:\\Windows\\win.ini",
    "/static/x/\\\\host\\share",
    "/static/x/file:///etc/passwd",
    "/static/x/~root/.bashrc",
    "/static/x/css/naast.css\0.html",
    "/static/x/\0",
    "/static/x/css",
    "/static/x/css/",
    "/static/x/",
    "/static/x",
    "/static/",
    "/static",
    "/static/css/naast.css",
    "/static/x/.git/config",
    "/static/x/CSS/naast.css",
    "/static/x/var/naast.sqlite3",
    "/static/x/" + "a" * 5000,
    "/static/x/" + "../" * 500 + "etc/passwd",
    "/app.py",
    "/.git/config",
    "/.env",
    "/var/root.key",
    "/naast.sqlite3",
    "/templates/layouts/base.html",
    "/robots.txt/../app.py",
]


async def test_nothing_but_the_static_folder_is_given_out(raw_get):
    for path in CLIMBING:
        status, headers, body = await raw_get(path)
        assert status in (404, 405), path
        assert b"import" not in body
        assert b"root:" not in body
        assert "location" not in headers
        assert headers["cache-control"] == "no-store"


async def test_a_link_out_of_the_folder_is_not_followed(app, raw_get, tmp_path, monkeypatch):
    secret = tmp_path / "secret.txt"
    secret.write_text("zilveren-lepel")
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "link.txt").symlink_to(secret)
    (folder / "plain.txt").write_text("plain")
    mount = next(route for route in app.app.routes if getattr(route, "name", "") == "static")
    monkeypatch.setattr(mount.app, "all_directories", [str(folder)])
    assert (await raw_get("/static/x/plain.txt"))[2] == b"plain"
    status, _, body = await raw_get("/static/x/link.txt")
    assert status == 404
    assert b"zilveren" not in body


async def test_the_pages_name_only_static_files_that_exist(browse):
    for who, path in (("guest", "/"), ("ada", "/rooms"), ("mia", "/staff/queue")):
        page = await browse(who).open(path)
        wanted = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.html))
        assert len(wanted) >= 3
        for address in wanted:
            answer = await browse().open(address)
            assert answer.status == 200
            assert answer.response.headers["x-content-type-options"] == "nosniff"


async def test_the_address_of_a_file_changes_when_the_file_does(browse):
    page = await browse().open("/")
    for address in re.findall(r'"(/static/[^"]+)"', page.html):
        _, _, digest, *rest = address.split("/")
        assert re.fullmatch("[0-9a-f]{8}", digest)
        assert (ROOT / "static" / "/".join(rest)).is_file()


@pytest.mark.parametrize(
    "ranges",
    [
        "bytes=0-0",
        "bytes=-1",
        "bytes=" + ",".join("0-0" for _ in range(1000)),
        "bytes=" + ",".join(f"{n}-" for n in range(1000)),
        "bytes=9999999999-",
        "bytes=5-1",
        "bytes=-",
        "lines=1",
        "bytes=" + "9" * 5000 + "-",
        "bytes=a-b",
    ],
)
async def test_odd_ranges_cost_nothing(raw_get, ranges):
    status, _, body = await raw_get("/static/x/css/naast.css", range=ranges)
    assert status in (200, 206, 400, 416)
    assert len(body) <= 2 * (ROOT / "static/css/naast.css").stat().st_size
