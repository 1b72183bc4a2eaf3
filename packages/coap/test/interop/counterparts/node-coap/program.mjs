// node-coap's server and client, as foreign-program.ts tells them.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../../../../../../interop/package.json", import.meta.url));
const coap = require("coap");

const bytes = (text) => Buffer.from(text === "-" ? "" : text, "hex");
const hex = (value) => (value.length === 0 ? "-" : Buffer.from(value).toString("hex"));
const say = (...fields) => process.stdout.write(`${fields.join("\t")}\n`);
const digest = (body) => `${body.length}:${body.reduce((sum, byte) => (sum + byte) % 0x10000, 0)}`;

const big = Buffer.from(Array.from({ length: 5000 }, (_, i) => 33 + (i % 90)));
const etag = Buffer.from("e7a9", "hex");
let stored = "";
let count = 0;
setInterval(() => count++, 100);

function answer(response, code, payload = "") {
  response.code = code;
  response.end(payload);
}

function store({ method, payload }, response) {
  response.setOption("Content-Format", "text/plain");
  if (method === "GET") return answer(response, "2.05", stored);
  if (method === "FETCH") return answer(response, "2.05", `fetched ${payload}`);
  if (method === "PUT") stored = String(payload);
  else if (method === "POST") stored += `,${payload}`;
  else if (method === "DELETE") stored = "";
  else stored += `+${payload}`;
  return answer(response, method === "DELETE" ? "2.02" : "2.04");
}

function observable(request, response, state) {
  if (request.headers.Observe !== 0) return answer(response, "2.05", state());
  response.write(state());
  const ticking = setInterval(() => response.write(state()), 100);
  response.on("finish", () => clearInterval(ticking));
}

const option = ({ options }, name) => options.filter((each) => each.name === name).map(({ value }) => value);

const resources = {
  "/big": (_, response) => answer(response, "2.05", big),
  "/slow": (_, response) => setTimeout(() => answer(response, "2.05", "slow"), 500),
  "/count": (request, response) => observable(request, response, () => String(count)),
  "/bigcount": (request, response) => observable(request, response, () => String(count % 10).repeat(3000)),
  "/empty": (_, response) => answer(response, "2.05"),
  "/etag": (request, response) => {
    response.setOption("ETag", etag);
    if (option(request, "ETag").some((value) => etag.equals(value))) answer(response, "2.03");
    else answer(response, "2.05", "tagged");
  },
  "/json": (request, response) => {
    const { Accept: accept = "application/json" } = request.headers;
    if (accept !== "application/json") return answer(response, "4.06");
    response.setOption("Content-Format", "application/json");
    answer(response, "2.05", "{}");
  },
  "/.well-known/core": (_, response) => {
    response.setOption("Content-Format", "application/link-format");
    answer(response, "2.05", '</big>;rt="big"');
  },
};

function conditional(request, response) {
  const matches = option(request, "If-Match");
  const isMet = matches.length === 0 || matches.some((value) => etag.equals(value));
  answer(response, isMet && option(request, "If-None-Match").length === 0 ? "2.04" : "4.12");
}

const server = coap.createServer((request, response) => {
  const path = request.url.split("?")[0];
  if (path === "/store") return store(request, response);
  if (path === "/upload" && request.method === "PUT") return answer(response, "2.04", digest(request.payload));
  if (path === "/conditional" && request.method === "PUT") return conditional(request, response);
  if (resources[path] === undefined) return answer(response, "4.04");
  if (request.method !== "GET") return answer(response, "4.05");
  resources[path](request, response);
});

const szx = (blockBytes) => Math.log2(Number(blockBytes)) - 4;

/** Options that node-coap takes by name only. */
const names = { 1: "If-Match", 4: "ETag", 5: "If-None-Match", 12: "Content-Format", 17: "Accept" };

function request(id, [method, url, payload, options, type, blockBytes]) {
  const { hostname, port, pathname, search } = new URL(url.replace(/^coap:/, "http:"));
  const confirmable = type === "con";
  const asked = coap.request({ hostname, port, pathname, method, query: search.slice(1), confirmable });
  for (const each of options === "-" ? [] : options.split(",")) {
    const [number, value] = each.split(":");
    asked.setOption(names[number] ?? number, bytes(value));
  }
  if (blockBytes !== "-") {
    asked.setOption(payload === "-" ? "Block2" : "Block1", Buffer.of(szx(blockBytes)));
  }
  asked.on("response", (response) => {
    const shown = response.options.filter(({ value }) => Buffer.isBuffer(value));
    const list = shown.map(({ name, value }) => `${Object.keys(names).find((n) => names[n] === name)}:${hex(value)}`);
    say(id, "response", response.code, hex(response.payload), list.join(",") || "-");
  });
  asked.on("error", (error) => say(id, "error", error.message));
  asked.end(bytes(payload));
}

function observe(id, [url, states]) {
  const seen = [];
  let isClosed = false;
  const { hostname, port, pathname } = new URL(url.replace(/^coap:/, "http:"));
  const asked = coap.request({ hostname, port, pathname, observe: true });
  asked.on("error", (error) => say(id, "error", error.message));
  asked.on("response", (response) => {
    response.on("data", (payload) => {
      if (seen.length < Number(states)) seen.push(hex(payload));
      if (seen.length !== Number(states) || isClosed) return;
      isClosed = true;
      response.close(true);
      say(id, "states", seen.join(","));
    });
  });
  asked.end();
}

server.listen(0, "127.0.0.1", () => say("ready", server._sock.address().port));
createInterface(process.stdin)
  .on("line", (line) => {
    const [id, verb, ...fields] = line.split("\t");
    (verb === "request" ? request : observe)(id, fields);
  })
  .on("close", () => process.exit(0));
