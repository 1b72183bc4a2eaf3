import { content, problem } from "./json-answer.js";
import type { Script } from "./scripted-thing.js";

/** Where a Thing Link has its description. */
export const linkPath = "/link";

/** The script of a server that has a Thing Link, and nothing else. */
export const linkScript: Script = ({ method, path, headers }) => {
  if (path !== linkPath) return problem(404);
  if (method !== "GET" && method !== "HEAD") return problem(405, { allow: "GET, HEAD" });
  if (!/\*\/\*|json/.test(headers.accept ?? "*/*")) return problem(406);
  return { status: 200, ...content(link, "application/td+json") };
};

const link = {
  "@context": ["https://www.w3.org/2022/wot/td/v1.1", "https://www.w3.org/2022/wot/discovery"],
  "@type": "ThingLink",
  id: "urn:uuid:7d0c0c2e-6b0f-4d43-9f52-5c4b8d1f2a3b",
  title: "Perfect link",
  securityDefinitions: { open: { scheme: "nosec" } },
  security: "open",
  links: [{ rel: "describedby", type: "application/td+json", href: "https://thing.example/td" }],
};
