import type { Secret } from "../run/credentials.js";

/** What must not be seen of credentials: their secrets, in every form in which they travel. */
export function secretsIn(credentials: Readonly<Record<string, Secret>> = {}): readonly string[] {
  return Object.values(credentials).flatMap(({ username, password, clientId, clientSecret, ...others }) => [
    ...pairOf(username, password),
    ...pairOf(clientId, clientSecret),
    ...Object.values(others).flatMap(escaped),
  ]);
}

function pairOf(name: string | undefined, secret: string | undefined): readonly string[] {
  if (name === undefined || secret === undefined) return [];
  return [Buffer.from(`${name}:${secret}`).toString("base64"), ...escaped(secret)];
}

const escaped = (secret: string): readonly string[] => [secret, encodeURIComponent(secret)];

/** A text without them. */
export function hidden(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "<secret>"), text);
}
