import { describe, expect, it } from "vitest";
import { answerJson, consumer, ForeignThing } from "../support/foreign-thing.js";

/** Forms among which only the last is one of the profile: JSON over HTTP for the operation. */
const formsBefore = (op: string) => [
  { href: "coap://127.0.0.1:1/other", op: "unobserveproperty" },
  { href: "other/operation", op: op === "readproperty" ? "writeproperty" : "readproperty" },
  { href: "ftp://127.0.0.1/other/scheme", op },
  { href: "other/type", op, contentType: "application/x-unheard-of" },
];

const property = (op: "readproperty" | "writeproperty", href = "properties/level") => ({
  properties: { level: { type: "integer", forms: [...formsBefore(op), { href, op }] } },
});

const properties = (op: "readallproperties" | "writemultipleproperties", href = "properties") => ({
  properties: { level: { type: "integer", forms: [{ href: "properties/level" }] } },
  forms: [
    { href: "other/type", op, contentType: "application/x-unheard-of" },
    { href: "other/operation", op: "queryallactions" },
    { href, op },
  ],
});

describe("reading a property, at the Consumer", () => {
  const read = async (href?: string) => {
    await using thing = await ForeignThing.start((_, response) => answerJson(response, 42));
    await using servient = consumer();
    const td = thing.describe(property("readproperty", href?.replace("ORIGIN", thing.origin)) as object);
    expect(await servient.consume(td).read("level")).toBe(42);
    return thing.requests;
  };

  it("http-basic-profile-protocol-binding-readproperty-1: takes the address from the Form for it that is JSON over HTTP", async () => {
    expect((await read()).map(({ url }) => url)).toEqual(["/things/lamp/properties/level"]);
  });

  it("http-basic-profile-protocol-binding-readproperty-3: resolves the href and uses what comes out", async () => {
    const urls = async (href: string) => (await read(href)).map(({ url }) => url);
    expect(await urls("../other/level")).toEqual(["/things/other/level"]);
    expect(await urls("/level")).toEqual(["/level"]);
    expect(await urls("ORIGIN/elsewhere")).toEqual(["/elsewhere"]);
  });

  it("http-basic-profile-protocol-binding-readproperty-4: sends a GET that accepts JSON", async () => {
    const [request] = await read();
    expect([request?.method, request?.headers.accept, request?.body]).toEqual(["GET", "application/json", ""]);
  });
});

describe("writing a property, at the Consumer", () => {
  const write = async (href?: string) => {
    await using thing = await ForeignThing.start((_, response) => void response.writeHead(204).end());
    await using servient = consumer();
    await servient.consume(thing.describe(property("writeproperty", href) as object)).write("level", 42);
    return thing.requests;
  };

  it("http-basic-profile-protocol-binding-writeproperty-1: takes the address from the Form for it that is JSON over HTTP", async () => {
    expect((await write()).map(({ url }) => url)).toEqual(["/things/lamp/properties/level"]);
  });

  it("http-basic-profile-protocol-binding-writeproperty-3: resolves the href and uses what comes out", async () => {
    expect((await write("/level")).map(({ url }) => url)).toEqual(["/level"]);
  });

  it("http-basic-profile-protocol-binding-writeproperty-4: sends a PUT with the value as JSON", async () => {
    const [request] = await write();
    expect([request?.method, request?.headers["content-type"], request?.body]).toEqual([
      "PUT",
      "application/json",
      "42",
    ]);
  });
});

describe("reading all properties, at the Consumer", () => {
  const readAll = async (href?: string) => {
    await using thing = await ForeignThing.start((_, response) => answerJson(response, { level: 42 }));
    await using servient = consumer();
    const td = thing.describe(properties("readallproperties", href) as object);
    expect(await servient.consume(td).readAll()).toEqual({ level: 42 });
    return thing.requests;
  };

  it("http-basic-profile-protocol-binding-readallproperties-1: takes the address from the Thing's Form for it that is JSON over HTTP", async () => {
    expect((await readAll()).map(({ url }) => url)).toEqual(["/things/lamp/properties"]);
  });

  it("http-basic-profile-protocol-binding-readallproperties-3: resolves the href and uses what comes out", async () => {
    expect((await readAll("../all")).map(({ url }) => url)).toEqual(["/things/all"]);
  });

  it("http-basic-profile-protocol-binding-readallproperties-4: sends a GET that accepts JSON", async () => {
    const [request] = await readAll();
    expect([request?.method, request?.headers.accept, request?.body]).toEqual(["GET", "application/json", ""]);
  });
});

