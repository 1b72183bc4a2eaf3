import { isDeepStrictEqual } from "node:util";
import type { MaybePromise } from "@thingwright/contracts";
import { compileDataSchema, type DataSchema } from "@thingwright/td";
import type { MappingEntry } from "../mapping-entry.js";
import { mappingError, unconvertible } from "../mapping-error.js";
import { bitFieldOf } from "./bit-field.js";
import { declaredSteps } from "./declared-steps.js";
import { type Bindings, compileExpression, type ExpressionLimits } from "./expression.js";
import { type ModelLimits, modelLimits } from "./model-limits.js";
import { roundingOf } from "./rounding.js";
import { schemaPart } from "./schema-part.js";
import type { Step } from "./step.js";
import { vendorNumber } from "./vendor-number.js";

/** What a conversion may look at besides the value. */
export interface ConversionContext {
  /** The latest vendor value of the affordance that the entry stands in, whole; `undefined` before there is one. */
  readonly vendor: unknown;
  /** The latest values of the model's properties, by name. */
  readonly model: Readonly<Record<string, unknown>>;
  /** The latest vendor values of the device's properties, by name, for what is composed of several (`map:with`). */
  readonly vendors?: ReadonlyMap<string, unknown>;
}

/** One entry of a mapping, compiled. Declarative entries convert at once, expressions give promises, but for what they gave last. */
export interface Conversion {
  /** False when nothing says how to turn model values into vendor values. */
  readonly isWritable: boolean;
  /** True when `write` needs `context.vendor`: it changes a part of it and sends the whole. */
  readonly needsVendor: boolean;
  /** What the limits of what the vendor takes mean for the model, where that can be computed. */
  readonly limits: ModelLimits | undefined;
  /**
   * Model value of a vendor value; `undefined` when the vendor value does not speak of it.
   *
   * @throws {DataSchemaError} for a value that cannot be converted, or that does not match the model's schema
   */
  read(vendor: unknown, context: ConversionContext): MaybePromise<unknown>;
  /**
   * The payload that brings the device to a model value, rounded and limited to what the device takes.
   *
   * @throws {DataSchemaError} for a value that the device has no equivalent of
   */
  write(model: unknown, context: ConversionContext): MaybePromise<unknown>;
  /** Whether no expression and no bit takes part, so that {@link nearest} is what a read will really give. */
  readonly isDeclared: boolean;
  /** What a read will give after `model` was written, as far as that can be computed: else `model` itself. */
  nearest(model: unknown): unknown;
}

/** Schemas on the three sides of a conversion; each may be missing. */
export interface ConversionSchemas {
  /** Of the affordance that the entry stands in. */
  readonly vendor: DataSchema | undefined;
  /** Of the payload that carries writes. */
  readonly payload: DataSchema | undefined;
  readonly model: DataSchema | undefined;
}

/** @throws {ThingDescriptionError} WOT_MAPPING */
export function compileConversion(
  entry: MappingEntry,
  schemas: ConversionSchemas,
  limits: ExpressionLimits = {},
): Conversion {
  const part = schemaPart(schemas.vendor, entry.pickPointer);
  const payloadPart = schemaPart(schemas.payload, entry.putPointer ?? entry.pickPointer) ?? part;
  const declared = declaredSteps(entry, part?.type ?? payloadPart?.type, schemas.model);
  const hasField = bitFieldOf(entry) !== undefined;
  const isDeclared = declared.steps.length > 0 || hasField;
  if (entry.read !== undefined && isDeclared) {
    throw mappingError(entry.pointer, "map:read stands beside other conversions; say once how to read");
  }
  if (entry.with !== undefined && entry.read === undefined) {
    throw mappingError(entry.pointer, "map:with needs map:read: what makes one value of several");
  }
  const needsVendor = (entry.compose ?? (hasField ? "replace" : "patch")) === "replace";
  return {
    isWritable: entry.write !== undefined || entry.read === undefined,
    needsVendor,
    limits:
      declared.isNumeric && entry.read === undefined
        ? modelLimits(payloadPart, declared.steps, schemas.model)
        : undefined,
    read:
      entry.read === undefined
        ? readDeclared(entry, declared.steps, schemas)
        : readByExpression(entry, schemas, limits),
    write:
      entry.write === undefined
        ? writeDeclared(entry, declared.steps, schemas, needsVendor)
        : writeByExpression(entry, needsVendor, limits),
    isDeclared: isInvertible(entry),
    nearest: isInvertible(entry) ? nearestDeclared(entry, declared.steps, schemas) : (model) => model,
  };
}

type Convert = (value: unknown, context: ConversionContext) => MaybePromise<unknown>;

