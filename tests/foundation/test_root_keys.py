"""The root key file and what is derived from it."""

import base64
import stat

import pytest

from foundation.keys import Keys

ONE, TWO, THREE = (bytes([number]) * 32 for number in (1, 2, 3))


def write(path, *lines, mode=0o400):
    path.write_text("".join(f"{line}\n" for line in lines))
    path.chmod(mode)
    return path


def line(key_id, key):
    return f"{key_id}:{base64.b64encode(key).decode()}"


def test_a_new_key_file_is_readable_by_its_owner_only_and_never_overwritten(tmp_path):
    path = tmp_path / "deep" / "root.key"
    made = Keys.make(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert made.ids == [1]
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        Keys.make(path)
    assert path.read_bytes() == before
    assert Keys.load(path).derived("x") == made.derived("x")


def test_two_new_key_files_differ(tmp_path):
    assert Keys.make(tmp_path / "a").derived("x") != Keys.make(tmp_path / "b").derived("x")


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o420, 0o402, 0o410, 0o401, 0o644, 0o666, 0o777])
def test_a_key_file_that_others_can_touch_is_refused_with_what_to_do(tmp_path, mode):
    path = write(tmp_path / "root.key", line(1, ONE), mode=mode)
    with pytest.raises(PermissionError, match="chmod 400"):
        Keys.load(path)


def test_a_missing_key_file_is_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        Keys.load(tmp_path / "root.key")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [""],
        ["nonsense"],
        ["1:"],
        ["1:AAAA"],
        [line(1, b"x" * 31)],
        [line(1, b"x" * 33)],
        [line(0, ONE)],
        [line(256, ONE)],
        [line(-1, ONE)],
        [line("x", ONE)],
        [line(1, ONE), "2:"],
        [line(1, ONE), "\u00e9"],
    ],
)
def test_a_key_file_with_a_broken_line_is_refused(tmp_path, lines):
    with pytest.raises(ValueError):  # noqa: PT011
        Keys.load(write(tmp_path / "root.key", *lines))


def test_a_key_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "root.key"
    path.write_bytes(bytes(range(128, 256)))
    path.chmod(0o400)
    with pytest.raises(ValueError):  # noqa: PT011
        Keys.load(path)


def test_the_same_id_twice_is_refused_since_one_of_the_two_would_be_lost(tmp_path):
    with pytest.raises(ValueError):  # noqa: PT011
        Keys.load(write(tmp_path / "root.key", line(1, ONE), line(1, TWO)))


def test_after_rotation_the_newest_writes_and_the_old_still_opens(tmp_path):
    old = Keys.load(write(tmp_path / "old", line(1, ONE)))
    new = Keys.load(write(tmp_path / "new", line(1, ONE), line(2, TWO)))
    assert new.newest == 2
    assert new.ids == [2, 1]
    assert new.derived("x", 1) == old.derived("x")
    assert new.derived("x") != old.derived("x")
    assert new.mac("x", "code")[0] == 2
    assert old.mac("x", "code") in new.macs("x", "code")
    assert new.mac("x", "code") not in old.macs("x", "code")


@pytest.mark.parametrize("key_id", [0, 2, 255, -1])
def test_a_key_that_is_not_there_is_an_error_and_never_another_key(key_id):
    with pytest.raises(KeyError):
        Keys({1: ONE}).derived("x", key_id)
    with pytest.raises((KeyError, ValueError)):
        Keys({1: ONE}).mac("x", "code", key_id)


def test_each_purpose_has_a_key_of_its_own():
    keys = Keys({1: ONE, 2: TWO, 3: THREE})
    derived = {keys.derived(label, key_id) for label in ("a", "b", "a b", "") for key_id in keys.ids}
    assert len(derived) == 12
    assert all(len(key) == 32 for key in derived)
    assert not derived & {ONE, TWO, THREE}


def test_a_keyed_hash_says_nothing_without_the_key():
    mine, theirs = Keys({1: ONE}), Keys({1: TWO})
    assert mine.mac("invite", "ABCD") != theirs.mac("invite", "ABCD")
    assert mine.mac("invite", "ABCD") != mine.mac("enrolment", "ABCD")
    assert mine.mac("invite", "ABCD") != mine.mac("invite", "ABCE")
    assert b"ABCD" not in mine.mac("invite", "ABCD")
    assert len(mine.mac("invite", "")) == 33


def test_keys_do_not_show_themselves_in_a_trace():
    assert ONE.hex() not in repr(Keys({1: ONE}))
    assert str(ONE) not in repr(Keys({1: ONE}))
