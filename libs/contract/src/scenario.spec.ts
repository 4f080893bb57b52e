import { LAST_ROW } from '#domain';
import { parseScenario } from './scenario.js';

const scenario = {
  name: 'a first request',
  why: 'It establishes the relationship.',
  events: [{ anything: 'goes' }, 7],
  expect: [
    { clientId: 'c', act: 'r1', service: 'CUSTODY', verdict: 'CLIENT_INITIATED', row: 8, newService: null },
    { clientId: 'c', act: 'k#c', absent: true },
  ],
  rejected: [2],
  complete: true,
};

it('reads a scenario and leaves its events as they are', () => {
  expect(parseScenario(scenario)).toEqual({ ok: true, scenario });
  const { name, events } = scenario;
  expect(parseScenario({ name, events, expect: [], note: 'kept' }).ok).toBe(true);
});

it.each([
  [null, 'scenario must be an object'],
  [[], 'scenario must be an object'],
  [{ ...scenario, events: undefined }, 'scenario.events is missing'],
  [{ ...scenario, expect: {} }, 'scenario.expect must be an array'],
  [{ ...scenario, expect: [{ clientId: 'c' }] }, 'scenario.expect[0].act is missing'],
  [
    { ...scenario, expect: [{ clientId: 'c', act: 'r', row: LAST_ROW + 1 }] },
    `scenario.expect[0].row must be at most ${LAST_ROW}`,
  ],
  [{ ...scenario, expect: [{ clientId: 'c', act: 'r', row: 1.5 }] }, 'scenario.expect[0].row must be a whole number'],
  [
    { ...scenario, expect: [{ clientId: 'c', act: 'r', verdit: 'X' }] },
    'scenario.expect[0].verdit is not a known field',
  ],
  [
    { ...scenario, expect: [{ clientId: 'c', act: 'r', verdict: 'X' }] },
    'scenario.expect[0].verdict must be one of OUT_OF',
  ],
  [{ ...scenario, rejected: [0] }, 'scenario.rejected[0] must be at least 1'],
  [{ ...scenario, rejected: [1, 1] }, 'scenario.rejected must not have an entry twice'],
  [{ ...scenario, rejected: [3] }, 'scenario.rejected names line 3, but there are 2 events'],
])('refuses %j', (json, sentence) => {
  const read = parseScenario(json);
  expect(read.ok ? 'accepted' : read.message.slice(0, sentence.length)).toBe(sentence);
});
