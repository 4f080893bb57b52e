import type { EventData, EventType } from '#domain';

/** A CloudEvent 1.0 in its JSON form. */
export interface CloudEventJson extends Record<string, unknown> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data: unknown;
}

export interface Known {
  /** When it became known, in ms since 1970: the order in which it is sent. */
  readonly at: number;
  readonly event: CloudEventJson;
}

export const iso = (ms: number): string => new Date(ms).toISOString();
export const date = (ms: number): string => iso(ms).slice(0, 10);

/** @param effectiveAt when it was true, where that is not when it became known */
export function tell<T extends EventType>(
  source: string,
  id: string,
  type: T,
  at: number,
  data: EventData[T],
  effectiveAt?: string,
): Known {
  const dated = effectiveAt === undefined ? data : { ...data, effectiveAt };
  return {
    at,
    event: { specversion: '1.0', id, source, type: `io.scopewatch.${type}`, time: iso(at), data: dated },
  };
}
