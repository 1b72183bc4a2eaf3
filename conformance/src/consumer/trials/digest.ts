import type { DigestSecurityScheme } from "@thingwright/td";
import { challengesIn } from "../../wire/http/credentials/challenge.js";
import { digestResponse } from "../../wire/http/credentials/digest-response.js";
import { fieldOf } from "../probe-thing/http-arrival.js";
import type { ProbeQuestion } from "../probe-thing/probe-answer.js";
import type { Trial } from "../trial.js";
import { lockedTrial } from "./locked.js";
import { user } from "./locks.js";

const realm = "probe";
const nonce = "7ypf-xlj9-XXwf-DoPv";

/** A Trial in which a client with a password reads a property that wants a digest of it. */
export function digestTrial(name: string, scheme: DigestSecurityScheme, qualities: string): Trial {
  const challenge = `Digest realm="${realm}", nonce="${nonce}", qop="${qualities}", algorithm=SHA-256`;
  return lockedTrial({ name, scheme, secret: user, challenge, isOpenFor: hasDigest });
}

/** The parameters of Authorization, by their names in lower case; `undefined` when it is no digest. */
export function digestIn(question: Pick<ProbeQuestion, "headers">): Readonly<Record<string, string>> | undefined {
  const [given] = challengesIn(fieldOf(question, "authorization") ?? "");
  return given?.scheme === "digest" ? given.parameters : undefined;
}

/** Whether the request proves that its sender knows the password, with the quality `auth`. */
export function hasDigest(question: Pick<ProbeQuestion, "headers" | "method" | "path">): boolean {
  const { uri = "", nc = "", cnonce = "", qop = "", response } = digestIn(question) ?? {};
  if (qop !== "auth" || !uri.endsWith(question.path)) return false;
  const { method } = question;
  return digestResponse({ algorithm: "SHA-256", ...user, realm, nonce, cnonce, method, uri, qop, nc }) === response;
}
