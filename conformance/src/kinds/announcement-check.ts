import type { Check, CheckDescription } from "../check.js";
import { inconclusive, type Outcome, outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import type { MdnsExchange } from "../wire/mdns/mdns-wire.js";
import { type AnnouncedService, announcementsOf, serversOf } from "./announced-service.js";
import { thingCheck } from "./thing-check.js";

/** A Check of what the local network announces of the Thing. */
export interface AnnouncementCheck extends Omit<CheckDescription, "area" | "specification" | "safety"> {
  /** Which announcements it is about. */
  concerns(service: AnnouncedService, subject: ThingSubject): boolean;
  judge(
    services: readonly AnnouncedService[],
    exchange: MdnsExchange,
    subject: ThingSubject,
  ): Promise<Outcome> | Outcome;
}

/** The Check: a Thing that nothing announces claims nothing. */
export function announcementCheck({ concerns, judge, ...description }: AnnouncementCheck): Check {
  return thingCheck({
    ...{ ...description, area: "retrieval", specification: "discovery10", safety: "network" },
    appliesTo: (subject) => (serversOf(subject).length > 0 ? true : "it has no server of its own"),
    async judge(subject) {
      const { requirement } = description;
      const { exchange, services } = await announcementsOf(subject);
      if (exchange.problem !== undefined) return inconclusive(requirement, exchange.problem.message, exchange);
      const concerned = services.filter((service) => concerns(service, subject));
      if (concerned.length === 0) return outcome("not-claimed", requirement, "nothing announces it so", exchange);
      return await judge(concerned, exchange, subject);
    },
  });
}

/** The Outcome of the first service with a fault, or of all of them. */
export function judgedServices(
  expected: string,
  services: readonly AnnouncedService[],
  exchange: MdnsExchange,
  faultOf: (service: AnnouncedService) => string | undefined,
): Outcome {
  for (const service of services) {
    const fault = faultOf(service);
    if (fault !== undefined) return outcome("violated", expected, `${service.instance}: ${fault}`, exchange);
  }
  return outcome("holds", expected, `${services.length} announcements do`, exchange);
}

/** What is wrong with a TXT record: `td` is an absolute path, and the other two are of what the standard lists. */
export function textFault({ text }: AnnouncedService, schemes: readonly string[]): string | undefined {
  if (text === undefined) return "there is no TXT record";
  const [td, type, scheme] = [text.get("td"), text.get("type"), text.get("scheme")];
  if (td === undefined || !td.startsWith("/")) return td === undefined ? "there is no td" : `td=${td}`;
  if (type !== undefined && !["Thing", "Directory"].includes(type)) return `type=${type}`;
  return scheme === undefined || schemes.includes(scheme) ? undefined : `scheme=${scheme}`;
}
