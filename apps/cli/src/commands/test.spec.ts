import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseScenario, readPolicy } from '#contract';
import { differencesOf } from './test.js';

const root = join(__dirname, '../../../..');
const folder = join(root, 'policy/mica-61');
const policy = readPolicy(readFileSync(join(root, 'policy/mica-61.json'), 'utf8'));

describe('the shipped rule pack', () => {
  it.each(readdirSync(folder))('judges %s as it says', (file) => {
    const parsed = parseScenario(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!parsed.ok) throw new Error(parsed.message);
    expect(differencesOf(parsed.scenario, policy)).toEqual([]);
  });
});

describe('a scenario that does not hold', () => {
  const scenario = (expect: object[], more: object = {}) => {
    const parsed = parseScenario({
      name: 'x',
      events: [
        {
          specversion: '1.0',
          id: 'm',
          source: 's',
          type: 'io.scopewatch.marketing.contacted.v1',
          time: '2026-02-01T00:00:00Z',
          data: {
            contactId: 'm',
            clientId: 'c',
            entityId: 'E',
            actor: 'FIRM',
            channel: 'EMAIL',
            content: 'PROMOTIONAL',
          },
        },
      ],
      expect,
      ...more,
    });
    if (!parsed.ok) throw new Error(parsed.message);
    return differencesOf(parsed.scenario, policy);
  };

  it('says which field differs', () => {
    expect(scenario([{ clientId: 'c', act: 'm', verdict: 'BREACH_61_2', row: 13 }])).toHaveLength(2);
  });
  it('says what is there and should not be', () => {
    expect(scenario([{ clientId: 'c', act: 'm', absent: true }])).toHaveLength(1);
    expect(scenario([], { complete: true })).toHaveLength(1);
  });
  it('says what should be there and is not', () => {
    expect(scenario([{ clientId: 'd', act: 'm', verdict: 'NEEDS_REVIEW' }])).toHaveLength(1);
    expect(scenario([], { rejected: [1] })).toHaveLength(1);
  });
});
