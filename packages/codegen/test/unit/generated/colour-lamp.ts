// Generated from a Thing Description or Thing Model. Do not edit: generate it anew.
import type { ActionTypes, EventTypes, PropertyTypes } from "@thingwright/td";

/**
 * Colour lamp (2nd)
 *
 * Shines.
 * In *\/ colours.
 */
export interface ColourLamp2nd {
  readonly properties: {
    /** On or off */
    readonly on: PropertyTypes<boolean, "read" | "write" | "observe", { readonly room?: string }>;
    /** Unit: qudt:PERCENT */
    readonly "light level": PropertyTypes<number, "read" | "write", { readonly room?: string; readonly ms?: number }>;
    readonly mode: PropertyTypes<"day" | "night" | 3 | null, "read" | "write", { readonly room?: string }>;
    readonly power: PropertyTypes<number, "read", { readonly room?: string }>;
    readonly pin: PropertyTypes<string, "write", { readonly room?: string }>;
    readonly never: PropertyTypes<string, never, { readonly room?: string }>;
    readonly colour: PropertyTypes<{
      /** Of 360 */
      readonly hue: number;
      readonly "a b"?: readonly ("x" | "y")[];
    }, "read" | "write", { readonly room?: string }>;
    readonly bag: PropertyTypes<Readonly<Record<string, unknown>>, "read" | "write", { readonly room?: string }>;
    readonly list: PropertyTypes<readonly unknown[], "read" | "write", { readonly room?: string }>;
    readonly point: PropertyTypes<readonly [number, string], "read" | "write", { readonly room?: string }>;
    readonly either: PropertyTypes<string | readonly (null | boolean)[], "read" | "write", { readonly room?: string }>;
    readonly fixed: PropertyTypes<"one", "read" | "write", { readonly room?: string }>;
    readonly anything: PropertyTypes<unknown, "read" | "write", { readonly room?: string }>;
  };
  readonly actions: {
    readonly fade: ActionTypes<{
      readonly to: number;
    }, undefined, { readonly room?: string }>;
    readonly toggle: ActionTypes<undefined, undefined, { readonly room?: string }>;
  };
  readonly events: {
    readonly failed: EventTypes<string, number, { readonly room?: string }>;
  };
}
