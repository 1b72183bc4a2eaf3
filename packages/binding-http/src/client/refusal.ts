import {
  CredentialsError,
  errorFromHttpStatus,
  type Problem,
  ProtocolError,
  problemMediaType,
  type WotError,
} from "@thingwright/errors";
import type { RawReply } from "./transport.js";

/** The error of an answer that is not a success, or not the one that was asked for, with its problem details (RFC 9457) and its challenges. */
export function refusalOf(reply: RawReply): WotError {
  if (reply.status === 304) {
    return new ProtocolError(
      "WOT_PROTOCOL",
      "the device answered that nothing has changed, to a request that did not ask",
      {
        section: "RFC 9110 §15.4.5",
      },
    );
  }
  if (reply.status < 300) {
    return new ProtocolError("WOT_PROTOCOL", `the device answered ${reply.status}, but with no event stream`, {
      section: "WHATWG HTML §9.2.3",
    });
  }
  const error = errorFromHttpStatus(reply.status, problemOf(reply));
  if (!(error instanceof CredentialsError)) return error;
  return new CredentialsError(error.code as CredentialsError["code"] & `WOT_CREDENTIALS_${string}`, error.message, {
    challenges: challengesOf(reply),
  });
}

/** What the peer asks for, one for each line of `WWW-Authenticate`. */
export const challengesOf = (reply: RawReply): readonly string[] => reply.headers("www-authenticate");

function problemOf(reply: RawReply): Problem | undefined {
  const [type] = (reply.header("content-type") ?? "").split(";");
  if (type?.trim().toLowerCase() !== problemMediaType) return undefined;
  try {
    const problem: unknown = JSON.parse(new TextDecoder().decode(reply.body));
    return typeof problem === "object" && problem !== null && !Array.isArray(problem) ? textual(problem) : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 9457 §3.1: a member of the wrong type is as good as none. */
function textual(problem: object): Problem {
  const wrong = (["type", "title", "detail", "instance"] as const).filter(
    (name) => name in problem && typeof (problem as Problem)[name] !== "string",
  );
  return Object.fromEntries(Object.entries(problem).filter(([name]) => !(wrong as string[]).includes(name)));
}
