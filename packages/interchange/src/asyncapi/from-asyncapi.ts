import { ThingDescriptionError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import type { Conversion } from "../conversion.js";
import { SchemaReader } from "../json-schema/schema-reader.js";
import type { DocumentInput } from "../read/read-document.js";
import { readInfo } from "../read/read-info.js";
import type { ReadLimits } from "../read/read-limits.js";
import { Source } from "../read/source.js";
import { SecurityBuilder } from "../thing/security-builder.js";
import { ThingBuilder } from "../thing/thing-builder.js";
import { ExchangeReader } from "./in/exchange-reader.js";
import { asyncReaders } from "./in/readers.js";
import { SecurityReader } from "./in/security-reader.js";
import { exchangesOf2 } from "./in/version-2.js";
import { exchangesOf3 } from "./in/version-3.js";

const carriedTerms = new Set([
  "asyncapi",
  "info",
  "servers",
  "channels",
  "operations",
  "components",
  "defaultContentType",
]);

/** Prefix of the terms of the MQTT binding. */
const mqttContext = { mqv: "https://www.w3.org/2019/wot/mqtt#" };

/**
 * A Thing Description of the application that an AsyncAPI 2 or 3.0 document describes; JSON or YAML, as text or object.
 *
 * What the application sends becomes an event, or a property where the broker retains it; what it receives becomes an action;
 * both over one channel, with the same data, make a property. `x-wot-operation` and `x-wot-affordance`, which `toAsyncApi`
 * writes, go before these rules. MQTT, HTTP and WebSocket servers make Forms; an affordance without any is a loss. References
 * to other documents are refused.
 *
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX, WOT_TD_LIMIT; WOT_TD_INVALID for what is no AsyncAPI 2 or 3 document
 * @throws {UsageError} WOT_RANGE if a limit is none
 */
export function fromAsyncApi(input: DocumentInput, limits: Partial<ReadLimits> = {}): Conversion<ThingDescription> {
  const source = new Source(input, limits);
  const { asyncapi } = source.document;
  const version = typeof asyncapi === "string" ? /^([23])\.\d/.exec(asyncapi)?.[1] : undefined;
  if (version === undefined) {
    throw new ThingDescriptionError("WOT_TD_INVALID", "this is no AsyncAPI document of version 2 or 3", {
      pointer: "/asyncapi",
    });
  }
  source.losses.addOthers(source.document, "", carriedTerms, "a Thing Description");
  const info = readInfo(source);
  const security = new SecurityBuilder();
  const readers = asyncReaders(source, new SchemaReader(source), new SecurityReader(source, security));
  const builder = new ThingBuilder(source.losses);
  const reader = new ExchangeReader(source, builder, security);
  reader.read([...(version === "2" ? exchangesOf2(readers) : exchangesOf3(readers))]);
  const thingSecurity = [...readers.servers.values()][0]?.security ?? security.require([]);
  const head = {
    ...info,
    securityDefinitions: security.toDefinitions(),
    security: thingSecurity.length === 1 ? thingSecurity[0] : thingSecurity,
  };
  return { document: builder.build(head, [mqttContext]), losses: source.losses.toList() };
}
