import type { InteractionOutput as OurOutput } from "@thingwright/core";
import type { Content } from "../content/content.js";
import type { DataSchema, Form } from "../thing/thing-description.js";
import { InteractionOutput } from "./interaction-output.js";
import { OurSource } from "./our-source.js";
import type { OutputSource } from "./output-source.js";

/** What an action brings. Its value is held against its schema only where the Thing says that the action is synchronous. */
export class ActionInteractionOutput extends InteractionOutput {
  declare readonly synchronous?: boolean;

  constructor(content: Content | OutputSource, form?: Form, schema?: DataSchema, synchronous?: boolean) {
    super(content, form, schema, { ignoreValidation: synchronous !== true });
    if (synchronous !== undefined) this.synchronous = synchronous;
  }

  /** Is not there in node-wot either. */
  async query(): Promise<never> {
    throw new Error("Not yet implemented");
  }

  /** Is not there in node-wot either. */
  async cancel(): Promise<never> {
    throw new Error("Not yet implemented");
  }
}

/** What an invocation by our runtime brought; where it was nothing, an output without a value. */
export function actionOutputOf(
  ours: OurOutput | undefined,
  { output, synchronous }: { readonly output?: DataSchema; readonly synchronous?: boolean },
): ActionInteractionOutput {
  const source = ours === undefined ? nothing : new OurSource(ours);
  return new ActionInteractionOutput(source, ours?.form as Form | undefined, output, synchronous);
}

const nothing: OutputSource = {
  value: async () => undefined,
  bytes: async () => Buffer.alloc(0),
  stream: () => new ReadableStream({ start: (controller) => controller.close() }),
};
