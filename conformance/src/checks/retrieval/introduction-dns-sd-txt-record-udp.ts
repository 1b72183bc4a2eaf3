import { announcementCheck, judgedServices, textFault } from "../../kinds/announcement-check.js";

export const textOverUdpIsWhole = announcementCheck({
  id: "introduction-dns-sd-txt-record-udp",
  section: "introduction-dns-sd-sec",
  level: "MUST",
  requirement:
    "The TXT record of a Thing over UDP has the path of its description as td, and type and scheme where they are other than usual.",
  procedure:
    "Asks the local network by Multicast DNS for _wot._tcp, _directory._sub._wot._tcp and _wot._udp, and looks at what leads to the servers of the Thing. Fails when one over UDP has no td with an absolute path, or a type or scheme that the standard does not list.",
  example: "td is an absolute URL.",
  concerns: ({ protocol }) => protocol === "udp",
  judge(services, exchange) {
    return judgedServices("td, type and scheme", services, exchange, (service) => textFault(service, schemes));
  },
});

const schemes = ["coap", "coaps"];
