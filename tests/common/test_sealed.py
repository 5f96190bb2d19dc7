"""What is sealed can be read here alone, and cannot be changed unseen."""

import base64

import pytest

from tamarack.common.sealed import Unreadable, seal, unseal


def test_what_is_sealed_comes_back_and_shows_nothing_of_itself() -> None:
    sealed = seal("a secret of a provider")
    assert unseal(sealed) == "a secret of a provider"
    assert b"secret" not in base64.urlsafe_b64decode(sealed)
    assert seal("a secret of a provider") != sealed, "the same twice cannot be told"


@pytest.mark.parametrize("place", [0, 4, 12, 30, -1], ids=["version", "time", "start", "content", "signature"])
def test_a_changed_bit_is_noticed(place: int) -> None:
    raw = bytearray(base64.urlsafe_b64decode(seal("a secret of a provider")))
    raw[place] ^= 1
    with pytest.raises(Unreadable):
        unseal(base64.urlsafe_b64encode(bytes(raw)).decode())
