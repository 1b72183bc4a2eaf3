import type { AuthenticationTarget, ClientAuthenticator } from "@thingwright/contracts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type DevicePrompt,
  memoryCredentials,
  type OAuth2Options,
  oauth2,
  security,
  staticVerifier,
} from "../../../src/index.js";
import { authenticatorOf, presenting, reasonOf, target, thingWith } from "../../fixtures.js";
import {
  AuthorizationServer,
  clientId,
  clientSecret,
  redirectUri,
  refusal,
} from "../../support/authorization-server.js";
import { type SteppedClock, steppedClock } from "../../support/stepped-clock.js";

let as: AuthorizationServer;
beforeEach(async () => {
  as = await new AuthorizationServer().start();
});
afterEach(() => as[Symbol.asyncDispose]());

function setup(options: OAuth2Options = {}, definition: object = {}, credentials: object = {}) {
  const clock = steppedClock();
  const store = memoryCredentials({ "*": { o: { clientId, clientSecret, ...credentials } } });
  const composed = security([oauth2({ clock, ...options })], store);
  const thing = thingWith({ o: { scheme: "oauth2", flow: "client", token: `${as.base}/token`, ...definition } });
  const clientOf = (...scopes: string[]) => authenticatorOf(composed.client(thing, ["o"], undefined, scopes));
  return { clock, store, composed, thing, clientOf };
}

/** The token that goes out, without the word Bearer. */
async function tokenFrom(client: ClientAuthenticator, to: AuthenticationTarget = { ...target }): Promise<string> {
  const { headers } = await client.authenticate(to);
  return headers!.authorization!.replace("Bearer ", "");
}

const code = () => ({ flow: "code", authorization: `${as.base}/authorize` });
const device = () => ({ flow: "device", authorization: `${as.base}/device` });

