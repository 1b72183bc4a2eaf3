"""A NETCONF server of the `netconf` library: one interface, whose description can be read and written by "anna".

Takes the folder for its key; says "ready" and its port on standard output, then obeys nothing. A file named `description` in the folder shows what
was written last.
"""

import logging
import sys
import threading
from pathlib import Path

import paramiko
from lxml import etree
from netconf import error, nsmap_update, server, util

logging.disable(logging.CRITICAL)
folder = Path(sys.argv[1])
namespace = "urn:ietf:params:xml:ns:yang:ietf-interfaces"
nsmap_update({"if": namespace})
key = folder / "host-key"
paramiko.ECDSAKey.generate().write_private_key_file(str(key))


class Interfaces:
    description = "up the hill"

    def nc_append_capabilities(self, capabilities):
        util.subelm(capabilities, "capability").text = "urn:ietf:params:netconf:capability:writable-running:1.0"

    def rpc_get_config(self, session, rpc, source, wanted):
        data = util.elm("nc:data")
        interfaces = etree.SubElement(data, f"{{{namespace}}}interfaces", nsmap={None: namespace})
        interface = etree.SubElement(interfaces, f"{{{namespace}}}interface")
        etree.SubElement(interface, f"{{{namespace}}}name").text = "eth0"
        etree.SubElement(interface, f"{{{namespace}}}description").text = self.description
        return data

    def rpc_edit_config(self, session, rpc, *params):
        written = rpc.find(f".//{{{namespace}}}description")
        if written is None or written.text is None:
            raise error.InvalidValueProtoError(rpc)
        self.description = written.text
        (folder / "description").write_text(written.text)
        return util.elm("nc:ok")


users = server.SSHUserPassController(username="anna", password="secret")
running = server.NetconfSSHServer(server_ctl=users, server_methods=Interfaces(), port=0, host_key=str(key))
print("ready", running.port, flush=True)
threading.Event().wait()
