import { isRecord } from "@thingwright/td";
import type { JsonObject } from "../../conversion.js";
import { publicHref } from "../../href/public-href.js";
import { withoutEndSlashes } from "../../href/without-end-slashes.js";
import { isText } from "../../read/entries.js";
import type { Placed, Source } from "../../read/source.js";
import type { Server } from "./exchange.js";
import type { SecurityReader } from "./security-reader.js";

/** URI schemes of the protocols of AsyncAPI that a Form can have, and what family each is. */
const schemes = new Map<string, readonly [scheme: string, protocol: "mqtt" | "http" | "ws"]>([
  ["mqtt", ["mqtt", "mqtt"]],
  ["mqtt5", ["mqtt", "mqtt"]],
  ["mqtts", ["mqtts", "mqtt"]],
  ["secure-mqtt", ["mqtts", "mqtt"]],
  ["http", ["http", "http"]],
  ["https", ["https", "http"]],
  ["ws", ["ws", "ws"]],
  ["wss", ["wss", "ws"]],
]);

const carriedTerms = new Set(["url", "host", "pathname", "protocol", "variables", "security"]);

/** Reads a Server Object: `url` of AsyncAPI 2, `host` and `pathname` of AsyncAPI 3. */
export function readServer({ value, pointer }: Placed, security: SecurityReader, source: Source): Server {
  source.losses.addOthers(value, pointer, carriedTerms, "a Form");
  const known = typeof value.protocol === "string" ? schemes.get(value.protocol.toLowerCase()) : undefined;
  if (value.security === undefined)
    source.losses.add(pointer, "the document says nothing about security here; it reads nosec");
  const needs = security.read(value.security, `${pointer}/security`);
  if (known === undefined) {
    source.losses.add(pointer, "no Form has the protocol of this server");
    return { url: undefined, protocol: undefined, security: needs, pointer };
  }
  const [scheme, protocol] = known;
  const said = isText(value.host)
    ? `${value.host}${isText(value.pathname) ? value.pathname : ""}`
    : isText(value.url)
      ? value.url
      : "";
  const address = filled(said, value.variables, pointer, source).replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  const { href, removed } = publicHref(`${scheme}://${address.replace(/[?#].*$/s, "")}`);
  for (const what of removed) source.losses.add(pointer, `${what} is left out: a secret is not published`);
  return { url: withoutEndSlashes(href), protocol, security: needs, pointer };
}

function filled(url: string, variables: unknown, pointer: string, { losses }: Source): string {
  return url.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    losses.add(pointer, `the variable ${name} of this server is read as its default`);
    const variable =
      isRecord(variables) && Object.hasOwn(variables, name) ? (variables[name] as JsonObject) : undefined;
    return isText(variable?.default) ? variable.default : name;
  });
}
