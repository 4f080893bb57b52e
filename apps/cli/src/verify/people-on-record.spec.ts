import type { AuditRow } from './audit-line.js';
import { PeopleOnRecord } from './people-on-record.js';
import type { Source } from './source.js';

type Row = Readonly<Record<string, unknown>>;

const ann = { name: 'Ann', email: 'ann@bank', disabled: false };
const left = (more: Row = {}): string =>
  JSON.stringify({
    ...ann,
    roles: ['analyst', 'approver'],
    entities: null,
    givenHere: { roles: ['analyst'], entities: null },
    toldByProvider: { roles: ['approver'], entities: ['*'] },
    ...more,
  });
const stands: Row = {
  person_id: 'ann',
  ...ann,
  given_roles: ['analyst'],
  given_entities: null,
  provider_roles: ['approver'],
  provider_entities: ['*'],
};

/** @returns the columns that differ, and how many people can't be checked */
async function checked(lines: readonly (readonly [operation: string, after: string])[], rows: readonly Row[]) {
  const people = new PeopleOnRecord();
  for (const [operation, after] of lines) people.take({ operation, target: 'ann', after } as AuditRow);
  const differing: string[] = [];
  let unchecked = 0;
  await people.check({
    sql: { query: () => Promise.resolve(rows) },
    report: {
      compare: (_: string, __: Row, expected: Row, actual: Row) => {
        for (const [column, value] of Object.entries(expected))
          if (JSON.stringify(value) !== JSON.stringify(actual[column])) differing.push(column);
        return Promise.resolve();
      },
      cannotCheck: (_: string, __: string, count: number) => (unchecked = count),
    },
  } as unknown as Source);
  return { differing, unchecked };
}

describe('how the audit says that somebody was left', () => {
  it('is how they stand', async () => {
    const lines = [['person.save', left({ disabled: true })] as const, ['sign-in.oidc', left()] as const];
    expect(await checked(lines, [stands])).toEqual({ differing: [], unchecked: 0 });
  });

  it.each([
    ['name', 'Eve'],
    ['email', null],
    ['disabled', true],
    ['given_roles', ['admin']],
    ['given_entities', ['ENT-1']],
    ['provider_roles', null],
    ['provider_entities', []],
  ])('is not how they stand with another %s', async (column, value) => {
    const { differing } = await checked([['sign-in.rights', left()]], [{ ...stands, [column]: value }]);
    expect(differing).toEqual([column]);
  });

  it('is with other roles where a link was made for these since', async () => {
    const link = ['link.make', JSON.stringify({ roles: ['admin'], minutes: 60 })] as const;
    const lines = [['person.save', left()] as const, link];
    expect(await checked(lines, [{ ...stands, given_roles: ['admin'] }])).toEqual({ differing: [], unchecked: 0 });
    expect((await checked(lines, [stands])).differing).toEqual(['given_roles']);
    // Of whoever was not known before it says no more.
    expect((await checked([link], [stands])).differing).toEqual(['given_roles']);
  });

  it('is not said by lines that tell of something else, or of before it was kept apart', async () => {
    const lines = [['sign-in.link', '{"by":"link"}'] as const, ['person.save', JSON.stringify(ann)] as const];
    expect(await checked(lines, [stands])).toEqual({ differing: [], unchecked: 1 });
  });
});
