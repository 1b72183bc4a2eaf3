import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const clientId = "hub";
/** With characters that Basic authentication has to encode (RFC 6749 §2.3.1). */
export const clientSecret = "s3cret:+ä";
export const redirectUri = "http://127.0.0.1:9/callback";

/** What the token endpoint was asked, with how the client proved who it is. */
export type TokenRequestSeen = Readonly<Record<string, string>> & { readonly authentication: string };

interface Reply {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A small authorization server over a loopback socket, strict about what it is asked. */
export class AuthorizationServer implements AsyncDisposable {
  readonly #server = createServer((message, response) => void this.#answer(message, response));
  readonly #codes = new Map<string, { readonly challenge: string; readonly redirectUri: string }>();
  /** Requests to the token endpoint, in order. */
  readonly seen: TokenRequestSeen[] = [];
  /** Seconds that tokens are good; `undefined` for not saying so. */
  lifetime: number | undefined = 60;
  /** Whether each use of a refresh token brings a new one. */
  rotates = false;
  /** Refresh tokens that are good. */
  readonly refreshTokens = new Set<string>();
  /** Answers of the token endpoint before the ordinary ones. */
  readonly next: Reply[] = [];
  #count = 0;
  base = "";

  async start(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.base = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const request = { ...form, authentication: message.headers.authorization ?? "" };
    const { status, body, headers } = message.url === "/device" ? this.#device() : this.#token(request);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  }

  #device(): Reply {
    return {
      status: 200,
      body: {
        device_code: "device-c0de",
        user_code: "WDJB-MJHT",
        verification_uri: `${this.base}/activate`,
        expires_in: 300,
        interval: 5,
      },
    };
  }

  #token(request: TokenRequestSeen): Reply {
    this.seen.push(request);
    const scripted = this.next.shift();
    if (scripted !== undefined) return scripted;
    if (!isKnown(request)) return { ...refusal("invalid_client", 401), headers: { "www-authenticate": "Basic" } };
    switch (request.grant_type) {
      case "client_credentials":
        return this.#granted(false);
      case "authorization_code":
        return this.#byCode(request);
      case "refresh_token":
        return this.#byRefresh(request.refresh_token ?? "");
      case "urn:ietf:params:oauth:grant-type:device_code":
        return request.device_code === "device-c0de" ? this.#granted(true) : refusal("invalid_grant");
      default:
        return refusal("unsupported_grant_type");
    }
  }

  #byCode(request: TokenRequestSeen): Reply {
    const code = this.#codes.get(request.code ?? "");
    this.#codes.delete(request.code ?? "");
    const challenge = createHash("sha256")
      .update(request.code_verifier ?? "")
      .digest("base64url");
    const isRight = code?.challenge === challenge && code.redirectUri === request.redirect_uri;
    return isRight ? this.#granted(true) : refusal("invalid_grant");
  }

  #byRefresh(token: string): Reply {
    if (!this.refreshTokens.has(token)) return refusal("invalid_grant");
    if (this.rotates) this.refreshTokens.delete(token);
    return this.#granted(this.rotates);
  }

  #granted(refreshable: boolean): Reply {
    const refresh = refreshable ? `refresh-${++this.#count}` : undefined;
    if (refresh !== undefined) this.refreshTokens.add(refresh);
    const token = { access_token: `t0ken-${++this.#count}`, token_type: "Bearer" };
    return { status: 200, body: { ...token, expires_in: this.lifetime, refresh_token: refresh } };
  }

  /** What the browser of a person who agrees comes back to. */
  authorize(url: string): string {
    const { searchParams, origin, pathname } = new URL(url);
    const asked = Object.fromEntries(searchParams);
    if (origin !== this.base || pathname !== "/authorize" || asked.code_challenge_method !== "S256") {
      throw new TypeError(`not for this server: ${url}`);
    }
    const code = randomUUID();
    this.#codes.set(code, { challenge: asked.code_challenge!, redirectUri: asked.redirect_uri! });
    return `${asked.redirect_uri}?code=${code}&state=${asked.state}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

export const refusal = (error: string, status = 400): Reply => ({
  status,
  body: { error, error_description: `because of ${clientSecret}` },
});

const secrets: ReadonlyMap<string, string> = new Map([
  [clientId, clientSecret],
  ["door", "other"],
]);

function isKnown({ authentication, client_id, client_secret }: TokenRequestSeen): boolean {
  if (authentication === "") return client_id === "public" || isSecretOf(client_id, client_secret);
  const [name, secret] = Buffer.from(authentication.replace("Basic ", ""), "base64").toString().split(":").map(decoded);
  return client_secret === undefined && isSecretOf(name, secret);
}

const isSecretOf = (name = "", secret = "") => secrets.get(name) === secret;
const decoded = (text: string) => decodeURIComponent(text.replaceAll("+", " "));
