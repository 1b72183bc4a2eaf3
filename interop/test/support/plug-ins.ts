import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import type { Credentials } from "@thingwright/contracts";
import type { ThingDescription } from "@thingwright/td";

const folder = new URL("../../package.json", import.meta.url);
const require = createRequire(folder);

/** Whether a package, or a file of one, has been installed for these tests. */
export const isInstalled = (name: string): boolean => existsSync(new URL(`node_modules/${name}`, folder));

/** A package of the folder's lockfile. */
export const installed = <T>(name: string): T => require(name) as T;

/** A Thing without security, of a binding that has terms of its own. */
export const deviceThing = (
  affordances: Pick<ThingDescription, "properties" | "actions" | "events">,
  prefixes: Readonly<Record<string, string>> = {},
): ThingDescription => ({
  "@context": ["https://www.w3.org/2022/wot/td/v1.1", prefixes],
  title: "a device",
  securityDefinitions: { sc: { scheme: "nosec" } },
  security: "sc",
  ...affordances,
});

/** The same with a security scheme. */
export const securedBy = (thing: ThingDescription, scheme: object): ThingDescription => ({
  ...thing,
  securityDefinitions: { sc: scheme } as ThingDescription["securityDefinitions"],
  security: "sc",
});

/** The same secrets for every Thing. */
export const keys = (secrets: Credentials) => ({ get: () => secrets });
