/** An `href` that may be published, and what had to go for that. */
export interface PublicHref {
  readonly href: string;
  /** What was taken out, in words that do not repeat it; empty when nothing was. */
  readonly removed: readonly string[];
}

/**
 * `href`, a URI Template, without its user and without fixed query parameters that look like credentials: those of a
 * usual name, and those that `names` lists, in which an apikey scheme of the document travels.
 */
export function publicHref(href: string, names: ReadonlySet<string> = noNames): PublicHref {
  const removed: string[] = [];
  const withoutUser = href.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/?#]*@/i, (authority) => {
    removed.push("a user or password before the host");
    return authority.slice(0, authority.indexOf("//") + 2);
  });
  return { href: withoutCredentials(withoutUser, names, removed), removed };
}

const noNames: ReadonlySet<string> = new Set();

function withoutCredentials(href: string, names: ReadonlySet<string>, removed: string[]): string {
  const [, path, query, rest] = /^([^?#]*)\?([^#]*)(.*)$/s.exec(href) ?? [];
  if (path === undefined || path.lastIndexOf("{") > path.lastIndexOf("}")) return href;
  const [, pairs = "", expression = ""] = /^(.*?)(\{[^{}]*\})?$/s.exec(query!) ?? [];
  const kept = pairs.split("&").filter((pair) => {
    const [name, value] = [pair.split("=", 1)[0]!, pair.slice(pair.indexOf("=") + 1)];
    if (!pair.includes("=") || value === "" || /^\{[^{}]*\}$/.test(value) || !isCredentialName(name, names))
      return true;
    removed.push("the value of a credential in the query");
    return false;
  });
  if (kept.length === pairs.split("&").length) return href;
  const rewritten = kept.length === 0 ? expression.replace(/^\{&/, "{?") : `?${kept.join("&")}${expression}`;
  return `${path}${rewritten}${rest}`;
}

/** Whether a query parameter or header field of this name is likely to carry a credential. */
export const isCredentialName = (name: string, names: ReadonlySet<string> = noNames): boolean =>
  names.has(name) || names.has(name.toLowerCase()) || usualNames.test(name);

const usualNames =
  /^(?:authorization|proxy-authorization|cookie|pass|passwd|password|pwd|pin|secret|client[-_]?secret|code|auth|auth[-_]?token|(?:access|id|refresh|bearer|session|security|x-auth|x-access)?[-_]?token|sid|session(?:[-_]?id)?|jwt|sig|signature|x-amz-(?:signature|credential|security-token)|(?:x[-_])?(?:api|auth|access|private|subscription|app)?[-_]?key|appid)$/i;
