/** A person's browser: follows redirects, keeps cookies, and agrees to whatever is asked. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** Where it ends up, from `url` on: at an address of `until`, or at a page without a question. */
  async follow(url: string, until = "\0"): Promise<string> {
    let response = await this.#fetch(url);
    for (let at = url; ; ) {
      const location = response.headers.get("location");
      if (location !== null) {
        at = new URL(location, at).href;
        if (at.startsWith(until)) return at;
        response = await this.#fetch(at);
        continue;
      }
      const form = formIn(await response.text(), at);
      if (form === undefined) return at;
      at = form.action;
      response = await this.#fetch(at, new URLSearchParams({ ...form.fields, login: "ada", password: "pw" }));
    }
  }

  async #fetch(url: string, body?: URLSearchParams): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const init = { redirect: "manual", headers: { cookie } } as const;
    const response = await fetch(url, body === undefined ? init : { ...init, method: "POST", body });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      this.#cookies.set(name!, value!);
    }
    return response;
  }
}

function formIn(html: string, base: string) {
  const form = /<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/.exec(html);
  if (form === null) return undefined;
  const inputs = form[2]!.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g);
  return {
    action: new URL(form[1]!.replaceAll("&amp;", "&"), base).href,
    fields: Object.fromEntries([...inputs].map(([, name, value]) => [name!, value!])),
  };
}
