import { request as httpRequest } from "node:http";
import { httpServer } from "@thingwright/binding-http";
import { type ExposedThing, Servient } from "@thingwright/core";
import { defaultSchemes, digest, staticVerifier, verifiersByDefinition } from "@thingwright/security";
import type { PartialThingDescription } from "@thingwright/td";
import type { Parts } from "./by-hand.js";
import { type SchemeCase, schemeCases } from "./scheme-cases.js";
import { apiKeys, type Witness } from "./secrets.js";

/** Where a security definition is named. */
export const placements = ["thing", "form", "oneOf", "allOf", "and"] as const;
export type Placement = (typeof placements)[number];

export const nameOf = ({ title }: Pick<SchemeCase, "title">): string => `${title.replaceAll(" ", "_")}_sc`;

/** The second scheme of a combination. */
export const other = {
  definition: { scheme: "apikey", in: "header", name: "X-Other" },
  parts: { headers: { "x-other": apiKeys.other } } satisfies Parts,
  challenge: /^ApiKey realm="things"$/,
} as const;

/** A Thing that asks for `scheme` where `placement` says. */
export function matrixThing(scheme: SchemeCase, placement: Placement): PartialThingDescription {
  const name = nameOf(scheme);
  const both = [name, "other_sc"];
  const forms = placement === "form" ? { forms: [{ security: name }] } : {};
  const security = { thing: [name], form: ["other_sc"], oneOf: ["either_sc"], allOf: ["both_sc"], and: both }[
    placement
  ];
  return {
    title: `${scheme.title} ${placement}`,
    security,
    securityDefinitions: {
      [name]: scheme.definition,
      other_sc: other.definition,
      either_sc: { scheme: "combo", oneOf: both },
      both_sc: { scheme: "combo", allOf: both },
    },
    properties: {
      state: { type: "object", properties: { level: { type: "integer" } }, default: { level: 0 }, ...forms },
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly challenges: readonly string[];
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** One HTTP request by hand. */
export function ask(url: string, method: string, parts: Parts = {}, value?: object): Promise<Answer> {
  const target = new URL(url);
  for (const [name, text] of Object.entries(parts.query ?? {})) target.searchParams.set(name, text);
  const body = value === undefined ? undefined : JSON.stringify({ ...value, ...parts.body });
  const headers = { ...parts.headers, ...(body !== undefined && { "content-type": "application/json" }) };
  return new Promise((resolve, reject) => {
    const asked = httpRequest(target, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const challenges = response.rawHeaders.filter(
          (_, at, raw) => raw[at - 1]?.toLowerCase() === "www-authenticate" && at % 2 === 1,
        );
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, challenges, headers: response.headers, body: text });
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** All Things of the matrix on one server, on a clock that a test can put forward. */
export async function serveMatrix(witness: Witness) {
  const time = { aheadMs: 0 };
  const clock = { now: () => Date.now() + time.aheadMs, after: () => ({ cancel: () => {} }) };
  const server = httpServer({ port: 0 });
  const verifiers = Object.fromEntries(schemeCases.map((scheme) => [nameOf(scheme), scheme.verifier]));
  const others = [{ credentials: { apiKey: apiKeys.other }, principal: { name: "other", scopes: [] } }];
  const servient = new Servient({
    servers: [server],
    securitySchemes: [digest({ clock }), ...defaultSchemes()],
    verifier: verifiersByDefinition({ ...verifiers, other_sc: staticVerifier({ other_sc: others }) }),
    throttle: false,
    logger: witness.logger,
  });
  await servient.start();
  const things = new Map<string, ExposedThing>();
  const written: unknown[] = [];
  for (const scheme of schemeCases) {
    for (const placement of placements) {
      const thing = servient.produce(matrixThing(scheme, placement));
      thing.setPropertyWriteHandler("state", async (value) => void written.push(await value.value()));
      await thing.expose();
      things.set(`${scheme.title} ${placement}`, thing);
    }
  }
  const thingOf = (scheme: SchemeCase, placement: Placement): ExposedThing =>
    things.get(`${scheme.title} ${placement}`)!;
  const base = server.addresses()[0]!;
  return {
    servient,
    base,
    time,
    written,
    thingOf,
    urlOf: (scheme: SchemeCase, placement: Placement): string =>
      `${base}/${`${scheme.title} ${placement}`.replaceAll(" ", "-").toLowerCase()}/properties/state`,
    [Symbol.asyncDispose]: () => servient.stop(),
  };
}
