import { Ajv } from 'ajv';
import fc from 'fast-check';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TYPES } from '#domain';
import { envelope, SMALLEST } from './contract.testkit.js';
import { documents } from './documents.js';
import { parseEnvelope } from './parse-envelope.js';
import type { JsonSchema } from './published-schema.js';
import { parseScenario } from './scenario.js';
import { nearly } from './schema-values.testkit.js';

const folder = join(__dirname, '..');
const made = documents();
const schemaOf = (name: string): JsonSchema => JSON.parse(made[`schemas/${name}.schema.json`] ?? 'null');

describe('the documents on disk', () => {
  it.each(Object.keys(made))('%s is what the source gives (else: run write-documents)', (path) => {
    expect(existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : 'absent').toBe(made[path]);
  });

  it('are no more than those', () => {
    const onDisk = readdirSync(join(folder, 'schemas')).map((file) => `schemas/${file}`);
    expect(onDisk.filter((path) => !(path in made))).toEqual([]);
  });
});

/** A validator that knows nothing of ours: strict, with the two standard formats written anew from the calendar. */
function outsider(): Ajv {
  const isDate = (text: string): boolean => {
    const date = new Date(`${text}T00:00:00Z`);
    return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  };
  const isDateTime = (text: string): boolean => {
    const [date = '', time = ''] = text.split(/[Tt]/);
    const [clock, hour = 0, minute = 0] = /^(\d\d):(\d\d):\d\d/.exec(time) ?? [];
    const [offset, by = 0, and = 0] = /[+-](\d\d):(\d\d)$/.exec(time) ?? ['Z'];
    const inTheDay = clock !== undefined && Number(hour) < 24 && Number(minute) < 60;
    return isDate(date) && inTheDay && (offset === 'Z' || (Number(by) < 24 && Number(and) < 60));
  };
  return new Ajv({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    formats: { date: isDate, 'date-time': isDateTime },
  });
}

describe('a published schema', () => {
  it.each(Object.keys(made).filter((path) => path.startsWith('schemas/')))('%s compiles elsewhere', (path) => {
    const schema = JSON.parse(made[path] ?? '');
    expect(schema.$id).toBe(`urn:scopewatch:schema:${schema.title}`);
    expect(() => outsider().compile(schema)).not.toThrow();
  });

  it.each(EVENT_TYPES)('of %s accepts just what the parser accepts', (type) => {
    const validate = outsider().compile(schemaOf(type));
    expect(validate(SMALLEST[type])).toBe(true);
    let accepted = 0;
    fc.assert(
      fc.property(nearly(schemaOf(type)), (data) => {
        const { ok } = parseEnvelope(JSON.parse(JSON.stringify(envelope(type, data))));
        expect(validate(data)).toBe(ok);
        accepted += ok ? 1 : 0;
      }),
      { numRuns: 200 },
    );
    // Otherwise the values are too bad, or too good, to show anything.
    expect(accepted).toBeGreaterThan(20);
    expect(accepted).toBeLessThan(200);
  });

  it('of the envelope accepts just what the parser takes for a CloudEvent', () => {
    const validate = outsider().compile(schemaOf('envelope'));
    fc.assert(
      fc.property(nearly(schemaOf('envelope')), (event) => {
        const parsed = parseEnvelope(event);
        const twoData = !parsed.ok && parsed.message.startsWith('data and data_base64');
        expect(validate(event)).toBe(parsed.ok || parsed.reason !== 'NOT_CLOUDEVENT' || twoData);
      }),
      { numRuns: 500 },
    );
  });

  it('of a scenario accepts what is read as one', () => {
    const validate = outsider().compile(schemaOf('scenario'));
    fc.assert(
      fc.property(nearly(schemaOf('scenario')), (json) => {
        const read = parseScenario(json);
        const beyond = !read.ok && read.message.startsWith('scenario.rejected names line');
        expect(validate(json)).toBe(read.ok || beyond);
      }),
      { numRuns: 300 },
    );
  });
});

