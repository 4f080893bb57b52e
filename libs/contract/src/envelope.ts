import { EVENT_TYPES, type EventType, type Identity } from '#domain';
import type { Envelope } from './envelope-schema.js';
import { TYPE_PREFIX, eventTypeOf } from './event-schemas.js';
import { FORMATS } from './formats.js';
import { deeperThan } from './json.js';
import { DATA_LEVELS_MAX, ID_CHARS_MAX } from './limits.js';
import { rejected, type Rejected } from './parsed.js';
import { shown, violation } from './sentence.js';
import { envelopeValidator } from './validator.js';

/** An envelope that is sound, of a type that is known. */
export interface Sound {
  readonly ok: true;
  readonly type: EventType;
  readonly envelope: Envelope;
}

/** Checks the attributes of an event, wherever they were read from; says nothing about its data. */
export function checkEnvelope(attributes: Readonly<Record<string, unknown>>): Sound | Rejected {
  const validate = envelopeValidator();
  if (!validate(attributes)) return rejected('NOT_CLOUDEVENT', envelopeSentence(attributes), identityOf(attributes));
  const deep = deepAttribute(attributes);
  if (deep !== undefined) return rejected('NOT_CLOUDEVENT', deep, identityOf(attributes));
  const envelope = attributes as Envelope;
  const type = eventTypeOf(envelope.type);
  return type === undefined
    ? rejected('UNKNOWN_TYPE', unknownType(envelope.type), identityOf(attributes))
    : { ok: true, type, envelope };
}

/** Nobody reads the other attributes, but whoever handles the event as a whole goes through them. */
function deepAttribute({ data: _, ...attributes }: Readonly<Record<string, unknown>>): string | undefined {
  const name = Object.keys(attributes).find((attribute) => deeperThan(attributes[attribute], DATA_LEVELS_MAX));
  return name === undefined ? undefined : `${shown(name)} is nested deeper than ${DATA_LEVELS_MAX} levels`;
}

/** @returns the identity, where both halves of it are such as an accepted event could have */
export function identityOf({ source, id }: Readonly<Record<string, unknown>>): Identity | undefined {
  return isIdentifier(source) && isIdentifier(id) ? { source, id } : undefined;
}

const isIdentifier = (value: unknown): value is string =>
  typeof value === 'string' &&
  value !== '' &&
  // A character may take two places of a JavaScript string.
  value.length <= 2 * ID_CHARS_MAX &&
  [...value].length <= ID_CHARS_MAX &&
  FORMATS.identifier.check(value);

function envelopeSentence(attributes: Readonly<Record<string, unknown>>): string {
  const { specversion } = attributes;
  if (specversion == null) return 'specversion is missing: this is no CloudEvent';
  if (specversion !== '1.0') return `specversion must be "1.0", not ${shown(specversion)}`;
  const absent = ['id', 'source', 'type', 'time'].find((name) => attributes[name] == null);
  return absent === undefined ? violation(envelopeValidator(), '') : `${absent} is missing`;
}

function unknownType(name: string): string {
  const meant = EVENT_TYPES.find(
    (type) => type === name || `${TYPE_PREFIX}${type}`.toLowerCase() === name.toLowerCase(),
  );
  const hint = meant === undefined ? '' : `; ${TYPE_PREFIX}${meant} is`;
  return `type ${shown(name, 300)} is not known${hint}`;
}
