import type { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { bufferOf } from "../content/stream-bytes.js";
import { toNodeStream, toWebStream } from "../content/streams.js";
import type { Form, Interactions, ThingInteraction } from "../thing/thing-description.js";
import { findRequestMatchingFormIndex, getFormIndexForOperation } from "./form-choice.js";

type Described = { readonly [kind in "properties" | "actions" | "events"]?: Interactions };

function takeContentType(form: Form, { forms }: ThingInteraction): void {
  const template = forms?.find(({ contentType }) => contentType !== undefined && contentType !== null);
  if (template?.contentType !== undefined) form.contentType = template.contentType;
}

function contentTypeOf(interactions: Interactions | undefined, name: string, uriScheme: string): string | undefined {
  if (!interactions || !Object.hasOwn(interactions, name)) return undefined;
  const forms = interactions[name]?.forms;
  if (!Array.isArray(forms)) return undefined;
  const typed = forms.filter(({ contentType }) => contentType !== undefined && contentType !== null);
  return typed.find(({ href }) => href?.startsWith(uriScheme))?.contentType;
}

/** What bindings for node-wot's Servient are written with. */
// biome-ignore lint/complexity/noStaticOnlyClass: programs of node-wot know it as a class
export class ProtocolHelpers {
  static readonly updatePropertyFormWithTemplate = takeContentType;
  static readonly updateActionFormWithTemplate = takeContentType;
  static readonly updateEventFormWithTemplate = takeContentType;
  static readonly findRequestMatchingFormIndex = findRequestMatchingFormIndex;
  static readonly getFormIndexForOperation = getFormIndexForOperation;

  static getPropertyContentType(td: Described, propertyName: string, uriScheme: string): string | undefined {
    return contentTypeOf(td?.properties, propertyName, uriScheme);
  }

  static getActionContentType(td: Described, actionName: string, uriScheme: string): string | undefined {
    return contentTypeOf(td?.actions, actionName, uriScheme);
  }

  static getEventContentType(td: Described, eventName: string, uriScheme: string): string | undefined {
    return contentTypeOf(td?.events, eventName, uriScheme);
  }

  static toWoTStream(stream: NodeJS.ReadableStream): ReadableStream<Uint8Array> {
    return toWebStream(stream);
  }

  static toNodeStream(stream: ReadableStream<Uint8Array> | Readable): Readable {
    return toNodeStream(stream);
  }

  static readStreamFully(stream: NodeJS.ReadableStream): Promise<Buffer> {
    return bufferOf(stream);
  }

  /** Operations of a property's Form, by what the property allows. */
  static getPropertyOpValues({ readOnly, writeOnly, observable }: ThingInteraction): string[] {
    return [
      ...(readOnly === true ? [] : ["writeproperty"]),
      ...(writeOnly === true ? [] : ["readproperty"]),
      ...(observable === true ? ["observeproperty", "unobserveproperty"] : []),
    ];
  }
}
