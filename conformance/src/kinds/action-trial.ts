import type { ActionAffordance, EffectiveForm } from "@thingwright/td";
import type { Subject, ThingSubject } from "../subject.js";
import { type HttpExchange, type HttpRequest, headerOf } from "../wire/http/http-exchange.js";
import { jsonBody } from "../wire/http/json-body.js";
import { dressed, profiledForm } from "./profiled-form.js";
import { sampleValue } from "./sample-value.js";

/** One invocation of an action as the HTTP Basic Profile has it, and what came after. */
export interface ActionTrial {
  readonly name: string;
  readonly action: ActionAffordance;
  readonly form: EffectiveForm;
  readonly invoke: HttpExchange;
  /** Absolute URL of the ActionStatus resource: that of Location, else of `href`. */
  readonly statusUrl?: string;
  /** Asks for the state; absent without a `statusUrl`. */
  readonly query?: HttpExchange;
  /** Cancels; absent without a `statusUrl`. */
  readonly cancel?: HttpExchange;
}

/** What kept an action from being invoked. */
export interface Untried {
  readonly name: string;
  readonly why: string;
}

const tried = new WeakMap<Subject, Promise<readonly (ActionTrial | Untried)[]>>();

/** Names of the actions that have a Form of the HTTP Basic Profile. */
export function invocableActions({ thing }: ThingSubject): readonly string[] {
  return Object.keys(thing.actions ?? {}).filter((name) => profiledForm(thing, "action", name, "invokeaction"));
}

/**
 * Invokes each action once, with the least input that its schema has, asks how it goes, and cancels it. All checks of the run look
 * at the same invocation: an action may move something.
 */
export function actionTrials(subject: ThingSubject): Promise<readonly (ActionTrial | Untried)[]> {
  const known = tried.get(subject) ?? tryAll(subject);
  tried.set(subject, known);
  return known;
}

async function tryAll(subject: ThingSubject): Promise<readonly (ActionTrial | Untried)[]> {
  const trials: (ActionTrial | Untried)[] = [];
  for (const name of invocableActions(subject)) trials.push(await tryAction(name, subject));
  return trials;
}

async function tryAction(name: string, subject: ThingSubject): Promise<ActionTrial | Untried> {
  const { thing } = subject;
  const action = thing.actions![name]!;
  const form = profiledForm(thing, "action", name, "invokeaction")!;
  const input = action.input === undefined ? undefined : sampleValue(action.input);
  if (action.input !== undefined && input === undefined) return { name, why: "no input can be made up" };
  const effect = `invokes ${JSON.stringify(name)} of ${thing.title}${input === undefined ? "" : ` with ${JSON.stringify(input)}`}`;
  const request = dressed(form, invocation(form, input), subject);
  const invoke = await subject.http.change(request, { safety: "invoke", effect });
  const trial = { name, action, form, invoke };
  const statusUrl = statusUrlOf(invoke);
  if (statusUrl === undefined) return trial;
  const asking: HttpRequest = { method: "GET", url: statusUrl, headers: [["Accept", "application/json"]] };
  const query = await subject.http.askAgain(dressed(form, asking, subject));
  const cancelling = dressed(form, { method: "DELETE", url: statusUrl, headers: [] }, subject);
  const cancel = await subject.http.change(cancelling, { safety: "invoke", effect: `cancels ${JSON.stringify(name)}` });
  return { ...trial, statusUrl, query, cancel };
}

/** `POST` with `Accept`, and `Content-Type` only where there is an input (§ invokeaction). */
function invocation({ form, href }: EffectiveForm, input: unknown): HttpRequest {
  const method = String(form["htv:methodName"] ?? "POST");
  const accept = ["Accept", "application/json"] as const;
  if (input === undefined) return { method, url: href, headers: [accept] };
  const headers = [accept, ["Content-Type", "application/json"] as const];
  return { method, url: href, headers, body: Buffer.from(JSON.stringify(input)) };
}

function statusUrlOf({ response, request }: HttpExchange): string | undefined {
  if (response?.status !== 201) return undefined;
  const body = jsonBody(response);
  const { href } = Object(body.ok ? body.value : undefined) as { readonly href?: unknown };
  const address = headerOf(response, "location") ?? (typeof href === "string" ? href : undefined);
  if (address === undefined || !URL.canParse(address, request.url)) return undefined;
  const { href: url, protocol, origin } = new URL(address, request.url);
  // What the Thing says is somewhere else is not asked: the credentials are for this one.
  return /^https?:$/.test(protocol) && origin === new URL(request.url).origin ? url : undefined;
}
