import type { EffectiveForm } from "@thingwright/td";
import type { RawReply } from "./transport.js";

/** Which answers a Form expects, beside any success with its own content type. */
export interface ExpectedReplies {
  /** Of the Form's own response, without parameters, in lower case. */
  readonly mediaType: string;
  /** `htv:statusCodeValue` of `response`: with this status the answer is a success, whatever its class. */
  readonly status: number | undefined;
  readonly additional: readonly AdditionalReply[];
}

interface AdditionalReply {
  readonly success: boolean;
  readonly status: number | undefined;
  /** Without parameters, in lower case. */
  readonly mediaType: string;
}

/** An answer and what it is to its Form. */
export type Expectation =
  | { readonly kind: "response" }
  | { readonly kind: "additional"; readonly index: number }
  | { readonly kind: "refusal" };

const response: Expectation = { kind: "response" };
const refusal: Expectation = { kind: "refusal" };

/** What `response` and `additionalResponses` of a Form say (TD 1.1 §5.3.4.2.2, HTTP Vocabulary in RDF). */
export function expectedReplies({ form, response: own, additionalResponses }: EffectiveForm): ExpectedReplies {
  const listed = [form.additionalResponses ?? []].flat();
  return {
    mediaType: mediaTypeOf(own.contentType),
    status: statusOf(form.response),
    additional: additionalResponses.map(({ success, contentType }, index) => ({
      success,
      status: statusOf(listed[index]),
      mediaType: mediaTypeOf(contentType),
    })),
  };
}

/**
 * What an answer is. An additional response whose status it has comes first; then, for a success, the Form's own
 * response; then an additional response without a status that is of its kind and has its media type. A refusal of
 * credentials with 401 stays one: it is about the request, not an answer to it.
 */
export function expectationOf(reply: RawReply, { mediaType: own, status, additional }: ExpectedReplies): Expectation {
  const isSuccess = reply.status < 300 || reply.status === status;
  if (additional.length === 0) return isSuccess ? response : refusal;
  if (reply.status === 401) return refusal;
  const mediaType = mediaTypeOf(reply.header("content-type") ?? "");
  const isOf = (each: AdditionalReply): boolean => mediaType === "" || each.mediaType === mediaType;
  const exact = additional.findIndex((each) => each.status === reply.status && isOf(each));
  if (exact !== -1) return { kind: "additional", index: exact };
  if (reply.status === status || (isSuccess && (mediaType === own || mediaType === ""))) return response;
  const index = additional.findIndex(
    (each) => each.status === undefined && each.success === isSuccess && each.mediaType === mediaType,
  );
  if (index !== -1) return { kind: "additional", index };
  return isSuccess ? response : refusal;
}

function statusOf(term: unknown): number | undefined {
  const value = (term as Readonly<Record<string, unknown>> | undefined)?.["htv:statusCodeValue"];
  const status = Number(value);
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}

const mediaTypeOf = (contentType: string): string => contentType.split(";", 1)[0]!.trim().toLowerCase();
