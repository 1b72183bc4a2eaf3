import { type Carrier, type HttpRequest, headerOf } from "../http-exchange.js";
import { type Challenge, challengesIn } from "./challenge.js";
import { digestAlgorithm, digestHashes, digestResponse } from "./digest-response.js";
import { placed } from "./placement.js";

/**
 * User name and password, of which only a digest travels (RFC 7616). The request is sent without credentials first, for
 * the challenge. Of the qualities `auth` is used; `auth-int` alone is not spoken.
 *
 * @param clientNonce - makes one up
 */
export function digestCarrier(name: string, username: string, password: string, clientNonce: () => string): Carrier {
  return {
    name,
    secrets: [password],
    async dress(dressed, send) {
      const { response, problem } = await send(dressed.request);
      if (response === undefined) return problem.message;
      const challenge = strongest(challengesIn(headerOf(response, "www-authenticate") ?? ""));
      if (challenge === undefined) return `there is no usable Digest challenge in ${response.status}`;
      const answer = answerTo(challenge, dressed.request, username, password, clientNonce());
      return placed(dressed, { in: "header", name: "Authorization" }, answer, `Digest <${name}>`);
    },
  };
}

function strongest(challenges: readonly Challenge[]): Challenge | undefined {
  const usable = challenges.filter(({ scheme, parameters }) => scheme === "digest" && isUsable(parameters));
  return digestHashes.flatMap((hash) => usable.find((each) => algorithmOf(each).hash === hash) ?? [])[0];
}

const algorithmOf = ({ parameters }: Challenge) => digestAlgorithm(parameters.algorithm);

function isUsable({ nonce, qop }: Challenge["parameters"]): boolean {
  return nonce !== undefined && (qop === undefined || /(^|[\s,])auth([\s,]|$)/i.test(qop));
}

/** The value of Authorization (RFC 7616 §3.4). */
function answerTo(
  challenge: Challenge,
  { method, url }: HttpRequest,
  username: string,
  password: string,
  cnonce: string,
): string {
  const { realm = "", nonce = "", opaque, qop, algorithm } = challenge.parameters;
  const { isSession } = algorithmOf(challenge);
  const { pathname, search } = new URL(url);
  const uri = `${pathname}${search}`;
  const nc = "00000001";
  const quality = qop === undefined ? {} : { qop: "auth", nc };
  const response = digestResponse({ algorithm, username, realm, password, nonce, cnonce, method, uri, ...quality });
  const fields = [
    `username=${quoted(username)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    `response="${response}"`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ...(qop === undefined && !isSession ? [] : [`cnonce=${quoted(cnonce)}`]),
    ...(qop === undefined ? [] : ["qop=auth", `nc=${nc}`]),
  ];
  return `Digest ${fields.join(", ")}`;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;
