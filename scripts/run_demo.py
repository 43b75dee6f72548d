"""make run: the whole application on this computer, with the demo, mails delivered into a folder. Not for the public.

Everything is kept in instance/: the key made for this computer, the SQLite database, the mails.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
KEYS = INSTANCE / "dev.env"
FIRST_PORT, PORTS = 8000, 20
CAMPAIGN = [sys.executable, "-c", "from campaign.cli import main; main(prog_name='campaign')"]
GUNICORN = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--worker-class", "gthread", "--threads", "4"]


def main(wanted: str) -> int:
    """Prepare, start the server and the mail worker, say where to go, wait for Ctrl-C."""
    os.chdir(ROOT)
    port = _port(wanted)
    environment = {**os.environ, **_settings(port)}
    _run([*CAMPAIGN, "db", "upgrade"], environment)
    login = _run([*CAMPAIGN, "demo", "load"], environment).strip().splitlines()[-1]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    started = []
    try:
        with (INSTANCE / "dev.log").open("ab") as log:
            for command in ([*GUNICORN, "--bind", f"127.0.0.1:{port}", "wsgi:app"], [*CAMPAIGN, "worker"]):
                started.append(
                    subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
                )
        _wait_for(f"http://localhost:{port}/login", started)
        print(_welcome(port, login), flush=True)
        while all(each.poll() is None for each in started):
            time.sleep(0.5)
        print(f"A part of it ended by itself; {INSTANCE / 'dev.log'} says why.")
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What you did is kept; make run goes on from there.")
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # who presses Ctrl-C twice waits for the same end
        for each in started:
            each.terminate()
        for each in started:
            each.wait(timeout=30)


def _settings(port: int) -> dict[str, str]:
    """Development settings; the key is made once for this computer."""
    INSTANCE.mkdir(exist_ok=True)
    if not KEYS.exists():
        KEYS.touch(mode=0o600)
        KEYS.write_text(f"SECRET_KEY={secrets.token_urlsafe(48)}\n")
    kept = dict(line.split("=", 1) for line in KEYS.read_text().splitlines() if "=" in line)
    return {
        **kept,
        "PUBLIC_URL": f"http://localhost:{port}",
        "OPERATOR_NAME": "A demo on this computer",
        "OPERATOR_EMAIL": "operator@example.org",
        "MAIL_FROM": "letters@example.org",
        "INSTANCE_FOLDER": str(INSTANCE),
        "DATABASE_URL": "",
        "MAIL_FOLDER": str(INSTANCE / "mails"),
        "DEVELOPMENT": "yes",
    }


def _port(wanted: str) -> int:
    """The port that was asked for, or the first free one."""
    if wanted:
        if not wanted.isdigit() or not _is_free(int(wanted)):
            raise SystemExit(
                f"Port {wanted} cannot be used: something listens there. Choose another: make run PORT=9000"
            )
        return int(wanted)
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        if _is_free(port):
            return port
    raise SystemExit(f"No port from {FIRST_PORT} on is free. Choose one: make run PORT=9000")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"This step failed: campaign {' '.join(command[3:])}\n{done.stdout}")
    return done.stdout


def _wait_for(address: str, started: "list[subprocess.Popen[bytes]]") -> None:
    for _ in range(300):
        try:
            with urlopen(address, timeout=10):
                return
        except OSError:
            if any(each.poll() is not None for each in started):
                raise SystemExit(f"It did not start; {INSTANCE / 'dev.log'} says why.") from None
            time.sleep(0.1)


def _welcome(port: int, login: str) -> str:
    here = f"http://localhost:{port}"
    return f"""
  Undersigned runs on this computer. Ctrl-C stops it.

  Open     {here}/
  {login}
  Mails    {here}/mails/   (nothing leaves this computer)
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
