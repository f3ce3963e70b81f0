import pytest

from server.demo.fieldmask import masked

MESSAGE = {
    "id": "1",
    "snippet": "Hi",
    "payload": {"headers": [{"name": "A", "value": "b"}], "mimeType": "text/plain"},
}


@pytest.mark.parametrize(
    ("mask", "kept"),
    [
        ("id", {"id": "1"}),
        ("id,payload/headers", {"id": "1", "payload": {"headers": [{"name": "A", "value": "b"}]}}),
        (
            "payload(headers(name),mimeType)",
            {"payload": {"headers": [{"name": "A"}], "mimeType": "text/plain"}},
        ),
        (
            "payload/headers/name,payload/mimeType",
            {"payload": {"headers": [{"name": "A"}], "mimeType": "text/plain"}},
        ),
        ("*", MESSAGE),
        ("missing", {}),
    ],
)
def test_a_mask_keeps_what_it_names(mask: str, kept: object) -> None:
    assert masked(MESSAGE, mask) == kept


@pytest.mark.parametrize("mask", ["id,", "payload(headers", "a)b", "/"])
def test_a_malformed_mask_is_refused(mask: str) -> None:
    with pytest.raises(ValueError):
        masked(MESSAGE, mask)
