import { httpServer } from "@thingwright/binding-http";
import { type ExposedThing, Servient } from "@thingwright/core";
import { staticVerifier } from "@thingwright/security";
import type { PartialThingDescription } from "@thingwright/td";
import type { Subject } from "../../packages/binding-http/fuzz/campaign.js";

/** Something of everything that a Thing can have. */
const affordances: Omit<PartialThingDescription, "title"> = {
  properties: {
    count: { type: "integer", minimum: 0, default: 0, observable: true },
    name: { type: "string", maxLength: 100, default: "lamp", observable: true },
    point: {
      type: "object",
      properties: { x: { type: "number" }, y: { type: "number" } },
      required: ["x", "y"],
      default: { x: 0, y: 0 },
    },
    list: { type: "array", items: { type: "boolean" }, maxItems: 10, default: [] },
    sealed: { const: "as delivered", readOnly: true },
    secret: { type: "string", writeOnly: true, observable: true },
    scaled: {
      type: "number",
      default: 1,
      readOnly: true,
      uriVariables: { unit: { type: "string" }, step: { type: "integer" } },
    },
    text: { type: "string", default: "text", forms: [{ href: "", contentType: "text/plain" }] },
    both: {
      type: "string",
      default: "x",
      forms: [
        { href: "", contentType: "application/json" },
        { href: "", contentType: "application/cbor" },
      ],
    },
    __proto__x: { type: "boolean", default: true },
    "weird name/ü%{}": { type: "integer", default: 1, observable: true },
  },
  actions: {
    echo: { input: {}, output: {} },
    fade: { input: { type: "object", properties: { to: { type: "integer" } }, required: ["to"] }, synchronous: false },
    hum: {},
  },
  events: { tick: { data: { type: "integer" } }, alarm: {} },
};

const securities: Readonly<Record<string, Omit<PartialThingDescription, "title">>> = {
  basic: { securityDefinitions: { sc: { scheme: "basic", in: "header" } }, security: "sc" },
  digest: { securityDefinitions: { sc: { scheme: "digest", in: "header" } }, security: "sc" },
  bearer: { securityDefinitions: { sc: { scheme: "bearer", in: "header", format: "jwt" } }, security: "sc" },
  key: { securityDefinitions: { sc: { scheme: "apikey", in: "header", name: "X-Api-Key" } }, security: "sc" },
  query: { securityDefinitions: { sc: { scheme: "apikey", in: "query", name: "key" } }, security: "sc" },
  cookie: { securityDefinitions: { sc: { scheme: "apikey", in: "cookie", name: "token" } }, security: "sc" },
  both: {
    securityDefinitions: {
      a: { scheme: "basic", in: "header" },
      b: { scheme: "apikey", in: "header", name: "X-Api-Key" },
      sc: { scheme: "combo", oneOf: ["a", "b"] },
    },
    security: "sc",
  },
};

/** Whom all Things know. */
const principal = { name: "user", scopes: [] };
const known = [{ username: "user", password: "password" }, { token: "right" }, { apiKey: "right" }].map(
  (credentials) => ({ credentials, principal }),
);

/** A server with Things of all kinds, which tells of what went wrong inside. */
export interface AttackedServient extends Subject, AsyncDisposable {
  /** What must not have happened, now that it is over. */
  complaints(): Promise<readonly string[]>;
}

export async function attackedServient(): Promise<AttackedServient> {
  const failures: string[] = [];
  const servient = new Servient({
    servers: [httpServer({ port: 0, cors: ["https://page.example"], limits: { requestTimeoutMs: 2_000 } })],
    verifier: staticVerifier({ sc: known, a: known, b: known }),
    logger: {
      debug() {},
      info() {},
      warn: (text, fields) => failures.push(line(text, fields)),
      error: (text, fields) => failures.push(line(text, fields)),
    },
  });
  await servient.start();
  const things = [exposed(servient, { title: "Open", ...affordances })];
  for (const [name, security] of Object.entries(securities)) {
    things.push(exposed(servient, { title: `With ${name}`, ...affordances, ...security }));
  }
  await Promise.all(things.map((thing) => thing.expose()));
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
    for (const thing of things) thing.emitEvent("tick", ticks);
  }, 20);
  const base = new URL(servient.addresses()[0] as string);
  return {
    port: Number(base.port),
    paths: things.flatMap(pathsOf),
    complaints: async () => {
      const { status } = await fetch(new URL("/open/properties/count", base));
      return [...failures.slice(0, 20), ...(status === 200 ? [] : [`afterwards a read is answered with ${status}`])];
    },
    async [Symbol.asyncDispose]() {
      clearInterval(ticking);
      await servient.stop();
    },
  };
}

function exposed(servient: Servient, init: PartialThingDescription): ExposedThing {
  const thing = servient.produce(init);
  thing.setActionHandler("echo", async (input) => input.value());
  thing.setActionHandler("fade", async () => undefined);
  thing.setActionHandler("hum", () => undefined);
  return thing;
}

/** Paths of everything in the Forms of a Thing. */
function pathsOf(thing: ExposedThing): readonly string[] {
  const { properties = {}, actions = {}, events = {}, forms = [] } = thing.description;
  const all = [properties, actions, events].flatMap((kind) => Object.values(kind).flatMap((each) => each.forms));
  const hrefs = [...all, ...forms].map(({ href }) => href.replace(/\{.*?\}/g, ""));
  const paths = hrefs.filter((href) => href.startsWith("http")).map((href) => new URL(href).pathname);
  const root = `/${paths[0]?.split("/")[1] ?? ""}`;
  return [...new Set([...paths, root, "/", "/things", "/.well-known/wot", `/things/${encodeURIComponent(thing.id)}`])];
}

const line = (text: string, fields: unknown): string => {
  const { error } = (fields ?? {}) as { error?: { stack?: string; cause?: unknown } };
  return `${text}: ${error?.stack ?? JSON.stringify(fields)} ${String(error?.cause ?? "")}`;
};
