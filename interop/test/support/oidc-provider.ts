import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";

const require = createRequire(import.meta.url);

/** The little of oidc-provider's API that the tests use. */
interface Provider {
  callback(): RequestListener;
  on(event: "grant.success", listener: (context: { oidc: { params: { grant_type: string } } }) => void): void;
}

const { Provider } = require("oidc-provider") as { Provider: new (issuer: string, configuration: object) => Provider };

/** What JWTs are for. */
export const things = "https://things.example";
/** What opaque tokens are for. */
export const opaque = "https://opaque.example";
export const redirectUri = "http://127.0.0.1/callback";
export const secrets = { hub: "s3cret:+", lamp: "1amp" };

/** oidc-provider, from the lockfile of this folder, over a loopback socket. */
export interface OidcProvider {
  readonly issuer: string;
  /** Names of the grants that it has made. */
  readonly granted: string[];
  stop(): void;
}

export async function startOidcProvider(): Promise<OidcProvider> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, await configuration());
  const granted: string[] = [];
  provider.on("grant.success", ({ oidc }) => granted.push(oidc.params.grant_type));
  server.on("request", provider.callback());
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { issuer, granted, stop };
}

/** oidc-provider as an authorization server for Things: their tokens are JWTs, or opaque. */
async function configuration() {
  const keys = await Promise.all(
    ["ES256", "RS256"].map(async (alg) => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true });
      return { ...(await exportJWK(privateKey)), kid: alg, alg, use: "sig" };
    }),
  );
  const confidential = { redirect_uris: [], response_types: [] };
  const people = ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"];
  return {
    jwks: { keys },
    cookies: { keys: ["for these tests"] },
    scopes: ["read", "write"],
    clients: [
      { client_id: "hub", client_secret: secrets.hub, grant_types: ["client_credentials"], ...confidential },
      { client_id: "lamp", client_secret: secrets.lamp, grant_types: [], ...confidential },
      {
        client_id: "app",
        application_type: "native",
        token_endpoint_auth_method: "none",
        grant_types: people,
        redirect_uris: [redirectUri],
        response_types: ["code"],
      },
    ],
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      introspection: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context: unknown, resource: string) => ({
          scope: "read write",
          audience: resource,
          accessTokenTTL: 60,
          accessTokenFormat: resource === opaque ? "opaque" : "jwt",
          jwt: { sign: { alg: "ES256" } },
        }),
      },
    },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    pkce: { required: () => true, methods: ["S256"] },
  };
}