describe("writing several properties, at the Consumer", () => {
  const writeMultiple = async (href?: string) => {
    await using thing = await ForeignThing.start((_, response) => void response.writeHead(204).end());
    await using servient = consumer();
    const td = thing.describe(properties("writemultipleproperties", href) as object);
    await servient.consume(td).writeMultiple({ level: 42 });
    return thing.requests;
  };

  it("http-basic-profile-protocol-binding-writemultipleproperties-1: takes the address from the Thing's Form for it that is JSON over HTTP", async () => {
    expect((await writeMultiple()).map(({ url }) => url)).toEqual(["/things/lamp/properties"]);
  });

  it("http-basic-profile-protocol-bindings-writemultipleproperties-3: resolves the href and uses what comes out", async () => {
    expect((await writeMultiple("../all")).map(({ url }) => url)).toEqual(["/things/all"]);
  });

  it("http-basic-profile-protocol-binding-writemultipleproperties-4: sends a PUT with an object of values as JSON", async () => {
    const [request] = await writeMultiple();
    expect([request?.method, request?.headers["content-type"]]).toEqual(["PUT", "application/json"]);
    expect(JSON.parse(request?.body ?? "")).toEqual({ level: 42 });
  });
});

describe("invoking an action, at the Consumer", () => {
  const fade = (href = "actions/fade", more: object = {}) => ({
    actions: {
      fade: {
        synchronous: true,
        ...more,
        forms: [...formsBefore("invokeaction").slice(2), { href, op: "invokeaction" }],
      },
    },
  });

  const invoke = async (href?: string) => {
    await using thing = await ForeignThing.start((_, response) => void response.writeHead(204).end());
    await using servient = consumer();
    const td = thing.describe(fade(href, { input: { type: "object" } }) as object);
    await servient.consume(td).invoke("fade", { level: 100, duration: 5 });
    return thing.requests;
  };

  it("http-basic-profile-protocol-binding-invokeaction-1: takes the address from the Form for it that is JSON over HTTP", async () => {
    expect((await invoke()).map(({ url }) => url)).toEqual(["/things/lamp/actions/fade"]);
  });

  it("http-basic-profile-protocol-binding-invokeaction-3: resolves the href and uses what comes out", async () => {
    expect((await invoke("/fade")).map(({ url }) => url)).toEqual(["/fade"]);
  });

  it("http-basic-profile-protocol-binding-invokeaction-4: sends a POST that accepts JSON, with the input as JSON", async () => {
    const [request] = await invoke();
    expect([request?.method, request?.headers.accept]).toEqual(["POST", "application/json"]);
    expect(request?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(request?.body ?? "")).toEqual({ level: 100, duration: 5 });
  });

  it("http-basic-profile-protocol-binding-invokeaction-5: sends neither a content type nor a body without an input", async () => {
    await using thing = await ForeignThing.start((_, response) => void response.writeHead(204).end());
    await using servient = consumer();
    await servient.consume(thing.describe(fade() as object)).invoke("fade");
    expect([thing.requests[0]?.headers["content-type"], thing.requests[0]?.body]).toEqual([undefined, ""]);
  });

  it("http-basic-profile-protocol-binding-invokeaction-13: takes an output, a status and an error for an answer", async () => {
    const href = "/things/lamp/actions/fade/1";
    const problem = { title: "Too bright", detail: "0 to 100", type: "https://lamp.example/errors/level" };
    await using thing = await ForeignThing.start(({ method, url }, response) => {
      if (url.endsWith("/sync")) answerJson(response, 20);
      else if (url.endsWith("/failing"))
        answerJson(response, problem, 400, { "content-type": "application/problem+json" });
      else if (method === "POST") answerJson(response, { status: "pending", href }, 201, { location: href });
      else answerJson(response, { status: "completed", output: 21 });
    });
    await using servient = consumer();
    const output = { output: { type: "integer" } } as const;
    const td = thing.describe({
      actions: {
        sync: { ...output, synchronous: true, forms: [{ href: "actions/sync" }] },
        async: { ...output, synchronous: false, forms: [{ href: "actions/async" }] },
        failing: { synchronous: false, forms: [{ href: "actions/failing" }] },
      },
    });
    const lamp = servient.consume(td);
    expect(await lamp.invoke("sync")).toBe(20);
    expect((await lamp.start("async")).asynchronous).toBe(true);
    expect(await lamp.invoke("async")).toBe(21);
    await expect(lamp.invoke("failing")).rejects.toMatchObject({ status: "400", problem });
  });
});