interface Ref {
  readonly $ref: string;
}
interface Api {
  readonly asyncapi: string;
  readonly info: object;
  readonly channels: Readonly<
    Record<string, { readonly address: string; readonly messages: Readonly<Record<string, Ref>> }>
  >;
  readonly operations: Readonly<
    Record<string, { readonly action: string; readonly channel: Ref; readonly messages: Ref[] }>
  >;
  readonly components: {
    readonly schemas: object;
    readonly messages: Readonly<Record<string, ApiMessage>>;
  };
}
interface ApiMessage {
  readonly contentType: string;
  readonly payload: object;
  readonly headers?: { readonly properties: Readonly<Record<string, { readonly const?: unknown }>> };
  readonly bindings: { readonly kafka: { readonly key: { readonly type: unknown } } };
}

describe('the AsyncAPI document', () => {
  const api: Api = JSON.parse(made['asyncapi.json'] ?? 'null');

  const at = (ref: string): unknown =>
    ref
      .replace('#/', '')
      .split('/')
      .reduce<unknown>((node, name) => (node as Readonly<Record<string, unknown>> | undefined)?.[name], api);
  const refsIn = (node: unknown): readonly string[] => {
    if (typeof node !== 'object' || node === null) return [];
    return Object.entries(node).flatMap(([name, value]) => (name === '$ref' ? [String(value)] : refsIn(value)));
  };

  it('has what version 3.0.0 requires, and every reference in it leads somewhere', () => {
    expect(api.asyncapi).toBe('3.0.0');
    expect(api.info).toMatchObject({ title: 'Scopewatch', version: expect.any(String) });
    expect(refsIn(api).length).toBeGreaterThan(100);
    expect(refsIn(api).filter((ref) => !ref.startsWith('#/') || at(ref) === undefined)).toEqual([]);
    const names = [api.components.messages, api.components.schemas, api.channels].flatMap((o) => Object.keys(o));
    expect(names.filter((name) => !/^[A-Za-z0-9._-]+$/.test(name))).toEqual([]);
  });

  it('has an operation for each channel, and every message in a channel', () => {
    for (const [name, operation] of Object.entries(api.operations)) {
      expect(operation.action).toBe(['alerts', 'rejections', 'checkpoints'].includes(name) ? 'send' : 'receive');
      expect(operation.channel.$ref).toBe(`#/channels/${name}`);
      // An operation's messages are to be taken from its own channel.
      const own = Object.keys(api.channels[name]!.messages).map((message) => `#/channels/${name}/messages/${message}`);
      expect(operation.messages.map((message) => message.$ref)).toEqual(own);
    }
    expect(Object.values(api.channels).map((channel) => channel.address)).toEqual([
      'account-events',
      'product-events',
      'marketing-events',
      'scope-alerts',
      'scope-rejections',
      'scope-checkpoints',
    ]);
    const listed = Object.values(api.channels).flatMap((channel) => Object.keys(channel.messages));
    expect(listed.sort()).toEqual(Object.keys(api.components.messages).sort());
  });

  it.each(EVENT_TYPES)('describes %s in both content modes, with its key', (type) => {
    const structured = api.components.messages[type]!;
    const binary = api.components.messages[`${type}.binary`]!;
    expect(structured.contentType).toBe('application/cloudevents+json');
    expect(binary.contentType).toBe('application/json');
    expect(binary.headers?.properties['ce_type']?.const).toBe(`io.scopewatch.${type}`);
    for (const message of [structured, binary]) expect(message.bindings.kafka.key.type).toBe('string');

    const ajv = outsider();
    ajv.addVocabulary(['components']);
    const validate = ajv.compile({ ...structured.payload, components: { schemas: api.components.schemas } });
    expect(validate(envelope(type))).toBe(true);
    expect(validate(envelope(type, {}))).toBe(false);
    expect(validate({ ...envelope(type), type: 'io.scopewatch.other.v1' })).toBe(false);
  });
});
