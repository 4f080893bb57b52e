import { Type, type Static } from '@sinclair/typebox';
import { LAST_ROW, SERVICES, SEVERITIES, VERDICTS, type Severity } from '#domain';
import type { DeepReadonly } from './deep-readonly.js';
import { ActId, Id, Text, oneOf } from './primitives.js';
import { violation } from './sentence.js';
import { lazily } from './validator.js';

const ENTRIES_MAX = 100_000;
const BooleanOrNull = Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] });

/** What one verdict must be. A field that nobody knows is refused: a misspelt one would make the case hold too easily. */
const ExpectationSchema = Type.Object(
  {
    clientId: Id,
    act: ActId,
    service: Type.Optional(
      Type.Unsafe<string | null>({ ...oneOf(SERVICES), type: ['string', 'null'], enum: [...SERVICES, null] }),
    ),
    entityId: Type.Optional(Id),
    verdict: Type.Optional(oneOf(VERDICTS)),
    row: Type.Optional(Type.Integer({ minimum: 1, maximum: LAST_ROW })),
    newService: Type.Optional(BooleanOrNull),
    newAssetType: Type.Optional(BooleanOrNull),
    severity: Type.Optional(Type.Unsafe<Severity | null>({ type: ['string', 'null'], enum: [...SEVERITIES, null] })),
    absent: Type.Optional(Type.Boolean()),
    why: Type.Optional(Text),
  },
  { additionalProperties: false },
);
export type Expectation = DeepReadonly<Static<typeof ExpectationSchema>>;

/** One case of a rule pack's tests: events in the order of recording, and what they must be judged as. */
export const ScenarioSchema = Type.Object(
  {
    name: Id,
    why: Type.Optional(Text),
    events: Type.Array(Type.Unknown(), { maxItems: ENTRIES_MAX }),
    expect: Type.Array(ExpectationSchema, { maxItems: ENTRIES_MAX }),
    rejected: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: ENTRIES_MAX, uniqueItems: true })),
    complete: Type.Optional(Type.Boolean()),
  },
  { description: 'A scenario: events in the order of recording, and the verdicts that they must get.' },
);
export type Scenario = DeepReadonly<Static<typeof ScenarioSchema>>;

export type ReadScenario =
  { readonly ok: true; readonly scenario: Scenario } | { readonly ok: false; readonly message: string };

const validator = lazily<Scenario>(ScenarioSchema);

/**
 * Reads a scenario from JSON. Its events are left as they are: that one is rejected may be what the case is about.
 * @returns the scenario, or a sentence that says what is wrong and where
 */
export function parseScenario(json: unknown): ReadScenario {
  const validate = validator();
  if (!validate(json)) return { ok: false, message: violation(validate, 'scenario') };
  const beyond = json.rejected?.find((line) => line > json.events.length);
  if (beyond === undefined) return { ok: true, scenario: json };
  return { ok: false, message: `scenario.rejected names line ${beyond}, but there are ${json.events.length} events` };
}
