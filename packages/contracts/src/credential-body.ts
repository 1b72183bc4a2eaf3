import { CredentialsError } from "@thingwright/errors";
import { type Content, noContent } from "./content.js";

/**
 * `content` with credentials in it: a JSON object whose members at these JSON Pointers are set. Objects on the way are
 * made; an empty body becomes an object.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING when the body is no JSON object, so that they have no place
 */
export function withCredentials(content: Content | undefined, members: Readonly<Record<string, string>>): Content {
  const { body, contentType } = content ?? noContent;
  const value = body.byteLength === 0 ? {} : parsed(body);
  if (!isObject(value)) throw noPlace();
  for (const [pointer, credential] of Object.entries(members)) set(value, pointer, credential);
  return {
    contentType: contentType === "" ? "application/json" : contentType,
    body: new TextEncoder().encode(JSON.stringify(value)),
  };
}

function set(root: Record<string, unknown>, pointer: string, credential: string): void {
  const names = pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = names.pop();
  if (last === undefined) throw noPlace();
  let object = root;
  for (const name of names) {
    const member = Object.hasOwn(object, name) ? object[name] : {};
    if (!isObject(member)) throw noPlace();
    define(object, name, member);
    object = member;
  }
  define(object, last, credential);
}

/** Assignment to a name like `__proto__` would not make a member. */
const define = (object: object, name: string, value: unknown): void => {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
};

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw noPlace();
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const noPlace = (): CredentialsError =>
  new CredentialsError("WOT_CREDENTIALS_MISSING", "the credentials belong into the body, which is no JSON object");
