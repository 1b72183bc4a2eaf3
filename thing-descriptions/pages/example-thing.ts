import { createHash } from "node:crypto";
import {
  type Form,
  instantiate,
  type Operation,
  type PropertyAffordance,
  type ThingDescription,
} from "@thingwright/td";
import { type ThingModelName, thingModel, thingModelUrl } from "../src/index.js";

/** A Thing made from the model `name` with everything that the model allows, over HTTP with a password. */
export async function exampleThing(name: ThingModelName): Promise<ThingDescription> {
  const model = await thingModel(name);
  const thing = instantiate(model, {
    id: nameBasedUrn(thingModelUrl(name)),
    base: `https://things.example/${name}/`,
    modelHref: thingModelUrl(name),
    optional: model["tm:optional"] ?? [],
    overrides: {
      version: { instance: model.version?.model ?? "" },
      securityDefinitions: { basic_sc: { scheme: "basic", in: "header" } },
      security: "basic_sc",
      ...withForms("properties", model.properties, propertyForms),
      ...withForms("actions", model.actions, actionForms),
      ...withForms("events", model.events, eventForms),
    },
  });
  return thing as ThingDescription;
}

/** The same URN for the same URL, and one that tells nothing of the Thing (RFC 9562 §5.5, UUID version 5). */
function nameBasedUrn(url: string): string {
  const urlNamespace = Buffer.from("6ba7b8119dad11d180b400c04fd430c8", "hex");
  const bytes = createHash("sha1").update(urlNamespace).update(url).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `urn:uuid:${bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
}

type FormsOf = (href: string, affordance: unknown) => readonly Form[];

/** A patch that gives every affordance of one kind its Forms; none where the model has none of the kind. */
function withForms(kind: string, affordances: object | undefined, formsOf: FormsOf): object {
  if (affordances === undefined) return {};
  const patches = Object.entries(affordances).map(([name, one]) => [name, { forms: formsOf(`${kind}/${name}`, one) }]);
  return { [kind]: Object.fromEntries(patches) };
}

function propertyForms(href: string, affordance: unknown): readonly Form[] {
  const { readOnly, observable } = affordance as PropertyAffordance;
  const op: readonly Operation[] = readOnly === true ? ["readproperty"] : ["readproperty", "writeproperty"];
  const plain: Form = { href, op, contentType: "application/json" };
  if (observable !== true) return [plain];
  return [plain, pushed(href, ["observeproperty", "unobserveproperty"])];
}

const actionForms = (href: string): readonly Form[] => [{ href, op: "invokeaction", contentType: "application/json" }];

const eventForms = (href: string): readonly Form[] => [pushed(href, ["subscribeevent", "unsubscribeevent"])];

const pushed = (href: string, op: readonly Operation[]): Form => ({
  href,
  op,
  subprotocol: "sse",
  contentType: "application/json",
});
