import type { Consume } from "@thingwright/conformance";
import type { Form, ThingDescription } from "@thingwright/td";
import type { Habits } from "./habits.js";
import type { Outgoing } from "./outgoing.js";

/** Sends requests for one Thing, with the credentials that its Forms want. */
export class Sender {
  readonly #habits: Habits;
  readonly #td: ThingDescription;
  readonly #credentials: Consume["credentials"];

  constructor(habits: Habits, td: ThingDescription, credentials: Consume["credentials"]) {
    this.#habits = habits;
    this.#td = td;
    this.#credentials = credentials;
  }

  /** Sends once more after a challenge, and on to where a redirect leads. */
  async send(request: Outgoing, form: Form, signal?: AbortSignal): Promise<Response> {
    const first = await fetchFrom(await this.#dressed(request, form), signal);
    const challenge = first.status === 401 ? (first.headers.get("www-authenticate") ?? undefined) : undefined;
    const response =
      challenge === undefined ? first : await fetchFrom(await this.#dressed(request, form, challenge), signal);
    const location = response.status === 307 ? response.headers.get("location") : null;
    if (location === null) return response;
    const moved = { ...request, url: location };
    const isHome = new URL(location).origin === new URL(request.url).origin;
    return await fetchFrom(isHome || this.#habits.tellsEverybody ? await this.#dressed(moved, form) : moved, signal);
  }

  async #dressed(request: Outgoing, form: Form, challenge?: string): Promise<Outgoing> {
    let dressed = request;
    for (const name of this.#habits.securityOf(form, this.#td).flatMap((each) => this.#chosen(each))) {
      const secret = this.#credentials[name];
      const scheme = this.#td.securityDefinitions[name]!;
      if (secret === undefined) continue;
      if (scheme.scheme === "oauth2" && scheme.token !== undefined) {
        const token = await tokenFrom(scheme.token as string);
        dressed = this.#habits.authorize(dressed, { scheme: "bearer", in: "header" }, { token });
      } else dressed = this.#habits.authorize(dressed, scheme, secret, challenge);
    }
    return dressed;
  }

  /** Of a combination, the first that is known. */
  #chosen(name: string): readonly string[] {
    const scheme = this.#td.securityDefinitions[name]!;
    if (scheme.scheme !== "combo" || !this.#habits.knowsCombinations) return [name];
    const known = (scheme.oneOf as readonly string[]).filter(
      (each) => this.#td.securityDefinitions[each]?.scheme === "basic",
    );
    return known.slice(0, 1);
  }
}

/** A token of the flow `client`. */
async function tokenFrom(address: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: "client_credentials" });
  const response = await fetch(address, { method: "POST", body });
  return ((await response.json()) as { readonly access_token: string }).access_token;
}

function fetchFrom({ url, ...init }: Outgoing, signal?: AbortSignal): Promise<Response> {
  return fetch(url, { ...init, redirect: "manual", ...(signal === undefined ? {} : { signal }) });
}

/** The body as text. @param takesHalves - whether what there is of a broken one will do */
export async function textOf(response: Response, takesHalves: boolean): Promise<string> {
  let text = "";
  try {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk;
  } catch (error) {
    if (!takesHalves) throw error;
  }
  return text;
}
