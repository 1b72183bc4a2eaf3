import { isRecord } from "@thingwright/td";
import { publicHref } from "../../href/public-href.js";
import { withoutEndSlashes } from "../../href/without-end-slashes.js";
import { isText, itemsOf } from "../../read/entries.js";
import type { Source } from "../../read/source.js";

/**
 * The URL of the first of `servers` that has one, without a slash at its end, its variables at their defaults; empty for a
 * server that is the document's own. `undefined` when the list is none or empty.
 */
export function serverOf(servers: unknown, pointer: string, source: Source): string | undefined {
  const urls = itemsOf(servers, pointer).flatMap(([server, at]) => {
    if (isRecord(server) && typeof server.url === "string") return [urlOf(server.url, server.variables, at, source)];
    source.losses.add(at, "this server has no URL");
    return [];
  });
  for (const [index] of urls.slice(1).entries()) {
    source.losses.add(`${pointer}/${index + 1}`, "a Form has one address: further servers are left out");
  }
  return urls[0];
}

function urlOf(url: string, variables: unknown, pointer: string, { losses }: Source): string {
  const filled = url.replace(/\{([^{}]*)\}/g, (expression, name: string) => {
    const variable = isRecord(variables) && Object.hasOwn(variables, name) ? variables[name] : undefined;
    losses.add(pointer, `the variable ${name} of this server is read as its default`);
    return isRecord(variable) && isText(variable.default) ? variable.default : expression;
  });
  const { href, removed } = publicHref(filled);
  for (const what of removed) losses.add(pointer, `${what} is left out: a secret is not published`);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(href)) losses.add(pointer, "this server is relative to the document's own address");
  return withoutEndSlashes(href.replace(/[?#].*$/s, ""));
}
