"""Who runs what.

PostgreSQL refuses to run as root. In a checkout that belongs to somebody, root becomes that person, so that
both can take turns in it; in root's own checkout only PostgreSQL runs as somebody else. Permissions of folders
outside var/ are never changed: where that user cannot pass, it gets the one capability that lets it through.
"""

import os
import pwd
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from deploy.places import CHECKOUT, var
from deploy.terminal import Failure

SERVER_ACCOUNT = "nobody"
# Numbers from capabilities(7). Docker withholds the first.
CAPABILITIES = {"dac_read_search": 2, "dac_override": 1}
PERSONAL = (
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_STATE_HOME",
)


@dataclass(frozen=True)
class Identity:
    """How to start a program as the right user: words before the command, arguments of Popen."""

    prefix: tuple[str, ...] = ()
    popen: dict = field(default_factory=dict)


def become_owner() -> None:
    """As root in somebody else's checkout, become that person for good."""
    person = _person_to_become()
    if person is None:
        return
    for folder in (var(), CHECKOUT / ".venv", CHECKOUT / ".venv-next"):
        mend(folder, person)
    os.initgroups(person.pw_name, person.pw_gid)
    os.setgid(person.pw_gid)
    os.setuid(person.pw_uid)
    os.environ.update(HOME=person.pw_dir, USER=person.pw_name, LOGNAME=person.pw_name)
    for name in PERSONAL:
        os.environ.pop(name, None)


def _person_to_become() -> pwd.struct_passwd | None:
    uid = CHECKOUT.stat().st_uid
    if os.geteuid() != 0 or uid == 0:
        return None
    try:
        person = pwd.getpwuid(uid)
    except KeyError:
        return None
    return person if _can_pass(person, [CHECKOUT]) else None


def server_account() -> pwd.struct_passwd | None:
    """Who PostgreSQL has to run as, if not as we do."""
    return pwd.getpwnam(SERVER_ACCOUNT) if os.geteuid() == 0 else None


def app_user() -> str:
    """The name under which PostgreSQL sees us on its socket."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise Failure(
            f"User {os.geteuid()} has no name on this machine, and PostgreSQL needs one. "
            "Add it to /etc/passwd, or set DATABASE_URL to a running server."
        ) from None


def identity(account: pwd.struct_passwd | None, folders: list[Path]) -> Identity:
    """How to start a program as the account, which has to pass into these folders."""
    if account is None:
        return Identity()
    if _can_pass(account, folders):
        return Identity(popen=_popen(account))
    return Identity(prefix=_setpriv(account))


def mend(folder: Path, account: pwd.struct_passwd) -> None:
    """Give a folder of ours, and all in it, to the account if a look shows that it is somebody else's."""
    if all(_belongs(path, account) for path in [folder, *_entries(folder)]):
        return
    # Never through a symbolic link: the folder may be in somebody else's hands.
    for _, folders, files, descriptor in os.fwalk(folder, follow_symlinks=False):
        os.fchown(descriptor, account.pw_uid, account.pw_gid)
        for name in folders + files:
            os.chown(name, account.pw_uid, account.pw_gid, dir_fd=descriptor, follow_symlinks=False)


def _belongs(path: Path, account: pwd.struct_passwd) -> bool:
    try:
        return path.lstat().st_uid == account.pw_uid
    except FileNotFoundError:
        return True


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []


def _popen(account: pwd.struct_passwd) -> dict:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _can_pass(account: pwd.struct_passwd, folders: list[Path]) -> bool:
    """Ask the kernel, which also knows access lists and mounts."""
    script = 'for folder; do test -x "$folder" && test -r "$folder" || exit 1; done'
    command = ["/bin/sh", "-c", script, "sh", *map(str, folders)]
    return subprocess.run(command, cwd="/", check=False, **_popen(account)).returncode == 0


def _setpriv(account: pwd.struct_passwd) -> tuple[str, ...]:
    capability = _capability()
    if shutil.which("setpriv") is None or capability is None:
        raise Failure(
            f"User {account.pw_name}, who runs PostgreSQL for root, cannot enter {CHECKOUT}. Install "
            "util-linux (setpriv), run as an ordinary user, or move this folder to where everybody may pass."
        )
    return (
        "setpriv",
        f"--reuid={account.pw_uid}",
        f"--regid={account.pw_gid}",
        "--clear-groups",
        # Without it access(2), by which initdb looks for its neighbours, forgets the capability.
        "--securebits=+no_setuid_fixup",
        f"--inh-caps=-all,+{capability}",
        f"--ambient-caps=+{capability}",
        f"--bounding-set=-all,+{capability}",
        f"--pdeathsig={signal.SIGINT.name.removeprefix('SIG')}",
        "--",
    )


def _capability() -> str | None:
    """The first capability that root has here and may pass on."""
    lines = Path("/proc/self/status").read_text().splitlines()
    sets = dict(line.split(":\t") for line in lines if line.startswith("Cap"))
    usable = int(sets["CapPrm"], 16) & int(sets["CapBnd"], 16)
    return next((name for name, bit in CAPABILITIES.items() if usable >> bit & 1), None)
