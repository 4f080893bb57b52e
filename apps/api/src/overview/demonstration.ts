import { demonstrationOf, type Sql } from '#store';
import { At, orNull, shape, type Static } from '../http/shape.js';
export const Demonstration = shape(
  'Demonstration',
  {
    begunAt: { ...At, description: 'When it was begun.' },
    endedAt: orNull({ ...At, description: 'When its past was whole; what was recorded since has real times.' }),
    clock: { ...At, description: 'What time it is in its past, or was at the end of that.' },
  },
  { description: 'That the book is a demonstration, whose recorded times up to the end of its past are played.' },
);

export const demonstrationExample: Static<typeof Demonstration> = {
  begunAt: '2026-03-02T08:59:00.000Z',
  endedAt: '2026-03-02T09:00:00.000Z',
  clock: '2026-03-02T08:59:00.000Z',
};

/** `null`: the book is none. */
export async function shownDemonstration(sql: Sql): Promise<Static<typeof Demonstration> | null> {
  const found = await demonstrationOf(sql);
  if (found === undefined) return null;
  const { begunAt, endedAt, clock } = found;
  return {
    begunAt: begunAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    clock: clock.toISOString(),
  };
}
