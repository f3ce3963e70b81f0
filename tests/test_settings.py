"""Settings: what is refused, and that everything wrong is said at once."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from server.settings import SettingsError, read

KEY = "k" * 32
WEB = {
    "RANDNOTIZ_PUBLIC_URL": "https://inbox.example.com",
    "RANDNOTIZ_SECRET_KEY": KEY,
    "RANDNOTIZ_GOOGLE_SERVICE_ACCOUNT": "addon@project.iam.gserviceaccount.com",
    "RANDNOTIZ_GOOGLE_CLIENT_ID": "1234.apps.googleusercontent.com",
}


def faults(environment: dict[str, str], *, web: bool = True) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as error:
        read(environment, web=web)
    return error.value.faults


def test_a_complete_environment_is_read() -> None:
    settings = read({**WEB, "RANDNOTIZ_MAIL_RECEIVERS": "mx.example.com, MX2.example.com"}, web=True)
    assert settings.public_url == "https://inbox.example.com"
    assert settings.google_issuer == "https://accounts.google.com"
    assert settings.mail_receivers == {"mx.example.com", "mx2.example.com"}
    assert settings.redis_url is None


def test_every_fault_is_reported_together_with_the_setting_to_change() -> None:
    found = faults({"RANDNOTIZ_BIND": "8080", "RANDNOTIZ_WORKERS": "many", "RANDNOTIZ_SECRET_KEY": "short"})
    names = {line.split()[0] for line in found}
    assert names == {
        "RANDNOTIZ_BIND",
        "RANDNOTIZ_PUBLIC_URL",
        "RANDNOTIZ_WORKERS",
        "RANDNOTIZ_SECRET_KEY",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RANDNOTIZ_PUBLIC_URL", "http://inbox.example.com"),
        ("RANDNOTIZ_PUBLIC_URL", "https://inbox.example.com/path"),
        ("RANDNOTIZ_PUBLIC_URL", "inbox.example.com"),
        ("RANDNOTIZ_PUBLIC_URL", "https://inbox.example.com:port"),
        ("RANDNOTIZ_BIND", "127.0.0.1:99999"),
        ("RANDNOTIZ_WORKERS", "0"),
        ("RANDNOTIZ_WORKERS", "٣"),
        ("RANDNOTIZ_LOG_LEVEL", "loud"),
        ("RANDNOTIZ_SECRET_KEY", f"{KEY},{KEY},{KEY}"),
        ("RANDNOTIZ_SECRET_KEY", f"{KEY},short"),
    ],
)
def test_a_bad_value_is_refused_by_name(name: str, value: str) -> None:
    (only,) = faults({**WEB, name: value})
    assert only.startswith(name)


@pytest.mark.parametrize(
    "name",
    [
        "RANDNOTIZ_GOOGLE_ISSUER",
        "RANDNOTIZ_GOOGLE_CERTS_URL",
        "RANDNOTIZ_GMAIL_API_URL",
        "RANDNOTIZ_MICROSOFT_AUTHORITY",
        "RANDNOTIZ_OFFICE_JS_URL",
    ],
)
@pytest.mark.parametrize("other", ["https://127.0.0.1:9000", "http://127.0.0.1:9000", "https://evil.example"])
def test_foreign_addresses_of_a_provider_are_for_loopback_only(name: str, other: str) -> None:
    assert name in faults({**WEB, name: other})[0]
    if "evil" not in other:
        local = {**WEB, "RANDNOTIZ_PUBLIC_URL": "http://127.0.0.1:8080", name: other}
        assert other in repr(read(local, web=True))


def test_listening_on_loopback_does_not_make_foreign_addresses_acceptable() -> None:
    behind_a_proxy = {
        **WEB,
        "RANDNOTIZ_BIND": "127.0.0.1:8080",
        "RANDNOTIZ_GMAIL_API_URL": "http://127.0.0.1:1",
    }
    assert faults(behind_a_proxy)


def test_a_host_that_only_looks_like_loopback_is_none() -> None:
    assert faults({**WEB, "RANDNOTIZ_PUBLIC_URL": "http://127.0.0.1.example.com"})
    assert faults({**WEB, "RANDNOTIZ_PUBLIC_URL": "http://localhost@example.com"})


def test_commands_that_answer_nobody_need_no_google_account(tmp_path: Path) -> None:
    assert read({"RANDNOTIZ_DATA": str(tmp_path)}).public_url == ""


def test_two_keys_are_valid_during_rotation_newest_first() -> None:
    settings = read({**WEB, "RANDNOTIZ_SECRET_KEY": f"{'n' * 32}, {KEY}"}, web=True)
    assert settings.secret_keys == (b"n" * 32, KEY.encode())


def test_keys_and_secrets_are_not_shown() -> None:
    secrets = {
        "RANDNOTIZ_GOOGLE_WEB_CLIENT_SECRET": "g-hidden",
        "RANDNOTIZ_MICROSOFT_CLIENT_SECRET": "m-hidden",
    }
    shown = repr(read({**WEB, **secrets}, web=True))
    assert not [secret for secret in (KEY, *secrets.values()) if secret in shown]


def test_an_address_is_all_that_the_web_processes_need() -> None:
    settings = read(
        {"RANDNOTIZ_PUBLIC_URL": "https://inbox.example.com", "RANDNOTIZ_SECRET_KEY": KEY}, web=True
    )
    assert settings.google_service_account == ""
    assert not settings.loopback


def test_embedded_mode_makes_its_own_key_outside_the_store(tmp_path: Path) -> None:
    first = read({"RANDNOTIZ_DATA": str(tmp_path / "data")})
    (file,) = (tmp_path / "data").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert first.store_folder not in file.parents
    assert read({"RANDNOTIZ_DATA": str(tmp_path / "data")}).secret_keys == first.secret_keys


def test_a_server_of_ones_own_needs_a_key_of_ones_own(tmp_path: Path) -> None:
    external = {"RANDNOTIZ_DATA": str(tmp_path), "REDIS_URL": "redis://127.0.0.1:1/0"}
    assert "RANDNOTIZ_SECRET_KEY" in faults(external, web=False)[0]
    assert not list(tmp_path.iterdir())


def test_records_without_their_key_get_no_new_one(tmp_path: Path) -> None:
    (tmp_path / "store" / "appendonlydir").mkdir(parents=True)
    assert "RANDNOTIZ_SECRET_KEY" in faults({"RANDNOTIZ_DATA": str(tmp_path)}, web=False)[0]
    assert not (tmp_path / "secret.key").exists()


def test_without_keys_none_is_read_or_made(tmp_path: Path) -> None:
    assert read({"RANDNOTIZ_DATA": str(tmp_path)}, keys=False).secret_keys == ()
    assert not list(tmp_path.iterdir())


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(KEY)
    file.chmod(0o644)
    (only,) = faults({"RANDNOTIZ_SECRET_KEY_FILE": str(file)}, web=False)
    assert "chmod 600" in only
    file.chmod(0o600)
    assert read({"RANDNOTIZ_SECRET_KEY_FILE": str(file)}).secret_keys == (KEY.encode(),)


def test_the_outlook_side_is_off_until_it_has_a_client_id() -> None:
    assert read(WEB, web=True).microsoft_client_id == ""


def test_applications_and_our_own_are_read_in_lower_case() -> None:
    office = {
        "RANDNOTIZ_MICROSOFT_CLIENT_ID": "AB-1",
        "RANDNOTIZ_MICROSOFT_CLIENTS": "office-web, office-desktop",
    }
    settings = read({**WEB, **office}, web=True)
    assert settings.microsoft_client_id == "ab-1"
    assert settings.microsoft_clients == {"office-web", "office-desktop"}


def test_signing_in_goes_to_google_and_at_a_stand_in_to_the_stand_in() -> None:
    real = read(WEB, web=True)
    assert real.google_auth_url == "https://accounts.google.com/o/oauth2/v2/auth"
    assert real.google_token_url == "https://oauth2.googleapis.com/token"
    other = "http://127.0.0.1:9"
    local = read({**WEB, "RANDNOTIZ_PUBLIC_URL": other, "RANDNOTIZ_GOOGLE_ISSUER": other}, web=True)
    assert local.google_auth_url == f"{other}/o/oauth2/v2/auth"
    assert local.google_token_url == f"{other}/token"
