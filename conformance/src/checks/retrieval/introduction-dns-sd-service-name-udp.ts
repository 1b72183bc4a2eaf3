import { announcementCheck, judgedServices } from "../../kinds/announcement-check.js";

export const thingOverUdpIsNamed = announcementCheck({
  id: "introduction-dns-sd-service-name-udp",
  section: "introduction-dns-sd-sec",
  level: "MUST",
  requirement: "A Thing whose description is got over UDP is announced as _wot._udp.",
  procedure:
    "Asks the local network by Multicast DNS for _wot._tcp, _directory._sub._wot._tcp and _wot._udp, and looks at what leads to the servers of the Thing. Fails when one that leads to the server over UDP is not named _wot._udp.",
  example: "The port of the CoAP server is announced as _wot._tcp.",
  concerns: ({ protocol }) => protocol === "udp",
  judge(services, exchange) {
    return judgedServices("_wot._udp", services, exchange, ({ names }) =>
      names.includes("_wot._udp") ? undefined : names.join(", "),
    );
  },
});
