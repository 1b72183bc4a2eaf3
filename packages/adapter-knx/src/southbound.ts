import type { ThingDescription } from "@thingwright/td";
import type { Member } from "./assignment/assignment.js";
import { knxVocabulary } from "./binding/manifest.js";
import { groupAddressText } from "./bus/address.js";
import { isTold } from "./recognition/plain.js";
import type { Served } from "./recognition/served.js";

/** A dragged slider sends no more often than this. */
const minIntervalMs = 200;

/**
 * How a device is spoken to, and what of it serves what: each group address is a property of its own; what only acts, an
 * action for each act.
 *
 * @param bus - address of the bus, without a slash at its end
 */
export function southboundOf(served: readonly Served[], bus: string, id: string, title: string): ThingDescription {
  const values = served.filter(({ kind }) => kind !== "action");
  const used = values.flatMap(({ member, via, beside, besideVia }) => [member, via, beside, besideVia]);
  const members = [...new Set(used)].filter((each) => each !== undefined);
  const properties = members.map((member) => [nameOf(member), propertyOf(member, values, bus)]);
  const actions = served
    .filter(({ kind }) => kind === "action")
    .map((each) => [`${each.name} ${nameOf(each.member)}`, actionOf(each, bus)]);
  const description = {
    "@context": [
      "https://www.w3.org/2022/wot/td/v1.1",
      {
        "@language": "en",
        map: "https://thingwright.org/ns/map#",
        qudtUnit: "http://qudt.org/vocab/unit/",
        knxv: knxVocabulary,
      },
    ],
    id,
    title,
    securityDefinitions: { nosec: { scheme: "nosec" } },
    security: "nosec",
    properties: Object.fromEntries(properties),
    actions: Object.fromEntries(actions),
  };
  return description as unknown as ThingDescription;
}

const nameOf = ({ address }: Member): string => groupAddressText(address.address);

function propertyOf(member: Member, all: readonly Served[], bus: string): object {
  const { address, type } = member;
  const told = all.filter((each) => each.member === member);
  const taken = all.filter((each) => [each.via ?? each.member, each.besideVia].includes(member) && isTaken(each));
  const isRead = told.length > 0 || all.some(({ beside }) => beside === member);
  const reads = isRead
    ? [...(address.answers === false ? [] : ["readproperty"]), "observeproperty", "unobserveproperty"]
    : [];
  const status = taken.map((each) => statusOf(each, member)).find((each) => each !== undefined && each !== member);
  return {
    ...type.schema,
    title: address.name || type.title,
    ...(taken.length === 0 ? { readOnly: true } : isRead ? {} : { writeOnly: true }),
    ...(isRead && { observable: true }),
    ...(told.length > 0 && { "map:serves": told.map(entryOf) }),
    ...(taken.length > 0 && type.schema.type !== "boolean" && { "map:minIntervalMs": minIntervalMs }),
    forms: [
      {
        ...formOf(member, bus),
        op: [...reads, ...(taken.length > 0 ? ["writeproperty"] : [])],
        ...(address.answers !== undefined && { "knxv:answers": address.answers }),
        ...(status !== undefined && status.address.answers !== false && statusTerms(status)),
      },
    ],
  };
}

/** What tells of the part of a value that `member` takes. */
const statusOf = ({ member, via, beside, besideVia }: Served, taker: Member): Member | undefined =>
  taker === besideVia ? beside : taker === via ? member : undefined;

const statusTerms = (status: Member) => ({
  "knxv:status": nameOf(status),
  ...(status.address.answers === true && { "knxv:statusAnswers": true }),
});

const isTaken = ({ kind, member, via, narrowed, affordance }: Served): boolean =>
  kind === "property" &&
  narrowed?.readOnly !== true &&
  (affordance === undefined || !("readOnly" in affordance)) &&
  (via !== undefined || !isTold(member));

function entryOf({ kind, name, member, via, terms }: Served): object {
  return {
    [`map:${kind}`]: name,
    ...terms,
    ...(kind === "property" && via !== undefined && via !== member && { "map:via": nameOf(via) }),
  };
}

function actionOf({ name, member, terms, affordance }: Served, bus: string): object {
  return {
    title: name,
    input: member.type.schema,
    "map:action": name,
    ...terms,
    forms: [{ ...formOf(member, bus), op: "invokeaction" }],
    ...(affordance !== undefined && { description: member.address.name || member.type.title }),
  };
}

const formOf = (member: Member, bus: string) => ({
  href: `${bus}/${nameOf(member)}`,
  contentType: "application/json",
  "knxv:datapointType": member.type.id,
});
