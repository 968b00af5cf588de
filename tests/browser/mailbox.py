"""A mail server on a free loopback port: says `{"port": …}`, then every mail it takes, one JSON object a line.

It ends with its input.
"""

import asyncio
import email.policy
import json
import sys
from email.parser import BytesParser

from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """Takes every mail."""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        message = BytesParser(policy=email.policy.default).parsebytes(envelope.original_content or b"")
        body = message.get_body(("plain",))
        _say({"to": envelope.rcpt_tos, "subject": message["subject"], "text": body.get_content() if body else ""})
        return "250 taken"


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Mailbox(), loop=loop), "127.0.0.1", 0)
    _say({"port": server.sockets[0].getsockname()[1]})
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
