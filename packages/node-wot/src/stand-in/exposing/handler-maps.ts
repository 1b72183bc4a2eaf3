import type { Content } from "../content/content.js";
import type { ContentListener } from "./content-listeners.js";
import type { ActionHandler, ReadHandler, WriteHandler } from "./thing-handlers.js";

/*
 * What servers of node-wot's plug-in contract keep by the names of affordances.
 */

/** Contents of several properties. */
export type PropertyContentMap = Map<string, Content>;

export interface PropertyHandlers {
  readHandler?: ReadHandler;
  writeHandler?: WriteHandler;
  observeHandler?: ReadHandler;
  unobserveHandler?: ReadHandler;
}

export type PropertyHandlerMap = Map<string, PropertyHandlers>;

export type ActionHandlerMap = Map<string, ActionHandler>;

export interface EventHandlers {
  subscribe?: ReadHandler;
  unsubscribe?: ReadHandler;
}

export type EventHandlerMap = Map<string, EventHandlers>;

/** Listeners by the position of the Form that they listen by. */
export interface ListenerItem {
  [formIndex: number]: ContentListener[];
}

export type ListenerMap = Map<string, ListenerItem>;
