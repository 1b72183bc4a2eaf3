import type { ServerOptions } from "node:https";
import { type Area, type ConformanceOptions, credentialsOf } from "@thingwright/conformance";
import type { PropertyAffordance, ThingDescription } from "@thingwright/td";
import { type Fault, faultId, type Network, type RunningTarget } from "../fault.js";
import { perfectPath, perfectScript, perfectUser } from "./perfect-thing.js";
import { type Answer, type Question, type Script, ScriptedThing } from "./scripted-thing.js";

/** What is wrong with a Thing over HTTP. */
export interface HttpFault extends Pick<Fault, "caughtBy" | "what" | "options"> {
  /** Whether the Thing claims the HTTP Basic Profile. */
  readonly profiled?: boolean;
  /** The perfect Thing that is spoilt; the lamp by default. */
  readonly script?: () => Script;
  /** Where its description is. */
  readonly path?: string;
  readonly spoil: Spoil | Remembering;
  /** For a Thing over HTTPS. */
  readonly tls?: ServerOptions;
}

/** What is answered to a question; `undefined` leaves the perfect answer. */
export type Spoil = (question: Question, perfect: Answer, origin: string) => ReturnType<Script> | undefined;

/** For a fault that remembers: makes a Spoil for each target. */
export interface Remembering {
  begin(): Spoil;
}

/** The faults of an area, as the catalogue has them. */
export function httpFaults(area: Area, faults: readonly HttpFault[]): readonly Fault[] {
  return faults.map((fault) => ({
    id: faultId("http", area, fault.what),
    wire: "http",
    area,
    caughtBy: fault.caughtBy,
    what: fault.what,
    options: { ...fastHttp, ...fault.options },
    start: (network) => startScript(faultyScript(fault), network, fault.path, fault.tls),
  }));
}

/** On loopback nobody has to be spared. */
export const fastHttp: ConformanceOptions = { requestsPerSecond: 100_000 };

/** With leave to write, to a Thing that is quick. */
export const withWrites: ConformanceOptions = {
  ...fastHttp,
  allow: ["write"],
  limits: { effectTimeoutMs: 1_000 },
  credentials: credentialsOf({ "*": { closed: perfectUser } }),
};

/** With the credentials that a perfect Thing wants. */
export const withCredentials: ConformanceOptions = {
  ...fastHttp,
  credentials: credentialsOf({ "*": { closed: perfectUser } }),
};

/** With the credentials that a description is given out for, wherever it is. */
export const withOrigin: ConformanceOptions = {
  ...fastHttp,
  credentials: { secretFor: () => undefined, secretForOrigin: () => perfectUser },
};

/** A Thing with this script, to be judged by its address. */
export async function startScript(
  script: Script,
  network?: Network,
  path: string = perfectPath,
  tls?: ServerOptions,
): Promise<RunningTarget> {
  const thing = await ScriptedThing.start(script, network?.latencyMs, tls);
  return { target: `${thing.origin}${path}`, [Symbol.asyncDispose]: () => thing[Symbol.asyncDispose]() };
}

/** The script of a faulty Thing. */
export function faultyScript({ profiled = false, script, spoil: given }: HttpFault): Script {
  const perfect = script?.() ?? perfectScript(profiled);
  const spoil = typeof given === "function" ? given : given.begin();
  return (question, origin) => {
    const answer = perfect(question, origin) as Answer;
    return spoil(question, answer, origin) ?? answer;
  };
}

/** The path of a property. */
export const property = (name: string): string => `${perfectPath}/properties/${name}`;
/** Whether the description is asked for. */
export const isDescription = ({ path }: Question): boolean => path === perfectPath;

/** A fault in every answer at `path` that has a success status. */
export function answering(path: string, change: (answer: Answer) => Answer): Spoil {
  return (question, perfect) => (question.path === path && perfect.status < 300 ? change(perfect) : undefined);
}

/** A fault in the bytes of the description, wherever it is served. */
export function describing(change: (text: string) => string | Uint8Array): Spoil {
  return (question, perfect) => {
    if (!isDescription(question) || perfect.status !== 200) return undefined;
    const body = Buffer.from(change(String(perfect.body)));
    return { ...perfect, headers: { ...perfect.headers, "content-length": String(body.byteLength) }, body };
  };
}

/** A fault in what the description says. */
export function saying(change: (description: ThingDescription) => unknown): Spoil {
  return describing((text) => JSON.stringify(change(JSON.parse(text) as ThingDescription)));
}

/** A fault in the value of a property: this text is its body. */
export function reading(name: string, body: string | Uint8Array): Spoil {
  return answering(property(name), ({ headers }) => ({
    status: 200,
    headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    body,
  }));
}

/** A fault in how a property is described. */
export function describingProperty(name: string, change: (property: PropertyAffordance) => unknown): Spoil {
  return saying(({ properties, ...rest }) => ({
    ...rest,
    properties: { ...properties, [name]: change(properties![name]!) },
  }));
}

/** A fault in the fields of every success at `path`. */
export function withFields(path: string, fields: Answer["headers"]): Spoil {
  return answering(path, (answer) => ({ ...answer, headers: { ...answer.headers, ...fields } }));
}

/** The fields but one. */
export const without = (headers: Answer["headers"], name: string) =>
  Object.fromEntries(Object.entries(headers ?? {}).filter(([each]) => each !== name));
