import type { ServerOptions } from "node:https";
import type { ConformanceOptions } from "@thingwright/conformance";
import { Authority } from "@thingwright/contract-tests";
import type { ThingDescription } from "@thingwright/td";
import { fastHttp, saying } from "./http-fault.js";
import { perfectScript } from "./perfect-thing.js";
import type { Answer, Script } from "./scripted-thing.js";

const authority = new Authority("conformance");

/** How a Thing over HTTPS is served; `more` has what is wrong with it. */
export function secured(more: ServerOptions = {}): ServerOptions {
  const { cert, key } = authority.issue();
  return { cert, key, ...more };
}

/** With the authority that vouches for it. */
export const withTrust: ConformanceOptions = { ...fastHttp, trust: { ca: authority.cert } };

/** A perfect Thing that is secured wherever it can be reached, which nobody tries: from the internet, and from its network. */
export function secureScript(): Script {
  const perfect = perfectScript(false);
  const describing = saying((description: ThingDescription) => ({
    ...description,
    actions: { reset: { forms: ["198.51.100.7", "192.168.0.7"].map(resetFrom) } },
  }));
  return (question, origin) => {
    const answer = perfect(question, origin) as Answer;
    return describing(question, answer, origin) ?? answer;
  };
}

const resetFrom = (host: string) => ({ href: `coaps://${host}/reset`, "cov:method": "POST" });
