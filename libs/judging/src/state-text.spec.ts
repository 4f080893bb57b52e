import { emptyState, instant, JUDGE_VERSION, type ClientState } from '#domain';
import { readState, StateText } from './state-text';

const named = (state: ClientState, entityId: string, at: number): void => {
  state.named[entityId] = at;
};
const moved = (state: ClientState, position: number): void => {
  state.locations.push({ when: instant(position), position, country: 'DE', reachesBack: false });
};
const read = (text: string | null, lastTo: number | null = null): ClientState => {
  if (text === null) throw new Error('It was to be written.');
  return readState({ state: text, lastTo });
};

describe('the text of a state', () => {
  it('is whole the first time, and reads back as it was', () => {
    const state = emptyState('c', ['c']);
    moved(state, 1);
    expect(read(new StateText().next(state))).toEqual(state);
  });

  it('is not written again where only the end of the timeline moved', () => {
    const state = emptyState('c', ['c']);
    const text = new StateText();
    const first = text.next(state);
    state.lastTo = 77;
    expect(text.next(state)).toBeNull();
    expect(read(first, 77)).toEqual(state);
  });

  it('goes on from what it wrote, in whatever way the state grew', () => {
    const state = emptyState('c', ['c']);
    const text = new StateText();
    text.next(state);
    const steps = [
      () => moved(state, 1),
      () => moved(state, 2),
      () => named(state, 'e', 5),
      () => named(state, 'e', 3),
      // One that came late stands before the others.
      () => state.locations.splice(1, 0, { when: instant(9), position: 9, country: null, reachesBack: false }),
      () => (state.settledTo = 12),
    ];
    for (const step of steps) {
      step();
      expect(read(text.next(state))).toEqual(state);
      expect(text.next(state)).toBeNull();
    }
  });

  it('is read, too, where an older version of the judge wrote it', () => {
    const { contacts: _, ...older } = emptyState('c', ['c', 'd']);
    expect(read(JSON.stringify(older))).toEqual(emptyState('c', ['c', 'd']));
  });

  it('has these fields by this version of the judge, which is raised with any other', () => {
    expect([JUDGE_VERSION, ...Object.keys(emptyState('c', ['c'])).sort()]).toEqual([
      3,
      'askedServices',
      'clientId',
      'contacts',
      'entries',
      'lastTo',
      'locations',
      'memberIds',
      'memberships',
      'named',
      'narrowings',
      'onboardings',
      'refs',
      'relationships',
      'settledTo',
      'solicitations',
    ]);
  });

  it('goes on from what stands in the database', () => {
    const stored = emptyState('c', ['c']);
    moved(stored, 1);
    const state = readState({ state: JSON.stringify(stored), lastTo: 5 });
    const text = StateText.of(state);
    expect(text.next(state)).toBeNull();
    moved(state, 2);
    expect(read(text.next(state))).toEqual(state);
  });
});