describe("oauth2, flow client", () => {
  it("gets a token with the client's secret, for the scopes of the Form and the origin of the Thing", async () => {
    expect(await tokenFrom(setup().clientOf("write", "read"))).toBe("t0ken-1");
    expect(as.seen).toEqual([
      {
        grant_type: "client_credentials",
        scope: "read write",
        resource: "https://lamp.example",
        authentication: expect.stringMatching(/^Basic /),
      },
    ]);
  });

  it("sends the secret in the body where the credentials say so", async () => {
    const { clientOf } = setup({}, {}, { clientAuthentication: "client_secret_post" });
    expect(await tokenFrom(clientOf())).toBe("t0ken-1");
    expect(as.seen[0]).toMatchObject({ client_id: clientId, client_secret: clientSecret, authentication: "" });
  });

  it("says what the token is for as the credentials have it", async () => {
    await tokenFrom(setup({}, {}, { resource: "urn:lamps", audience: "lamps" }).clientOf());
    await tokenFrom(setup({}, {}, { resource: false }).clientOf());
    expect(as.seen[0]).toMatchObject({ resource: "urn:lamps", audience: "lamps" });
    expect(as.seen[1]).not.toHaveProperty("resource");
  });

  it("asks once for all that need the same token, and gives it at once afterwards", async () => {
    const { clientOf } = setup();
    const clients = [clientOf("a", "b"), clientOf("b", "a"), clientOf("a", "b", "a")];
    const tokens = await Promise.all(clients.map((client) => tokenFrom(client)));
    expect(new Set(tokens).size).toBe(1);
    expect(clients[0]!.authenticate(target)).not.toBeInstanceOf(Promise);
    expect(as.seen).toHaveLength(1);
  });

  it("has a token of its own for each origin, set of scopes and client", async () => {
    const { clientOf, store } = setup();
    const client = clientOf("a");
    const tokens = [
      await tokenFrom(client),
      await tokenFrom(client, { uri: "https://door.example/on", method: "GET" }),
      await tokenFrom(client, { uri: "https://lamp.example:444/on", method: "GET" }),
      await tokenFrom(clientOf("a", "b")),
    ];
    store.set("*", "o", { clientId: "door", clientSecret: "other" });
    tokens.push(await tokenFrom(client));
    expect(new Set(tokens).size).toBe(5);
  });

  it("replaces a token before it ends", async () => {
    const { clientOf, clock } = setup({ limits: { refreshAheadMs: 10_000 } });
    const client = clientOf();
    expect(await tokenFrom(client)).toBe("t0ken-1");
    clock.step(49_999);
    expect(await tokenFrom(client)).toBe("t0ken-1");
    clock.step(1);
    expect(await tokenFrom(client)).toBe("t0ken-2");
  });

  it("keeps a token whose end is not known until a Thing refuses it", async () => {
    as.lifetime = undefined;
    const { clientOf, clock } = setup();
    const client = clientOf();
    await tokenFrom(client);
    clock.step(1e10);
    expect(await tokenFrom(client)).toBe("t0ken-1");
  });

  it.each([
    [[], true],
    [['Bearer error="invalid_token"'], true],
    [['Basic realm="x", Bearer realm="things"'], true],
    [['Bearer error="insufficient_scope", scope="a"'], false],
    [['Basic realm="things"'], false],
  ])("after 401 with %j: a new token? %s", async (challenges, better) => {
    const { clientOf, clock } = setup();
    const client = clientOf();
    const sent = { ...target };
    await tokenFrom(client, sent);
    clock.step(5_000);
    expect(await client.challenged?.(challenges, sent)).toBe(better);
    expect(await tokenFrom(client)).toBe(better ? "t0ken-2" : "t0ken-1");
  });

  it("gets one new token when many requests are refused, and none for one that is as good as new", async () => {
    const { clientOf, clock } = setup();
    const client = clientOf();
    const [one, two] = [{ ...target }, { ...target }];
    await tokenFrom(client, one);
    await tokenFrom(client, two);
    expect(await client.challenged?.([], one)).toBe(false);
    clock.step(5_000);
    expect(await client.challenged?.([], one)).toBe(true);
    expect(await tokenFrom(client)).toBe("t0ken-2");
    expect(await client.challenged?.([], two)).toBe(true);
    expect(await tokenFrom(client)).toBe("t0ken-2");
    expect(await client.challenged?.([], { ...target })).toBe(false);
  });

  it("uses a changed secret at the next request", async () => {
    const { clientOf, store } = setup({}, {}, { clientSecret: "wrong" });
    const client = clientOf();
    await expect(tokenFrom(client)).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
    store.set("*", "o", { clientId, clientSecret });
    expect(await tokenFrom(client)).toBe("t0ken-1");
    store.set("*", "o", { clientId, clientSecret: "wrong again" });
    await expect(tokenFrom(client)).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it("does not ask again and again after a refusal", async () => {
    const { clientOf, clock } = setup({}, {}, { clientSecret: "wrong" });
    const client = clientOf();
    await expect(tokenFrom(client)).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
    await expect(tokenFrom(client)).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
    expect(as.seen).toHaveLength(1);
    clock.step(5_000);
    await expect(tokenFrom(client)).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
    expect(as.seen).toHaveLength(2);
  });

  it.each<[string, Parameters<typeof as.next.push>[0], string]>([
    ["an unknown scope", refusal("invalid_scope"), "WOT_CREDENTIALS_REFUSED"],
    ["a failure", { status: 503, body: {} }, "WOT_PROTOCOL"],
    ["another kind of token", { status: 200, body: { access_token: "t", token_type: "mac" } }, "WOT_PROTOCOL"],
    [
      "a token that is none",
      { status: 200, body: { access_token: "t\r\nx: y", token_type: "bearer" } },
      "WOT_PROTOCOL",
    ],
    ["no token", { status: 200, body: {} }, "WOT_PROTOCOL"],
    ["a redirect", { status: 307, body: {}, headers: { location: "https://evil.example/token" } }, "WOT_PROTOCOL"],
    [
      "too much",
      { status: 200, body: { access_token: "t", token_type: "bearer", padding: "x".repeat(200_000) } },
      "WOT_PROTOCOL",
    ],
  ])("fails with %s, showing neither secret nor token", async (_, reply, errorCode) => {
    as.next.push(reply);
    const failure: unknown = await tokenFrom(setup().clientOf()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: errorCode });
    expect(String(failure)).not.toContain(clientSecret);
  });

  it("waits for an authorization server no longer than requestTimeoutMs", async () => {
    const { clientOf, clock } = setup({ fetch: () => new Promise(() => setImmediate(() => clock.step(10_000))) });
    await expect(tokenFrom(clientOf())).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
  });

  it("gives a request up when nobody waits for it any longer, and not before", async () => {
    let signal: AbortSignal | undefined | null;
    const fetch: OAuth2Options["fetch"] = (_url, init) => {
      signal = init.signal;
      return new Promise(() => {});
    };
    const client = setup({ fetch }).clientOf();
    const [one, two] = [new AbortController(), new AbortController()];
    const waiting = [one, two].map(({ signal }) => tokenFrom(client, { ...target, signal }));
    await vi.waitUntil(() => signal);
    one.abort();
    await expect(waiting[0]).rejects.toMatchObject({ code: "WOT_ABORTED" });
    expect(signal?.aborted).toBe(false);
    two.abort();
    await expect(waiting[1]).rejects.toMatchObject({ code: "WOT_ABORTED" });
    expect(signal?.aborted).toBe(true);
  });

  it("keeps a bounded number of tokens", async () => {
    const { clientOf } = setup({ limits: { maxTokens: 2 } });
    const client = clientOf();
    for (const host of ["a", "b", "c", "c", "a"]) await tokenFrom(client, { uri: `https://${host}/`, method: "GET" });
    expect(as.seen).toHaveLength(4);
  });

  it.each<[string, object]>([
    ["no secret", { clientSecret: undefined }],
    ["no client", { clientId: undefined }],
    ["a secret that is no text", { clientSecret: 7 }],
    ["an unknown way to prove who it is", { clientAuthentication: "none" }],
    ["another token endpoint", { tokenEndpoint: "https://as.example/token" }],
  ])("has no use for credentials with %s", async (_, credentials) => {
    const client = setup({}, {}, credentials).clientOf();
    await expect(async () => tokenFrom(client)).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    expect(as.seen).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ["without a token endpoint", { token: undefined }, /needs "token"/],
    ["with a token endpoint by http elsewhere", { token: "http://as.example/token" }, /https only/],
    ["with a token endpoint that is none", { token: "mailto:as" }, /https only/],
    ["of another flow", { flow: "implicit" }, /"implicit" is not known/],
    ["of a flow of the prototype", { flow: "constructor" }, /not known/],
    ["of the flow code without an authorization endpoint", { flow: "code" }, /needs "authorization"/],
    ["of the flow device without an authorization endpoint", { flow: "device" }, /needs "authorization"/],
  ])("refuses a definition %s", (_, definition, reason) => {
    const { composed, thing } = setup({}, definition);
    expect(reasonOf(composed.client(thing, ["o"]))).toMatch(reason);
  });
});

describe("oauth2, flow code", () => {
  it("has a person grant access, proves that it asked itself, and refreshes from then on", async () => {
    const urls: string[] = [];
    const authorize = async (url: string) => {
      urls.push(url);
      return as.authorize(url);
    };
    const { clientOf, clock } = setup({ authorize, redirectUri }, code(), {
      clientId: "public",
      clientSecret: undefined,
    });
    const client = clientOf("read");
    expect(await tokenFrom(client)).toBe("t0ken-2");
    expect(Object.fromEntries(new URL(urls[0]!).searchParams)).toMatchObject({
      response_type: "code",
      client_id: "public",
      scope: "read",
      resource: "https://lamp.example",
      redirect_uri: redirectUri,
      state: expect.stringMatching(/^.{43}$/),
    });
    clock.step(60_000);
    expect(await tokenFrom(client)).toBe("t0ken-3");
    expect(as.seen[1]).toMatchObject({ grant_type: "refresh_token", refresh_token: "refresh-1", scope: "read" });
    clock.step(60_000);
    await tokenFrom(client);
    expect(as.seen[2]).toMatchObject({ refresh_token: "refresh-1" });
    expect(urls).toHaveLength(1);
  });

  it("takes the new refresh token where each is good once, and asks the person when it is good no longer", async () => {
    as.rotates = true;
    const authorize = vi.fn(async (url: string) => as.authorize(url));
    const { clientOf, clock } = setup({ authorize, redirectUri }, code());
    const client = clientOf();
    await tokenFrom(client);
    clock.step(60_000);
    await tokenFrom(client);
    clock.step(60_000);
    await tokenFrom(client);
    expect(as.seen.slice(1).map((request) => request.refresh_token)).toEqual(["refresh-1", "refresh-3"]);
    as.refreshTokens.clear();
    clock.step(60_000);
    await tokenFrom(client);
    expect(authorize).toHaveBeenCalledTimes(2);
  });

  it("needs no person with a refresh token in the store", async () => {
    as.refreshTokens.add("kept");
    expect(await tokenFrom(setup({}, code(), { refreshToken: "kept" }).clientOf())).toBe("t0ken-1");
  });

  it("refreshes where the definition says", async () => {
    as.refreshTokens.add("kept");
    const definition = { ...code(), token: "https://as.invalid/token", refresh: `${as.base}/refresh` };
    expect(await tokenFrom(setup({}, definition, { refreshToken: "kept" }).clientOf())).toBe("t0ken-1");
  });

  it("has nobody to ask without `authorize`", async () => {
    await expect(tokenFrom(setup({}, code()).clientOf())).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
  });

  it.each<[string, (url: string) => string, string]>([
    ["another state", (url) => as.authorize(url).replace(/state=.*/, "state=x"), "WOT_PROTOCOL"],
    ["no state", (url) => as.authorize(url).replace(/&state=.*/, ""), "WOT_PROTOCOL"],
    ["another address", (url) => as.authorize(url).replace("/callback", "/evil"), "WOT_PROTOCOL"],
    ["no address", () => "", "WOT_PROTOCOL"],
    ["a refusal", (url) => `${redirectUri}?error=access_denied&state=${stateIn(url)}`, "WOT_CREDENTIALS_REFUSED"],
    ["another issuer", (url) => `${as.authorize(url)}&iss=https://evil.example`, "WOT_PROTOCOL"],
    ["a foreign code", (url) => `${redirectUri}?code=x&state=${stateIn(url)}`, "WOT_CREDENTIALS_REFUSED"],
  ])("refuses a redirect with %s", async (_, redirected, errorCode) => {
    const authorize = async (url: string) => redirected(url);
    const { clientOf } = setup({ authorize, redirectUri }, code(), { issuer: "https://as.example" });
    await expect(tokenFrom(clientOf())).rejects.toMatchObject({ code: errorCode });
  });

  it("waits for a person no longer than maxAuthorizationMs", async () => {
    const authorize = () => new Promise<string>(() => setImmediate(() => clock.step(1_000)));
    const { clientOf, clock } = setup({ authorize, redirectUri, limits: { maxAuthorizationMs: 1_000 } }, code());
    await expect(tokenFrom(clientOf())).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
  });

  it("blames the application for an `authorize` that fails", async () => {
    const authorize = () => Promise.reject(new TypeError("no browser"));
    const { clientOf } = setup({ authorize, redirectUri }, code());
    await expect(tokenFrom(clientOf())).rejects.toMatchObject({ code: "WOT_INTERNAL" });
  });
});

const stateIn = (url: string) => new URL(url).searchParams.get("state");

describe("oauth2, flow device", () => {
  /** Starts to wait for a token; resolves once the person has been shown the code. */
  async function shown(options: OAuth2Options = {}) {
    const prompts: DevicePrompt[] = [];
    const set = setup(
      {
        showUserCode: (prompt) => prompts.push(prompt),
        ...options,
        limits: { requestTimeoutMs: 7_777, ...options.limits },
      },
      device(),
    );
    const token = tokenFrom(set.clientOf());
    token.catch(() => {});
    await vi.waitUntil(() => prompts.length > 0);
    return { ...set, token, prompt: prompts[0]! };
  }

  /** Moves the clock until the token endpoint is asked, and waits for the pause of `nextMs` that follows. */
  async function askedAfter(clock: SteppedClock, ms: number, nextMs: number) {
    clock.step(ms);
    await vi.waitUntil(() => clock.nextIn === nextMs);
  }

  it("shows the code and asks at the server's pace until the person has agreed", async () => {
    as.next.push(refusal("authorization_pending"), refusal("slow_down"));
    const { clock, token, prompt } = await shown();
    expect(prompt).toEqual({
      userCode: "WDJB-MJHT",
      verificationUri: `${as.base}/activate`,
      verificationUriComplete: undefined,
      expiresAt: clock.now() + 300_000,
    });
    clock.step(4_999);
    expect(as.seen).toEqual([]);
    await askedAfter(clock, 1, 5_000);
    await askedAfter(clock, 5_000, 10_000);
    clock.step(9_999);
    expect(as.seen).toHaveLength(2);
    clock.step(1);
    expect(await token).toMatch(/^t0ken-/);
    expect(as.seen[2]).toMatchObject({ device_code: "device-c0de" });
  });

  it("ends when the person refuses", async () => {
    as.next.push(refusal("access_denied"));
    const { clock, token } = await shown();
    clock.step(5_000);
    await expect(token).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED", message: /access_denied/ });
  });

  it("ends when the code lapses", async () => {
    as.next.push(refusal("authorization_pending"));
    const { clock, token } = await shown({ limits: { maxAuthorizationMs: 9_000 } });
    clock.step(5_000);
    await expect(token).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it("has nobody to ask without `showUserCode`", async () => {
    await expect(tokenFrom(setup({}, device()).clientOf())).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
  });
});

describe("oauth2, the server half", () => {
  const verifier = staticVerifier({
    o: [{ credentials: { token: "t0ken" }, principal: { name: "ada", scopes: ["read"] } }],
  });
  const server = oauth2().server({ scheme: "oauth2", flow: "client" }, "o", verifier);

  it("takes a bearer token and says who it proves", () => {
    expect(server.verify(presenting({ headers: { authorization: "Bearer t0ken" } }))).toMatchObject({ name: "ada" });
  });

  it("asks for a bearer token, and names the scopes that one lacks", () => {
    expect(server.verify(presenting())).toMatchObject({ challenges: ['Bearer realm="things"'] });
    expect(server.lacking?.(["write"])).toEqual(['Bearer realm="things", error="insufficient_scope", scope="write"']);
  });
});
