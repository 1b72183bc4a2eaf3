import { createSocket } from "node:dgram";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import {
  type ClientBinding,
  type Content,
  type ContentSink,
  type Exchange,
  type FormRequest,
  noContent,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
  type ServerBinding,
  type ThingForms,
} from "@thingwright/contracts";
import { isWotError, RemoteError, UsageError } from "@thingwright/errors";
import type { BindingSetup } from "../src/index.js";

/** What a wrong client does in place of its good one. */
interface ClientFault {
  readonly prepare?: (good: ClientBinding, request: FormRequest) => ReturnType<ClientBinding["prepare"]>;
  readonly request?: (good: PreparedForm, exchange: Exchange) => Promise<Reply>;
  readonly subscribe?: (good: PreparedForm, exchange: Exchange, sink: ContentSink) => Promise<RemoteSubscription>;
}

/** The memory binding with a fault in its client. */
export function wrongClient(fault: ClientFault): BindingSetup {
  return wrong((good) => ({
    manifest: good.manifest,
    prepare: (request) => spoil(fault.prepare?.(good, request) ?? good.prepare(request), fault),
    stop: () => good.stop(),
    [Symbol.asyncDispose]: () => good.stop(),
  }));
}

/** The memory binding with other members in its server. */
export const wrongServer = (fault: (good: ServerBinding) => Partial<ServerBinding>): BindingSetup =>
  wrong(undefined, (good) => ({
    manifest: good.manifest,
    isPublic: good.isPublic,
    start: (host) => good.start(host),
    addresses: () => good.addresses(),
    expose: (thing) => good.expose(thing),
    withdraw: (id) => good.withdraw(id),
    stop: () => good.stop(),
    [Symbol.asyncDispose]: () => good.stop(),
    ...fault(good),
  }));

/** The memory binding with other clients or servers. Little patience: what is right here is right at once. */
export function wrong(
  client: (good: ClientBinding) => ClientBinding = (good) => good,
  server: (good: ServerBinding) => ServerBinding = (good) => good,
): BindingSetup {
  const network = memoryNetwork();
  return {
    name: "wrong",
    client: () => client(memoryClient(network)),
    server: () => server(memoryServer(network)),
    serverAt: (running) => server(memoryServer(network, { name: nameOf(running) })),
    cut: (running) => {
      network.cut(nameOf(running));
      return () => network.mend(nameOf(running));
    },
    maxBodyBytes: 1024 * 1024,
    patienceMs: 100,
  };
}

const nameOf = (server: ServerBinding): string => new URL(server.addresses()[0] ?? "").hostname;

function spoil(prepared: ReturnType<ClientBinding["prepare"]>, fault: ClientFault): typeof prepared {
  if ("refused" in prepared) return prepared;
  return {
    request: (exchange) => fault.request?.(prepared, exchange) ?? prepared.request(exchange),
    subscribe: (exchange, sink) => fault.subscribe?.(prepared, exchange, sink) ?? prepared.subscribe(exchange, sink),
  };
}

const forwarding = (sink: ContentSink): ContentSink => ({
  next: (content) => sink.next(content),
  interrupted: (error) => sink.interrupted(error),
  resumed: () => sink.resumed(),
  error: (error) => sink.error(error),
  complete: () => sink.complete(),
});

/** A client whose sinks are told of values as `next` says. */
const sinkFault = (next: (sink: ContentSink) => ContentSink["next"]): BindingSetup =>
  wrongClient({
    subscribe: (good, exchange, sink) => {
      return good.subscribe(exchange, { ...forwarding(sink), next: next(sink) });
    },
  });

const cut = (content: Content): Content => ({ ...content, body: content.body.subarray(0, 65_536) });

/** A body that went through a text of the wrong kind. */
const garble = (content: Content): Content => ({ ...content, body: Buffer.from(Buffer.from(content.body).toString()) });

