import type { Credentials, CredentialVerifier } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { type KnownCredentials, staticVerifier } from "@thingwright/security";
import { parseJsonText } from "@thingwright/td";
import type { ReadFile } from "./read-file.js";

/** What the Things of a gateway ask of their peers. */
export interface SecurityConfiguration {
  readonly scheme: "basic" | "bearer" | "apikey";
  /** Where a key is; default `header`. */
  readonly in?: "header" | "query" | "cookie";
  /** Name of the header, member or cookie with a key; default `X-API-Key`, or `key`. */
  readonly name?: string;
  /** File with who may use the Things: a JSON list of `name` and a secret. */
  readonly credentials: string;
}

/** The same, ready for use. */
export interface NorthboundSecurity {
  /** Terms of each Thing Description. */
  readonly terms: Readonly<Record<string, unknown>>;
  readonly verifier: CredentialVerifier | undefined;
}

/** For a gateway that asks for nothing. */
export const noSecurity: NorthboundSecurity = { terms: {}, verifier: undefined };

/** Name of the security definition. */
const definition = "gateway_sc";

/** Members of an entry, beside `name`. */
const secretsOf = { basic: ["username", "password"], bearer: ["token"], apikey: ["apiKey"] } as const;

/**
 * Reads who may use the Things.
 *
 * @throws {UsageError} WOT_ARGUMENT when the file cannot be read, or holds something else
 */
export async function northboundSecurity(
  configuration: SecurityConfiguration,
  read: ReadFile,
): Promise<NorthboundSecurity> {
  const { scheme, credentials: file } = configuration;
  const json = parseJsonText(await read(file));
  if (!json.ok) throw new UsageError("WOT_ARGUMENT", `${file} holds no credentials: ${json.finding.message}`);
  return {
    terms: { security: definition, securityDefinitions: { [definition]: termsOf(configuration) } },
    verifier: staticVerifier({ [definition]: knownIn(json.value, scheme, file) }),
  };
}

function termsOf({ scheme, in: place = "header", name }: SecurityConfiguration): object {
  if (scheme !== "apikey") return { scheme };
  return { scheme, in: place, name: name ?? (place === "header" ? "X-API-Key" : "key") };
}

function knownIn(value: unknown, scheme: SecurityConfiguration["scheme"], file: string): readonly KnownCredentials[] {
  const list = Array.isArray(value) ? value : [];
  const known = list.flatMap((entry) => entryOf(entry, secretsOf[scheme]) ?? []);
  if (known.length > 0 && known.length === list.length) return known;
  const members = ["name", ...secretsOf[scheme]].map((member) => `"${member}"`).join(", ");
  throw new UsageError(
    "WOT_ARGUMENT",
    `${file} must be a list of objects, each with the texts ${members} and no others`,
  );
}

function entryOf(entry: unknown, members: readonly string[]): KnownCredentials | undefined {
  if (typeof entry !== "object" || entry === null) return undefined;
  const { name, ...credentials } = entry as Readonly<Record<string, unknown>>;
  const isText = (member: unknown): boolean => typeof member === "string" && member !== "";
  const isWhole = members.every((member) => Object.hasOwn(credentials, member) && isText(credentials[member]));
  if (!isText(name) || !isWhole || Object.keys(credentials).length !== members.length) return undefined;
  return { credentials: credentials as Credentials, principal: { name: name as string, scopes: [] } };
}
