import { announcementCheck, judgedServices } from "../../kinds/announcement-check.js";
import { hasDiscoveryType } from "../../kinds/thing-type.js";

export const thingOverTcpIsNamed = announcementCheck({
  id: "introduction-dns-sd-service-name",
  section: "introduction-dns-sd-sec",
  level: "MUST",
  requirement: "A Thing whose description is got over TCP is announced as _wot._tcp.",
  procedure:
    "Asks the local network by Multicast DNS for _wot._tcp, _directory._sub._wot._tcp and _wot._udp, and looks at what leads to the servers of the Thing. Fails when one that leads to the server over TCP is not named _wot._tcp.",
  example: "The port of the HTTP server is announced as _wot._udp.",
  concerns: ({ protocol }, { thing }) => protocol === "tcp" && !hasDiscoveryType(thing, "ThingDirectory"),
  judge(services, exchange) {
    return judgedServices("_wot._tcp", services, exchange, ({ names }) =>
      names.includes("_wot._tcp") ? undefined : names.join(", "),
    );
  },
});
