import { createHash } from "node:crypto";
import { type CoapRequest, type CoapResponse, Code } from "@thingwright/coap";
import { andThen, type HostedDescription, type MaybePromise } from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";
import { ContentFormat } from "../content-formats.js";
import { type Resource, resource } from "./resource.js";

const etagBytes = 8;

/** GET answers with a Thing Description as `application/td+json`, or as `application/json` to who asks for that. */
export const descriptionResource = (
  description: (request: CoapRequest) => MaybePromise<HostedDescription | undefined>,
): Resource => documentResource(description, [ContentFormat.td, ContentFormat.json]);

/** GET answers with a document that is JSON by any of `formats`; with 2.03 to a client that has it already. */
export function documentResource(
  document: (request: CoapRequest) => MaybePromise<HostedDescription | undefined>,
  formats: readonly [number, ...number[]],
): Resource {
  const answers = new Map<number, { readonly of: HostedDescription; readonly answer: CoapResponse }>();
  return resource({
    get: (request: CoapRequest) => {
      const { accept = formats[0] } = request;
      if (!formats.includes(accept)) {
        throw new UnsupportedError("WOT_NOT_ACCEPTABLE", `this comes as Content-Format ${formats.join(" or ")}`);
      }
      return andThen(document(request), (current) => {
        if (current === undefined) return nothingHere;
        const known = answers.get(accept);
        if (known?.of.etag === current.etag) return known.answer;
        const answer = documentAnswer(current, accept);
        answers.set(accept, { of: current, answer });
        return answer;
      });
    },
  });
}

/**
 * The tag says the format as well: two representations must not share one (RFC 7252 §5.10.6). What is for one alone, a
 * cache asks for anew each time.
 */
function documentAnswer({ content, etag, isPersonal }: HostedDescription, contentFormat: number): CoapResponse {
  const digest = createHash("sha256").update(`${contentFormat}\n${etag}`).digest();
  return {
    code: Code.Content,
    payload: content.body,
    contentFormat,
    etag: digest.subarray(0, etagBytes),
    ...(isPersonal && { maxAgeSeconds: 0 }),
  };
}

const nothingHere: CoapResponse = Object.freeze({ code: Code.NotFound, payload: "there is nothing here" });
