import type { OAuth2SecurityScheme } from "@thingwright/td";
import { type Carrier, type HttpRequest, isSuccess } from "../http-exchange.js";
import { jsonBody } from "../json-body.js";
import { bearerCarrier } from "./simple-carriers.js";

/**
 * A token that the definition's token endpoint gives to a client for its own id and secret (RFC 6749 §4.4). One is got for
 * the whole run, and asked for again when that failed. Other flows need a person, who can give a token as for `bearer`.
 */
export function oauth2Carrier(
  name: string,
  { flow, token: endpoint, scopes }: OAuth2SecurityScheme,
  clientId: string,
  clientSecret: string,
): Carrier {
  const secrets: string[] = [clientSecret];
  let known: string | undefined;
  return {
    name,
    secrets,
    async dress(dressed, send) {
      if (!/^client(_credentials)?$/.test(flow)) return `the flow ${JSON.stringify(flow)} needs a person: give a token`;
      if (endpoint === undefined || !URL.canParse(endpoint)) return "the definition names no token endpoint";
      const got = known ?? (await tokenFrom(tokenRequest(endpoint, scopes, clientId, clientSecret), send));
      if (typeof got !== "string") return got.why;
      known = got;
      secrets.push(got);
      return await bearerCarrier(name, {}, got).dress(dressed, send);
    },
  };
}

function tokenRequest(
  url: string,
  scopes: OAuth2SecurityScheme["scopes"],
  clientId: string,
  clientSecret: string,
): HttpRequest {
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (scopes !== undefined) form.set("scope", [scopes].flat().join(" "));
  // RFC 6749 §2.3.1 has both encoded as in a form before they are joined.
  const user = [clientId, clientSecret].map((each) => new URLSearchParams({ "": each }).toString().slice(1)).join(":");
  return {
    method: "POST",
    url,
    headers: [
      ["Authorization", `Basic ${Buffer.from(user).toString("base64")}`],
      ["Content-Type", "application/x-www-form-urlencoded"],
      ["Accept", "application/json"],
    ],
    body: Buffer.from(form.toString()),
  };
}

async function tokenFrom(
  request: HttpRequest,
  send: Parameters<Carrier["dress"]>[1],
): Promise<string | { readonly why: string }> {
  const { response, problem } = await send(request);
  if (response === undefined) return { why: `no token: ${problem.message}` };
  if (!isSuccess(response)) return { why: `no token: the token endpoint answers ${response.status}` };
  const body = jsonBody(response);
  const token = body.ok ? (Object(body.value) as { readonly access_token?: unknown }).access_token : undefined;
  return typeof token === "string" ? token : { why: "no token: the token endpoint gives none" };
}
