import { ThingDescriptionError } from "@thingwright/errors";
import { isRecord, type ThingDescription } from "@thingwright/td";
import type { Conversion } from "../conversion.js";
import { SchemaReader } from "../json-schema/schema-reader.js";
import { entriesOf, itemsOf } from "../read/entries.js";
import type { DocumentInput } from "../read/read-document.js";
import { readInfo } from "../read/read-info.js";
import type { ReadLimits } from "../read/read-limits.js";
import { Source } from "../read/source.js";
import { SecurityBuilder } from "../thing/security-builder.js";
import { ThingBuilder } from "../thing/thing-builder.js";
import { PathReader } from "./in/path-reader.js";
import { SecurityRequirements } from "./in/security-requirements.js";
import { serverOf } from "./in/servers.js";

const carriedTerms = new Set(["openapi", "info", "servers", "paths", "components", "security"]);

/**
 * A Thing Description of what an OpenAPI 3.0 or 3.1 document describes; JSON or YAML, as text or object.
 *
 * GET of a path becomes a property named by the path, PUT of the same data writes it; an event stream becomes an event;
 * every other method becomes an action, named by its `operationId`. `x-wot-operation` and `x-wot-affordance`, which
 * `toOpenApi` writes, go before these rules. References to other documents are refused, what a Thing Description cannot
 * say is a loss; the pointers of losses are those of the OpenAPI document.
 *
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX, WOT_TD_LIMIT; WOT_TD_INVALID for what is no OpenAPI 3 document
 * @throws {UsageError} WOT_RANGE if a limit is none
 */
export function fromOpenApi(input: DocumentInput, limits: Partial<ReadLimits> = {}): Conversion<ThingDescription> {
  const source = new Source(input, limits);
  const { document, losses } = source;
  if (typeof document.openapi !== "string" || !/^3\.[012](?:\.|$)/.test(document.openapi)) {
    throw new ThingDescriptionError("WOT_TD_INVALID", "this is no OpenAPI document of version 3", {
      pointer: "/openapi",
    });
  }
  losses.addOthers(document, "", carriedTerms, "a Thing Description");
  const info = readInfo(source);
  const builder = new ThingBuilder(losses);
  const securityBuilder = new SecurityBuilder();
  const requirements = new SecurityRequirements(source, securityBuilder);
  const server = serverOf(document.servers, "/servers", source) ?? "";
  const base = /^https?:/i.test(server) ? `${server}/` : undefined;
  const prefix = base === undefined ? server : undefined;
  if (document.security === undefined)
    losses.add("", "the document says nothing about security where an operation does not");
  const thingSecurity = requirements.read(listOf(document.security), "/security");
  const schemas = new SchemaReader(source);
  const reader = new PathReader({ source, builder, schemas, requirements, thingSecurity, prefix });
  for (const [path, item, pointer] of entriesOf(document.paths, "/paths")) {
    if (path.startsWith("/")) reader.read(path, item, pointer);
    else if (!path.startsWith("x-")) losses.add(pointer, "a path starts with a slash");
  }
  const head = {
    ...info,
    ...(base === undefined ? {} : { base }),
    securityDefinitions: securityBuilder.toDefinitions(),
    security: thingSecurity.security.length === 1 ? thingSecurity.security[0] : thingSecurity.security,
  };
  return { document: builder.build(head, []), losses: losses.toList() };
}

const listOf = (value: unknown): readonly unknown[] =>
  itemsOf(value, "")
    .map(([item]) => item)
    .filter(isRecord);