/** A Thing whose action is under way at `href`, given by Location, by the body or by both. */
const under = (given: { location?: string; href?: string }) =>
  ForeignThing.start(({ method }, response) => {
    const { location, href } = given;
    const headers = location === undefined ? {} : { location };
    if (method === "POST")
      answerJson(response, { status: "running", ...(href === undefined ? {} : { href }) }, 201, headers);
    else if (method === "DELETE") response.writeHead(204).end();
    else answerJson(response, { status: "running", timeRequested: "2021-11-10T11:43:19.135Z" });
  });

const asynchronous = { actions: { fade: { synchronous: false, forms: [{ href: "actions/fade" }] } } };

/** What a Consumer sends to go back to an invocation. */
async function follow(operation: "queryaction" | "cancelaction", given: { location?: string; href?: string }) {
  await using thing = await under(given);
  await using servient = consumer();
  const invocation = await servient.consume(thing.describe(asynchronous)).start("fade");
  if (operation === "queryaction") expect((await invocation.status()).status).toBe("running");
  else await invocation.cancel();
  return thing.requests[1];
}

const address = "/things/lamp/actions/fade/1";

describe("querying an action, at the Consumer", () => {
  it("http-basic-profile-protocol-binding-queryaction-2: goes to the address of Location, or of the status's href", async () => {
    expect((await follow("queryaction", { location: address }))?.url).toBe(address);
    expect((await follow("queryaction", { href: address }))?.url).toBe(address);
    expect((await follow("queryaction", { location: address, href: address }))?.url).toBe(address);
  });

  it("http-basic-profile-protocol-binding-queryaction-3: sends a GET that accepts JSON", async () => {
    const request = await follow("queryaction", { location: address });
    expect([request?.method, request?.headers.accept, request?.body]).toEqual(["GET", "application/json", ""]);
  });
});

describe("cancelling an action, at the Consumer", () => {
  it("http-basic-profile-protocol-binding-cancelaction-2: goes to the address of Location, or of the status's href", async () => {
    expect((await follow("cancelaction", { location: address }))?.url).toBe(address);
    expect((await follow("cancelaction", { href: address }))?.url).toBe(address);
  });

  it("http-basic-profile-protocol-binding-cancelaction-3: sends a DELETE", async () => {
    const request = await follow("cancelaction", { location: address });
    expect([request?.method, request?.body]).toEqual(["DELETE", ""]);
  });
});

describe("querying all actions, at the Consumer", () => {
  const queryAll = async (href = "actions") => {
    await using thing = await ForeignThing.start((_, response) => answerJson(response, { fade: [] }));
    await using servient = consumer();
    const forms = [
      { href: "other/type", op: "queryallactions", contentType: "application/x-unheard-of" },
      { href: "other/operation", op: "readallproperties" },
      { href, op: "queryallactions" },
    ];
    const td = thing.describe({ ...asynchronous, forms } as object);
    expect(await servient.consume(td).queryAllActions()).toEqual({ fade: [] });
    return thing.requests;
  };

  it("http-basic-profile-protocol-binding-queryallactions-1: takes the address from the Thing's Form for it that is JSON over HTTP", async () => {
    expect((await queryAll()).map(({ url }) => url)).toEqual(["/things/lamp/actions"]);
  });

  it("http-basic-profile-protocol-binding-queryallactions-3: resolves the href and uses what comes out", async () => {
    expect((await queryAll("/all-actions")).map(({ url }) => url)).toEqual(["/all-actions"]);
  });

  it("http-basic-profile-protocol-binding-queryallactions-4: sends a GET that accepts JSON", async () => {
    const [request] = await queryAll();
    expect([request?.method, request?.headers.accept, request?.body]).toEqual(["GET", "application/json", ""]);
  });
});

describe("errors, at the Consumer", () => {
  it("common-constraints-errors-6: takes any other error status for a refusal", async () => {
    for (const status of [418, 422, 507, 599]) {
      await using thing = await ForeignThing.start((_, response) => void response.writeHead(status).end());
      await using servient = consumer();
      const lamp = servient.consume(thing.describe(property("readproperty") as object));
      await expect(lamp.read("level")).rejects.toMatchObject({ code: "WOT_REMOTE", status: String(status) });
    }
  });
});
