/** What is asked of an event, by the name that it gets here (OPC 10000-5 §6.4.2, OPC 10000-9 §5.5). */
export const eventFields: Readonly<Record<string, { readonly path: string; readonly schema: object }>> = {
  id: { path: "EventId", schema: { title: "Id", type: "string", contentEncoding: "base64" } },
  type: { path: "EventType", schema: { title: "Type", type: "string" } },
  source: { path: "SourceNode", schema: { title: "Source", type: "string" } },
  sourceName: { path: "SourceName", schema: { title: "Name of the source", type: "string" } },
  time: { path: "Time", schema: { title: "Time", type: "string", format: "date-time" } },
  message: { path: "Message", schema: { title: "Message", type: "string" } },
  severity: { path: "Severity", schema: { title: "Severity", type: "integer", minimum: 0, maximum: 1000 } },
  conditionName: { path: "ConditionName", schema: { title: "Condition", type: "string" } },
  active: { path: "ActiveState.Id", schema: { title: "Active", type: "boolean" } },
  acknowledged: { path: "AckedState.Id", schema: { title: "Acknowledged", type: "boolean" } },
  retain: { path: "Retain", schema: { title: "Of interest still", type: "boolean" } },
};
