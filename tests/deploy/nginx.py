"""nginx as the kit configures it, on ports and in a folder of the test's own."""

import datetime
import os
import re
import shutil
import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

KIT = Path(__file__).parents[2] / "deploy"
PROGRAM = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/sbin")


def certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "grow.example.ca")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1)).sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "fullchain.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "privkey.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


class Nginx:
    """The kit's configuration; `tls` as it is, else plain on a port."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        assert PROGRAM
        self.folder, self.port = folder, port
        certificate(folder)
        self.kit = (KIT / "nginx.conf").read_text()

    def configure(self, servers: list[str]) -> None:
        text = self.kit.replace("/etc/ssl/tamarack", str(self.folder))
        text = text.replace("/var/log/nginx/tamarack.log", str(self.folder / "access.log"))
        if servers:
            rows = "\n".join(f"    server {server} max_fails=1 fail_timeout=2s;" for server in servers)
            text = re.sub(r"    server 127\.0\.0\.1:8000[^\n]*\n", rows + "\n", text)
        if self.port:
            text = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.S)
            text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{self.port};")
            text = re.sub(r"    listen \[::\]:443[^\n]*\n|    ssl_[^\n]*\n", "", text)
        (self.folder / "tamarack.conf").write_text(text)
        (self.folder / "nginx.conf").write_text(
            f"user root;\npid {self.folder}/nginx.pid;\nerror_log {self.folder}/error.log info;\n"
            f"events {{ worker_connections 256; }}\nhttp {{ include {self.folder}/tamarack.conf; }}\n"
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(PROGRAM), "-e", "stderr", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        return subprocess.run([*command, *arguments], capture_output=True, text=True)