/** Every fault, with the checks that must find it. */
export const wrongBindings: readonly {
  readonly fault: string;
  readonly setup: () => BindingSetup;
  readonly caughtBy: readonly string[];
}[] = [
  {
    fault: "takes refusals for success",
    setup: () =>
      wrongClient({
        request: (good, exchange) =>
          good.request(exchange).catch((error) => {
            if (error instanceof RemoteError) return noContent;
            throw error;
          }),
      }),
    caughtBy: [
      "refusal/read",
      "refusal/write",
      "refusal/invoke",
      "refusal/unknown-affordance",
      "limit/body",
      "refusal/not-offered",
      "refusal/served-on",
    ],
  },
  {
    fault: "makes every refusal one of status 500",
    setup: () =>
      wrongClient({
        request: (good, exchange) =>
          good.request(exchange).catch((error) => {
            if (!(error instanceof RemoteError)) throw error;
            throw new RemoteError("WOT_REMOTE", error.message, { status: "500" });
          }),
      }),
    caughtBy: [
      "refusal/read",
      "refusal/every-code",
      "refusal/invalid-value",
      "refusal/malformed-body",
      "thing/write-multiple-refused",
      "thing/write-all",
    ],
  },
  {
    fault: "drops every third value",
    setup: () =>
      sinkFault((sink) => {
        let count = 0;
        return (content) => {
          count += 1;
          if (count % 3 !== 0) sink.next(content);
        };
      }),
    caughtBy: ["observe/sequence", "event/sequence"],
  },
  {
    fault: "delivers every value twice",
    setup: () =>
      sinkFault((sink) => (content) => {
        sink.next(content);
        sink.next(content);
      }),
    caughtBy: [
      "observe/sequence",
      "observe/two-subscribers",
      "event/sequence",
      "event/one-of-two",
      "event/two-subscribers",
      "thing/observe-all",
      "thing/subscribe-all",
      "event/escaped-name",
    ],
  },
  {
    fault: "delivers values in pairs, the later one first",
    setup: () =>
      sinkFault((sink) => {
        let held: Parameters<ContentSink["next"]>[0] | undefined;
        return (content) => {
          if (held === undefined) {
            held = content;
          } else {
            sink.next(content);
            sink.next(held);
            held = undefined;
          }
        };
      }),
    caughtBy: ["observe/sequence", "event/sequence", "event/bytes"],
  },
  {
    fault: "never cancels",
    setup: () =>
      wrongClient({
        subscribe: async (good, exchange, sink) => {
          await good.subscribe(exchange, sink);
          return { stop: async () => {} };
        },
      }),
    caughtBy: [
      "observe/stop-silences",
      "observe/stop-cancels",
      "observe/two-subscribers",
      "event/stop",
      "observe/one-client-twice",
      "thing/observe-all-stop",
    ],
  },
  {
    fault: "resolves subscribe() before it has subscribed",
    setup: () =>
      wrongClient({
        subscribe: async (good, exchange, sink) => {
          setImmediate(() => good.subscribe(exchange, sink).catch(() => {}));
          return { stop: async () => {} };
        },
      }),
    caughtBy: ["observe/sequence", "event/sequence", "refusal/observe", "refusal/subscribe", "observe/escaped-name"],
  },
  {
    fault: "ignores signals",
    setup: () =>
      wrongClient({
        request: (good, { signal: _, ...exchange }) => good.request(exchange),
        subscribe: (good, { signal: _, ...exchange }, sink) => good.subscribe(exchange, sink),
      }),
    caughtBy: ["deadline/abort", "deadline/aborted-before", "deadline/aborted-before-subscribe", "observe/abort"],
  },
  {
    fault: "ignores timeoutMs",
    setup: () => wrongClient({ request: (good, exchange) => good.request({ ...exchange, timeoutMs: 60_000 }) }),
    caughtBy: ["deadline/timeout"],
  },
  {
    fault: "sends everything twice",
    setup: () =>
      wrongClient({ request: (good, exchange) => good.request(exchange).then(() => good.request(exchange)) }),
    caughtBy: [
      "property/write",
      "action/output",
      "concurrency/own-answers",
      "action/neither",
      "life/exposed-again",
      "async/query-latest",
      "thing/write-multiple",
      "thing/query-all",
    ],
  },
  {
    fault: "forgets the content type",
    setup: () =>
      wrongClient({ request: async (good, exchange) => ({ ...(await good.request(exchange)), contentType: "" }) }),
    caughtBy: ["property/read", "action/output", "property/read-each-content-type", "async/status"],
  },
  {
    fault: "cuts long bodies off",
    setup: () =>
      wrongClient({
        request: async (good, exchange) => {
          const { content = noContent } = exchange;
          const reply = await good.request({ ...exchange, content: cut(content) });
          return { ...reply, ...cut(reply) };
        },
      }),
    caughtBy: ["property/read-long", "thing/read-all", "property/write-long", "limit/body-exact"],
  },
  {
    fault: "takes every body for text",
    setup: () =>
      wrongClient({
        request: async (good, exchange) => {
          const { content = noContent } = exchange;
          const reply = await good.request({ ...exchange, content: garble(content) });
          return { ...reply, ...garble(reply) };
        },
      }),
    caughtBy: ["property/read-bytes", "property/write-bytes"],
  },
  {
    fault: "does one thing at a time",
    setup: () => {
      let previous: Promise<unknown> = Promise.resolve();
      return wrongClient({
        request: (good, exchange) => {
          const reply = previous.then(() => good.request(exchange));
          previous = reply.catch(() => {});
          return reply;
        },
      });
    },
    caughtBy: ["concurrency/not-blocked"],
  },
  {
    fault: "loses credentials",
    setup: () =>
      wrongClient({
        prepare: (good, { authenticator: _, ...request }) => good.prepare(request),
      }),
    caughtBy: [
      "credentials/carried",
      "credentials/read-anew",
      "credentials/missing",
      "credentials/once-more",
      "credentials/challenges",
    ],
  },
  {
    fault: "does not stop its client",
    setup: () =>
      wrong((good) => ({
        manifest: good.manifest,
        prepare: (request) => good.prepare(request),
        stop: async () => {},
        [Symbol.asyncDispose]: async () => {},
      })),
    caughtBy: ["stop/client-silences", "stop/client-cancels", "stop/client-rejects"],
  },
  {
    fault: "gives an answer to whoever asks next",
    setup: () => {
      let previous: Reply = noContent;
      return wrongClient({
        request: async (good, exchange) => {
          const answer = previous;
          previous = await good.request(exchange);
          return answer;
        },
      });
    },
    caughtBy: [
      "concurrency/own-answers",
      "property/read",
      "property/read-after-write",
      "property/prepared-once",
      "property/escaped-name",
      "action/escaped-name",
      "concurrency/all-reads",
      "property/read-only",
    ],
  },
  {
    fault: "loses variables",
    setup: () => wrongClient({ request: (good, { variables: _, ...exchange }) => good.request(exchange) }),
    caughtBy: ["property/read-variables", "action/variables", "thing/read-multiple", "property/write-variables"],
  },
  {
    fault: "ignores locations",
    setup: () => wrongClient({ request: (good, { location: _, ...exchange }) => good.request(exchange) }),
    caughtBy: ["async/query-location", "async/cancel-location", "async/foreign-location"],
  },
  {
    fault: "lets out errors of its own",
    setup: () =>
      wrongClient({
        request: (good, exchange) =>
          good.request(exchange).catch((error) => {
            throw isWotError(error) ? new TypeError(error.message) : error;
          }),
      }),
    caughtBy: [
      "refusal/read",
      "deadline/timeout",
      "deadline/nobody-listens",
      "refusal/credentials",
      "stop/server-busy",
    ],
  },
  {
    fault: "takes any Form",
    setup: () => {
      const good: PreparedForm = { request: async () => noContent, subscribe: async () => ({ stop: async () => {} }) };
      return wrongClient({ prepare: () => good });
    },
    caughtBy: ["prepare/unknown-scheme", "prepare/unknown-subprotocol", "prepare/unknown-operation"],
  },
  {
    fault: "throws at Forms that it does not like",
    setup: () =>
      wrongClient({
        prepare: (good, request) => {
          if (!URL.canParse(request.form.href)) throw new TypeError("Invalid URL");
          return good.prepare(request);
        },
      }),
    caughtBy: ["prepare/strange-address"],
  },
  {
    fault: "opens a socket while it prepares",
    setup: () =>
      wrongClient({
        prepare: (good, request) => {
          openSomething();
          return good.prepare(request);
        },
      }),
    caughtBy: ["prepare/no-io"],
  },
  {
    fault: "offers a Form for what it does not claim",
    setup: () =>
      wrongServer((good) => ({
        manifest: { ...good.manifest, serverOperations: ["readproperty", "writeproperty", "invokeaction"] },
      })),
    caughtBy: ["manifest/none-beyond"],
  },
  {
    fault: "claims what it does not offer",
    setup: () =>
      wrongServer((good) => ({ expose: async (thing) => ({ ...(await good.expose(thing)), events: new Map() }) })),
    caughtBy: ["manifest/all-offered"],
  },
  {
    fault: "offers addresses without an origin",
    setup: () =>
      wrongServer((good) => ({
        expose: async (thing) => ({
          ...(await good.expose(thing)),
          thing: [{ href: "/all", op: "readallproperties" }],
        }),
      })),
    caughtBy: ["manifest/under-addresses"],
  },
  {
    fault: "offers to write what can only be read",
    setup: () =>
      wrongServer((good) => ({
        expose: async (thing) => {
          const forms = await good.expose(thing);
          return {
            ...forms,
            properties: new Map([...forms.properties, ["sealed", forms.properties.get("name") ?? []]]),
          };
        },
      })),
    caughtBy: ["manifest/each-affordance"],
  },
  {
    fault: "offers an operation at the wrong place",
    setup: () =>
      wrongServer((good) => ({
        expose: async (thing) => {
          const forms = await good.expose(thing);
          return { ...forms, thing: [...forms.thing, { href: "memory://house/x", op: "readproperty" }] };
        },
      })),
    caughtBy: ["manifest/valid-description"],
  },
  {
    fault: "refuses its own Forms",
    setup: () => wrongClient({ prepare: () => ({ refused: "not today" }) }),
    caughtBy: ["manifest/own-forms-taken"],
  },
  {
    fault: "reads before it writes",
    setup: () =>
      wrongClient({
        prepare: (good, request) => {
          const prepared = good.prepare(request);
          const reading = good.prepare({ ...request, operation: "readproperty" });
          if (request.operation !== "writeproperty" || "refused" in prepared || "refused" in reading) return prepared;
          const readFirst = ({ content: _, ...exchange }: Exchange): Promise<Reply> => reading.request(exchange);
          return { ...prepared, request: (exchange) => readFirst(exchange).then(() => prepared.request(exchange)) };
        },
      }),
    caughtBy: ["property/write-only"],
  },
  {
    fault: "keeps a withdrawn Thing",
    setup: () => wrongServer(() => ({ withdraw: async () => {} })),
    caughtBy: ["life/withdraw", "life/withdraw-ends-observation"],
  },
  {
    fault: "does not stop",
    setup: () => wrongServer(() => ({ stop: async () => {} })),
    caughtBy: ["stop/server-observed", "deadline/nobody-listens", "deadline/peer-gone"],
  },
  {
    fault: "fails when it is stopped twice, or before it was started",
    setup: () => {
      const stoppable = new WeakSet<ServerBinding>();
      return wrongServer((good) => ({
        start: async (host) => {
          await good.start(host);
          stoppable.add(good);
        },
        stop: async () => {
          if (!stoppable.delete(good)) throw new UsageError("WOT_STATE", "not running");
          await good.stop();
        },
      }));
    },
    caughtBy: ["stop/idempotent", "stop/never-started"],
  },
  {
    fault: "takes an address that is taken",
    setup: () => wrongServer((good) => ({ start: (host) => good.start(host).catch(() => {}) })),
    caughtBy: ["life/address-taken"],
  },
  {
    fault: "says nothing of lost connections",
    setup: () =>
      wrongClient({
        subscribe: (good, exchange, sink) =>
          good.subscribe(exchange, { ...forwarding(sink), interrupted: () => {}, resumed: () => {} }),
      }),
    caughtBy: ["observe/interrupted"],
  },
  {
    fault: "says nothing of the end",
    setup: () =>
      wrongClient({
        subscribe: (good, exchange, sink) =>
          good.subscribe(exchange, { ...forwarding(sink), error: () => {}, complete: () => {} }),
      }),
    caughtBy: ["observe/thing-fails", "stop/server-heard", "life/withdraw-ends-observation"],
  },
  {
    fault: "waits for its properties before it exposes them",
    setup: () =>
      wrongServer((good) => ({
        expose: async (thing) => {
          await thing.properties.get("slow")?.read({});
          return good.expose(thing);
        },
      })),
    caughtBy: ["property/read"],
  },
  {
    fault: "takes two Things for one",
    setup: () =>
      wrongServer((good) => ({ expose: (thing) => good.expose(Object.create(thing, { slug: { value: "same" } })) })),
    caughtBy: ["life/two-things", "life/two-things-values", "life/withdraw"],
  },
  {
    fault: "takes two servers for one",
    setup: () => {
      let first: ThingForms | undefined;
      return wrongServer((good) => ({
        expose: async (thing) => {
          const forms = await good.expose(thing);
          first ??= forms;
          return first;
        },
      }));
    },
    caughtBy: ["life/two-servers"],
  },
  {
    fault: "tells what went wrong inside",
    setup: () =>
      wrongClient({
        request: (good, exchange) =>
          good.request(exchange).catch((error) => {
            if (!(error instanceof RemoteError)) throw error;
            const problem = { detail: "TypeError: password hunter2 at 10.0.0.1" };
            throw new RemoteError("WOT_REMOTE", error.message, { status: error.status, problem });
          }),
      }),
    caughtBy: ["refusal/no-leak"],
  },
  {
    fault: "is open to all the world",
    setup: () => wrongServer(() => ({ isPublic: true })),
    caughtBy: ["life/loopback"],
  },
  {
    fault: "has an address before it listens",
    setup: () => wrongServer(() => ({ addresses: () => ["memory://house"] })),
    caughtBy: ["life/addresses", "manifest/under-addresses"],
  },
  {
    fault: "fails to withdraw what it does not have",
    setup: () =>
      wrongServer((good) => ({
        withdraw: async (id) => {
          if (id !== "urn:test:test-thing") throw new UsageError("WOT_ARGUMENT", "unknown");
          await good.withdraw(id);
        },
      })),
    caughtBy: ["life/withdraw-unknown"],
  },
  {
    fault: "writes its schemes in capitals",
    setup: () => wrongServer((good) => ({ manifest: { ...good.manifest, schemes: ["MEMORY"] } })),
    caughtBy: ["manifest/well-formed"],
  },
  {
    fault: "uses terms of which nobody knows the prefix",
    setup: () =>
      wrongServer((good) => ({
        expose: async (thing) => {
          const forms = await good.expose(thing);
          return { ...forms, thing: forms.thing.map((form) => ({ ...form, "own:term": 1 })) };
        },
      })),
    caughtBy: ["manifest/prefixes"],
  },
];

function openSomething(): void {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1", () => socket.close());
}
