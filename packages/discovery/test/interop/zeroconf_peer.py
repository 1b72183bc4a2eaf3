"""The other side of zeroconf.interop.ts: browses, or registers, by python-zeroconf. One line of JSON for each thing told."""

import json
import socket
import sys
import time

from zeroconf import IPVersion, ServiceBrowser, ServiceInfo, ServiceListener, Zeroconf


def tell(**what):
    print(json.dumps(what), flush=True)


class Teller(ServiceListener):
    def add_service(self, zc, type_, name):
        info = zc.get_service_info(type_ if "_sub" not in type_ else "_wot._tcp.local.", name)
        if info is None:
            tell(event="incomplete", name=name)
            return
        properties = {key.decode(): (value or b"").decode() for key, value in info.properties.items()}
        tell(
            event="added",
            type=type_,
            name=name,
            port=info.port,
            addresses=info.parsed_addresses(),
            server=info.server,
            properties=properties,
        )

    def update_service(self, zc, type_, name):
        pass

    def remove_service(self, zc, type_, name):
        tell(event="removed", type=type_, name=name)


def main():
    mode, *arguments = sys.argv[1:]
    zc = Zeroconf(interfaces=["127.0.0.1"], ip_version=IPVersion.V4Only)
    if mode == "browse":
        browser = ServiceBrowser(zc, arguments, Teller())
        tell(event="ready")
    else:
        label, type_, port, *pairs = arguments
        info = ServiceInfo(
            type_,
            f"{label}.{type_}",
            port=int(port),
            addresses=[socket.inet_aton("127.0.0.1")],
            server="zeroconf-peer.local.",
            properties=dict(pair.split("=", 1) for pair in pairs),
        )
        zc.register_service(info, allow_name_change=True)
        tell(event="ready", name=info.name)
    # Until whoever started this closes its end.
    sys.stdin.read()
    zc.close()


main()
