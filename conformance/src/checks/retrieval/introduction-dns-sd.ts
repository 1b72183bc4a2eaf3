import { parseThingDescription } from "@thingwright/td";
import type { AnnouncedService } from "../../kinds/announced-service.js";
import { announcementCheck } from "../../kinds/announcement-check.js";
import { coapServer } from "../../kinds/coap-server.js";
import { outcome } from "../../outcome.js";
import { descriptionRequest } from "../../run/open-target.js";
import type { ThingSubject } from "../../subject.js";
import { isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { coapGet } from "../../wire/coap/coap-request.js";
import { isSuccess } from "../../wire/http/http-exchange.js";
import type { Exchange } from "../../wire/wire.js";

export const announcementsLeadToDescriptions = announcementCheck({
  id: "introduction-dns-sd",
  section: "introduction-dns-sd-sec",
  level: "MAY",
  requirement: "What announces a Thing on the local network leads to a Thing Description.",
  procedure:
    "Asks the local network by Multicast DNS for _wot._tcp, _directory._sub._wot._tcp and _wot._udp, and looks at what leads to the servers of the Thing. Gets what td names from the server of the Thing. Warns when that is no valid Thing Description.",
  example: "td=/td, and /td is answered with 404.",
  concerns: ({ text }) => text?.get("td")?.startsWith("/") === true,
  async judge(services, exchange, subject) {
    const expected = "a Thing Description at td";
    for (const { instance, protocol, text } of services) {
      const path = text!.get("td")!;
      const { body, telling } = await fetchAt(protocol, path, subject);
      const isDescription = body !== undefined && parseThingDescription(body).ok;
      if (!isDescription)
        return outcome("violated", expected, `${instance}: there is none at ${path}`, telling, exchange);
    }
    return outcome("holds", expected, `${services.length} announcements do`, exchange);
  },
});

/** What is at a path of one of the servers of the Thing. */
async function fetchAt(
  protocol: AnnouncedService["protocol"],
  path: string,
  { thing, retrieval, http, coap }: ThingSubject,
): Promise<{ readonly body?: Uint8Array; readonly telling: Exchange }> {
  if (protocol === "tcp") {
    const telling = await http.ask(descriptionRequest(new URL(retrieval!.address).origin + path));
    const { response } = telling;
    return { telling, ...(response !== undefined && isSuccess(response) && { body: response.body }) };
  }
  const telling = await coap.ask(coapGet(coapServer(thing) + path));
  const { response } = telling;
  return { telling, ...(response !== undefined && isCoapSuccess(response) && { body: response.payload }) };
}
