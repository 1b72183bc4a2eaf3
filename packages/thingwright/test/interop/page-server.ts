import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Chromium } from "./chromium.js";

/** What a page can ask its test to do while it runs, by name. */
export type Commands = Readonly<Record<string, () => unknown>>;

/** One run of a script in a page. */
export interface PageRun {
  /** File of `pages/`, and the name of the function that it exports for this run. */
  readonly script: string;
  readonly scenario: string;
  /** Given to the function; must be JSON. */
  readonly input?: unknown;
  readonly commands?: Commands;
  /** Value of the page's Content-Security-Policy; default none. */
  readonly policy?: string;
}

interface RunInProgress extends PageRun {
  readonly report: (outcome: Outcome) => void;
}

type Outcome = { readonly value: unknown } | { readonly error: string };

const runMs = 30_000;

/** Serves pages to a browser, each of which runs a function of a script and reports what it returned. */
export class PageServer implements AsyncDisposable {
  readonly #server = createServer((message, response) => void this.#answer(message, response));
  readonly #chromium: Chromium;
  readonly #module: Uint8Array;
  readonly #runs = new Map<string, RunInProgress>();
  #count = 0;

  /** @param module - the text of `/thingwright.js` */
  private constructor(chromium: Chromium, module: Uint8Array) {
    this.#chromium = chromium;
    this.#module = module;
  }

  static async start(chromium: Chromium, module: Uint8Array): Promise<PageServer> {
    const pages = new PageServer(chromium, module);
    await new Promise<void>((resolve) => pages.#server.listen(0, "127.0.0.1", resolve));
    return pages;
  }

  /** Of every page; a different site than that of a server at 127.0.0.1. */
  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What the function returned in the page, through JSON; rejects with what it threw. */
  async run(run: PageRun): Promise<unknown> {
    const id = String(++this.#count);
    const reported = new Promise<Outcome>((report) => this.#runs.set(id, { ...run, report }));
    const close = await this.#chromium.open(`${this.origin}/run/${id}/`);
    const late = setTimeout(() => this.#runs.get(id)?.report({ error: `no report within ${runMs} ms` }), runMs);
    try {
      const outcome = await reported;
      if ("error" in outcome) throw new TypeError(`in the page: ${outcome.error}`);
      return outcome.value;
    } finally {
      clearTimeout(late);
      this.#runs.delete(id);
      await close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = ""] = (message.url ?? "").split("?", 1);
    const [, kind, id = "", what, name = ""] = path.split("/");
    const run = this.#runs.get(id);
    if (path.endsWith("/thingwright.js")) send(response, 200, this.#module, "text/javascript");
    else if (path === "/worker.js") send(response, 200, sourceOf("worker.js"), "text/javascript");
    else if (path === "/example/") send(response, 200, readFileSync(examplePage), "text/html");
    else if (kind !== "run" || run === undefined) send(response, 404, "null");
    else if (what === "") send(response, 200, pageOf(run), "text/html", run.policy);
    else if (what === "script.js") send(response, 200, sourceOf(run.script), "text/javascript");
    else if (what === "command") send(response, 200, JSON.stringify((await run.commands?.[name]?.()) ?? null));
    else if (what === "report") {
      run.report((await jsonOf(message)) as Outcome);
      send(response, 200, "null");
    } else send(response, 404, "null");
  }
}

const examplePage = new URL("../../../../examples/browser/index.html", import.meta.url);

const sourceOf = (script: string): Uint8Array => readFileSync(new URL(`./pages/${script}`, import.meta.url));

/** A page that calls the function with its input and a way to ask for commands. */
function pageOf({ scenario, input = null }: PageRun): string {
  const json = JSON.stringify(input).replaceAll("<", "\\u003c");
  return `<!doctype html>
<meta charset="utf-8" />
<link rel="icon" href="data:," />
<title>${scenario}</title>
<script type="module" nonce="page">
  const post = async (path, body) => (await fetch(path, { method: "POST", body })).json();
  const report = (outcome) => post("report", JSON.stringify(outcome));
  const told = (error) => ({ error: String(error?.stack ?? error) });
  try {
    const { ${scenario}: scenario } = await import("./script.js");
    const value = await scenario(${json}, (name) => post("command/" + name));
    await report({ value: value ?? null });
  } catch (error) {
    await report(told(error));
  }
</script>
`;
}

function send(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  type = "application/json",
  policy?: string,
): void {
  const security = policy === undefined ? {} : { "content-security-policy": policy };
  response.writeHead(status, { "content-type": type, "cache-control": "no-store", ...security });
  response.end(body);
}

async function jsonOf(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}
