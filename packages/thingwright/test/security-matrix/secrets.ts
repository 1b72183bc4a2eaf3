import { createHmac, createSecretKey } from "node:crypto";
import { inspect } from "node:util";
import type { Logger } from "@thingwright/contracts";
import { jwtByHand } from "./by-hand.js";

/** A secret that no text has by chance. */
const secret = (name: string): string =>
  `cAnArY-${name}-${createHmac("sha256", "matrix").update(name).digest("hex").slice(0, 12)}`;

export const passwords = { right: secret("password"), wrong: secret("wrong-password") };
export const tokens = { right: secret("token"), wrong: secret("wrong-token") };
export const apiKeys = { right: secret("key"), wrong: secret("wrong-key"), other: secret("other-key") };
export const client = { id: "lamp-app", right: secret("client-secret"), wrong: secret("wrong-client-secret") };

const signature = secret("signature");
export const jwtKey = createSecretKey(Buffer.from(signature));
const claims = { iss: "https://issuer.example", aud: "lamp", sub: "ada", scope: "lamp:write" };
const now = Math.floor(Date.now() / 1000);
export const jwts = {
  right: jwtByHand({ ...claims, exp: now + 3_600 }, signature),
  wrong: jwtByHand({ ...claims, exp: now + 3_600 }, secret("forged-signature")),
  expired: jwtByHand({ ...claims, exp: now - 3_600 }, signature),
  powerless: jwtByHand({ ...claims, scope: "lamp:read", exp: now + 3_600 }, signature),
};

const everySecret = [passwords, tokens, apiKeys, { right: client.right, wrong: client.wrong, signature }, jwts].flatMap(
  (group) => Object.values(group) as string[],
);
/** Also as they travel. */
const forms = everySecret.flatMap((text) => [
  text,
  Buffer.from(`ada:${text}`).toString("base64"),
  encodeURIComponent(text),
]);

/** Everything that a run has shown to anybody: logs, answers, descriptions, errors. */
export class Witness {
  readonly #seen: string[] = [];

  readonly logger: Logger = {
    debug: (message, context) => this.sees(message, context),
    info: (message, context) => this.sees(message, context),
    warn: (message, context) => this.sees(message, context),
    error: (message, context) => this.sees(message, context),
  };

  sees(...shown: readonly unknown[]): void {
    for (const one of shown) {
      const depth = { depth: null, showHidden: true, getters: true } as const;
      this.#seen.push(typeof one === "string" ? one : `${inspect(one, depth)} ${JSON.stringify(one)} ${String(one)}`);
      if (one instanceof Error) this.sees(one.message, one.stack ?? "", one.cause);
    }
  }

  /** How much there was to see: a witness that has seen nothing proves nothing. */
  get size(): number {
    return this.#seen.length;
  }

  /** Secrets that were shown. */
  betrayed(): readonly string[] {
    const all = this.#seen.join("\n");
    return forms.filter((form) => all.includes(form));
  }
}