function readDeclared(entry: MappingEntry, steps: readonly Step[], schemas: ConversionSchemas): Convert {
  const accept = accepted(schemas.model);
  const { pick } = entry;
  const field = bitFieldOf(entry);
  return (vendor) => {
    const part = pick.pick(vendor);
    if (part === undefined || part === null) return undefined;
    let value = field === undefined ? part : field.read(part);
    for (const step of steps) value = step.read(value);
    return accept(value);
  };
}

function readByExpression(entry: MappingEntry, schemas: ConversionSchemas, limits: ExpressionLimits): Convert {
  const expression = compileExpression(entry.read!, `${entry.pointer}/${entry.prefix}:read`, limits);
  const accept = accepted(schemas.model);
  const convert = async (part: unknown, vendor: unknown, context: ConversionContext): Promise<unknown> => {
    const value = await expression.evaluate(part, bindingsOf(entry, context, vendor));
    return value === undefined ? undefined : accept(value);
  };
  const isRemembered = expression.isOfInput;
  let latest: { readonly part: unknown; readonly value: unknown } | undefined;
  return (vendor, context) => {
    const part = entry.pick.pick(vendor);
    if (part === undefined || part === null) return undefined;
    if (!isRemembered) return convert(part, vendor, context);
    // Devices say the same again and again; an evaluation costs as much as a hundred declared conversions.
    if (latest !== undefined && isDeepStrictEqual(latest.part, part)) return latest.value;
    return convert(part, vendor, context).then((value) => {
      latest = { part, value };
      return value;
    });
  };
}

/** What an expression sees beside the value that it converts. */
function bindingsOf({ with: others }: MappingEntry, { model, vendors }: ConversionContext, state: unknown): Bindings {
  if (others === undefined) return { state, model };
  return { state, model, with: Object.fromEntries(others.map((name) => [name, vendors?.get(name)])) };
}

/** Rounds a model value and holds it against the model's schema, which is compiled when the first value comes. */
function accepted(schema: DataSchema | undefined): (value: unknown) => unknown {
  const round = roundingOf(schema);
  let validate: ((value: unknown) => void) | undefined;
  return (value) => {
    const rounded = typeof value === "number" ? round(value) : value;
    if (schema !== undefined) {
      validate ??= validatorOf(schema);
      validate(rounded);
    }
    return rounded;
  };
}

function validatorOf(schema: DataSchema): (value: unknown) => void {
  const validator = compileDataSchema(schema);
  return (value) => validator.validate(value);
}

function writeDeclared(
  entry: MappingEntry,
  steps: readonly Step[],
  schemas: ConversionSchemas,
  needsVendor: boolean,
): Convert {
  const { pick } = entry;
  const field = bitFieldOf(entry);
  const place = entry.put ?? pick;
  const fit = payloadFit(entry, schemas);
  const backwards = steps.toReversed();
  return (model, context) => {
    let value = model;
    for (const step of backwards) value = step.write(value);
    if (needsVendor && context.vendor === undefined) throw unconvertible("the device's present value is not known");
    const part = field === undefined ? fit(value) : field.write(pick.pick(context.vendor), value);
    return place.put(needsVendor ? context.vendor : undefined, part);
  };
}

const isInvertible = (entry: MappingEntry): boolean =>
  entry.read === undefined && entry.write === undefined && bitFieldOf(entry) === undefined;

function nearestDeclared(
  entry: MappingEntry,
  steps: readonly Step[],
  schemas: ConversionSchemas,
): (model: unknown) => unknown {
  const fit = payloadFit(entry, schemas);
  const round = roundingOf(schemas.model);
  return (model) => {
    const vendor = fit(steps.reduceRight((value, step) => step.write(value), model));
    const value = steps.reduce((part, step) => step.read(part), vendor);
    return typeof value === "number" ? round(value) : value;
  };
}

/** Rounds and limits what is sent, as the schema of its place in the payload says. */
function payloadFit(entry: MappingEntry, schemas: ConversionSchemas): (value: unknown) => unknown {
  return vendorNumber(schemaPart(schemas.payload, entry.putPointer ?? entry.pickPointer));
}

function writeByExpression(entry: MappingEntry, needsVendor: boolean, limits: ExpressionLimits): Convert {
  const expression = compileExpression(entry.write!, `${entry.pointer}/${entry.prefix}:write`, limits);
  return async (model, context) => {
    const part = await expression.evaluate(model, bindingsOf(entry, context, context.vendor));
    return entry.put === undefined ? part : entry.put.put(needsVendor ? context.vendor : undefined, part);
  };
}
