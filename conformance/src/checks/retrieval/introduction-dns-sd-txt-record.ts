import { announcementCheck, judgedServices, textFault } from "../../kinds/announcement-check.js";

export const textOverTcpIsWhole = announcementCheck({
  id: "introduction-dns-sd-txt-record",
  section: "introduction-dns-sd-sec",
  level: "MUST",
  requirement:
    "The TXT record of a Thing over TCP has the path of its description as td, and type and scheme where they are other than usual.",
  procedure:
    "Asks the local network by Multicast DNS for _wot._tcp, _directory._sub._wot._tcp and _wot._udp, and looks at what leads to the servers of the Thing. Fails when one over TCP has no td with an absolute path, or a type or scheme that the standard does not list.",
  example: "The TXT record has path=/td, and no td.",
  concerns: ({ protocol }) => protocol === "tcp",
  judge(services, exchange) {
    return judgedServices("td, type and scheme", services, exchange, (service) => textFault(service, schemes));
  },
});

const schemes = ["http", "https", "coap+tcp", "coaps+tcp"];
