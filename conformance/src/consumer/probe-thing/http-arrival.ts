import type { HeaderFields, HttpRequest } from "../../wire/http/http-exchange.js";
import { curlFor } from "../../wire/http/reproduce.js";
import { transcriptOf } from "../../wire/http/transcript.js";
import type { Exchange } from "../../wire/wire.js";
import { hidden } from "../secrets.js";
import type { ProbeAnswer, ProbeQuestion } from "./probe-answer.js";

/** A request that came to the probe Thing, and what it was answered. All that a report takes of it is free of secrets. */
export interface HttpArrival extends Exchange, ProbeQuestion {
  readonly wire: "http";
  readonly answer: ProbeAnswer;
}

/** When and where a request came. */
export interface ArrivalContext {
  /** Absolute. */
  readonly url: string;
  readonly startedMs: number;
  readonly durationMs: number;
  /** What the client was given to get in with. */
  readonly secrets: readonly string[];
}

/** The evidence of a request: what was received, then what was sent. */
export function httpArrival(question: ProbeQuestion, answer: ProbeAnswer, context: ArrivalContext): HttpArrival {
  const { url, startedMs, durationMs, secrets } = context;
  const request = shown({ ...question, url }, secrets);
  const headers = Object.entries(answer.headers ?? {});
  const response = { status: answer.status, reason: "", headers, body: Buffer.from(answer.body ?? "") };
  const [received, sent] = transcriptOf(request, { response }, durationMs);
  return {
    ...{ ...question, answer, wire: "http", target: request.url, startedMs, durationMs },
    transcript: [
      { ...received!, direction: "received" },
      { ...sent!, direction: "sent" },
    ],
    reproduce: curlFor(request),
  };
}

function shown({ method, url, headers, body }: ProbeQuestion & { readonly url: string }, secrets: readonly string[]) {
  const hide = (text: string): string => hidden(text, secrets);
  const text = Buffer.from(body).toString("latin1");
  const request: HttpRequest = {
    ...{ method, url: hide(url) },
    headers: headers.map(([name, value]) => [name, hiddenField(name, hide(value))] as const),
  };
  return body.byteLength === 0 ? request : { ...request, body: Buffer.from(hide(text), "latin1") };
}

/** Fields that credentials travel in: what a client sends there on its own account is nobody's business. */
function hiddenField(name: string, value: string): string {
  if (/^cookie$/i.test(name)) return value.replace(/=[^;]*/g, "=<secret>");
  return /^(proxy-)?authorization$/i.test(name) ? value.replace(/^(\S+)\s(?!.*<secret>).*$/s, "$1 <secret>") : value;
}

/** The value of a field that came, its lines joined; `undefined` when there is none. */
export function fieldOf({ headers }: { readonly headers: HeaderFields }, name: string): string | undefined {
  const values = headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(", ");
}
