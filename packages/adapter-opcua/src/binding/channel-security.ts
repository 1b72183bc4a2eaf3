import type { SecuritySchemePlugin } from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";
import { isObject } from "@thingwright/mapping";
import { defaultSchemes, nosec } from "@thingwright/security";
import type { ThingDescription } from "@thingwright/td";
import type { SecurityMode } from "../stack/ua-session.js";

/** How the channel to a server has to be protected. */
export interface ChannelSecurity {
  /** `secure`: signed at least, the best that the server has. */
  readonly mode: SecurityMode | "secure";
  readonly policy?: string;
}

const modes = ["None", "Sign", "SignAndEncrypt"] as const;

/**
 * What the security of a Form says of the channel (OPC 10101 §6.3): `nosec` alone is a channel without security, `uav:channelsec` says
 * the mode, and all others leave it open, but for None, which has to be named.
 *
 * @returns a reason, for a person, where it says what is not known
 */
export function channelOf(thing: ThingDescription, names: readonly string[]): ChannelSecurity | string {
  const definitions = definitionsOf(thing, names, 0);
  const channel = definitions.find(({ scheme }) => scheme === "uav:channelsec");
  if (channel === undefined) {
    return { mode: definitions.every(({ scheme }) => scheme === "nosec") ? "None" : "secure" };
  }
  const mode = modes.find((each) => each === channel["uav:securityMode"]);
  if (mode === undefined) return `uav:securityMode ${String(channel["uav:securityMode"])} is not known`;
  const policy = channel["uav:securityPolicy"];
  if (mode === "None" || policy === undefined) return { mode };
  return typeof policy === "string"
    ? { mode, policy: policy.slice(policy.indexOf("#") + 1) }
    : "uav:securityPolicy is no text";
}

type Definition = Readonly<Record<string, unknown>> & { readonly scheme: string };

/** The definitions of `names`, with those of combinations. */
function definitionsOf(thing: ThingDescription, names: readonly string[], depth: number): readonly Definition[] {
  if (depth > 4) return [];
  return names.flatMap((name) => {
    const definition: unknown = Object.hasOwn(thing.securityDefinitions, name) ? thing.securityDefinitions[name] : {};
    if (!isObject(definition)) return [];
    const { allOf, oneOf } = definition;
    const parts = [allOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : [list])).filter(isText);
    return [definition as Definition, ...definitionsOf(thing, parts, depth + 1)].filter(
      ({ scheme }) => scheme !== "combo",
    );
  });
}

const isText = (value: unknown): value is string => typeof value === "string";

/**
 * The schemes of the OPC UA binding, with all others: `uav:channelsec`, which is about the channel and needs no credentials, and
 * `uav:authentication` with the tokens Anonymous, UserName (`username`, `password`) and Certificate (`cert`, `key`).
 *
 * @see OPC 10101 §6.3.3
 */
export function opcuaSecuritySchemes(): readonly SecuritySchemePlugin[] {
  const others = defaultSchemes();
  const open = nosec();
  const basic = others.find(({ scheme }) => scheme === "basic")!;
  const auto = others.find(({ scheme }) => scheme === "auto")!;
  const byToken = new Map<unknown, SecuritySchemePlugin>([
    ["Anonymous", open],
    ["UserName", basic],
    ["Certificate", auto],
  ]);
  return [
    ...others,
    { ...open, scheme: "uav:channelsec" },
    {
      scheme: "uav:authentication",
      client(definition, credentials, scopes) {
        const token: unknown = Object.entries(definition).find(([term]) => term === "uav:userIdentityToken")?.[1];
        const plugin = byToken.get(token);
        if (plugin === undefined) throw new UnsupportedError("WOT_NO_FORM", `the token ${String(token)} is not known`);
        return plugin.client({ scheme: "basic" }, credentials, scopes);
      },
      server: basic.server,
    },
  ];
}
