import { UnsupportedError } from "@thingwright/errors";
import type { ExposedThing } from "../exposing/exposed-thing.js";
import type { SecurityScheme } from "../thing/security-scheme.js";

/** Schemes that a server is told to ask for. */
export type AskedSchemes = readonly SecurityScheme[];

/**
 * Completes what a Thing asks of its users by what its server was told: a Thing without definitions gets the first scheme; of
 * one with several, the first that the server takes is kept, unless the Thing says itself which count.
 *
 * @param schemes - default `nosec`
 * @throws {UnsupportedError} WOT_NO_FORM when the server takes none of the Thing's
 */
export function askFor(schemes: AskedSchemes | undefined, thing: ExposedThing): void {
  const [first] = schemes ?? [];
  const definitions = Object.entries(thing.securityDefinitions ?? {});
  if (definitions.length === 0) {
    const { method: _, allowedClients: __, ...asked } = first ?? nosec;
    const scheme = asked.scheme.toLowerCase();
    const name = first === undefined ? scheme : `${scheme}_sc`;
    thing.securityDefinitions = { [name]: { ...asked, scheme } };
    thing.security = [name];
    return;
  }
  if (schemes === undefined || first === undefined) return;
  const taken = new Set(schemes.map(({ scheme }) => scheme.toLowerCase()));
  const said = [thing.security].flat().filter((name) => name !== "");
  const [name, definition] =
    definitions.find(([key, { scheme }]) => taken.has(scheme) && (said.length === 0 || said.includes(key))) ?? [];
  if (name === undefined || definition === undefined) {
    throw new UnsupportedError(
      "WOT_NO_FORM",
      `the server takes ${[...taken].join(", ")}, of which "${thing.title}" has no definition that it asks for`,
    );
  }
  if (said.length > 0) return;
  thing.securityDefinitions = { [name]: definition };
  thing.security = [name];
}

const nosec: SecurityScheme = { scheme: "nosec" };
