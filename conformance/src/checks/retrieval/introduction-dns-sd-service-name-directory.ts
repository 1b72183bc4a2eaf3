import { announcementCheck, judgedServices } from "../../kinds/announcement-check.js";
import { hasDiscoveryType } from "../../kinds/thing-type.js";

export const directoryOverTcpIsNamed = announcementCheck({
  id: "introduction-dns-sd-service-name-directory",
  section: "introduction-dns-sd-sec",
  level: "MUST",
  requirement: "A directory whose description is got over TCP is announced as _directory._sub._wot._tcp.",
  procedure:
    "Asks the local network by Multicast DNS for _wot._tcp, _directory._sub._wot._tcp and _wot._udp, and looks at what leads to the servers of the Thing. Fails when one that leads to the description of a directory over TCP is not named so.",
  example: "A directory is announced as _wot._tcp alone.",
  concerns({ protocol, text }, { thing, retrieval }) {
    // The server may have Things beside, which are announced as such.
    const isOwn = retrieval !== undefined && text?.get("td") === new URL(retrieval.address).pathname;
    return protocol === "tcp" && isOwn && hasDiscoveryType(thing, "ThingDirectory");
  },
  judge(services, exchange) {
    return judgedServices("_directory._sub._wot._tcp", services, exchange, ({ names }) =>
      names.includes("_directory._sub._wot._tcp") ? undefined : names.join(", "),
    );
  },
});
