import { readFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";

/** What one security definition needs: texts by their names, such as `username` and `password`. */
export type Secret = Readonly<Record<string, string>>;

/**
 * Secrets for Things and for the servers that give out their descriptions.
 *
 * In a file: `{"<Thing id or *>": {"<security definition>": {…}}, "origins": {"https://house.example": {…}}}`. A secret has
 * `username` and `password` (basic, digest), `token` (bearer), `apiKey` (apikey), or `clientId` and `clientSecret` (oauth2).
 */
export interface Credentials {
  /** For a Thing by its id, else for every Thing. */
  secretFor(thingId: string | undefined, definition: string): Secret | undefined;
  /** For a GET of a description at this origin. */
  secretForOrigin(origin: string): Secret | undefined;
}

type Secrets = Readonly<Record<string, Secret>>;

/** Nothing at all. */
export const noCredentials: Credentials = { secretFor: () => undefined, secretForOrigin: () => undefined };

/**
 * The credentials in a document of that form.
 *
 * @throws {UsageError} WOT_ARGUMENT when it has another
 */
export function credentialsOf(document: unknown): Credentials {
  const { origins = {}, ...things } = Object(document) as Readonly<Record<string, unknown>>;
  if (!isRecordOf(isSecret)(origins))
    throw new UsageError("WOT_ARGUMENT", '"origins" holds something else than secrets');
  for (const [id, secrets] of Object.entries(things)) {
    if (!isRecordOf(isSecret)(secrets)) {
      throw new UsageError(
        "WOT_ARGUMENT",
        `${JSON.stringify(id)} holds something else than secrets by their definitions`,
      );
    }
  }
  const byThing = things as Readonly<Record<string, Secrets>>;
  return {
    secretFor: (id, definition) => own(own(byThing, id ?? "*"), definition) ?? own(own(byThing, "*"), definition),
    secretForOrigin: (origin) => own(origins as Secrets, origin),
  };
}

/** Reads a file of credentials. @throws {UsageError} WOT_ARGUMENT when it cannot be read or holds something else */
export async function readCredentials(file: string): Promise<Credentials> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(file, "utf8"));
  } catch {
    // The parser's words would quote the secrets.
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be read as JSON`);
  }
  return credentialsOf(document);
}

function own<T>(members: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined;
}

const isRecordOf =
  (isMember: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isMember);

const isSecret = isRecordOf((value) => typeof value === "string");
