import { Assignments } from './assignment.js';
import { Turns } from './turns.js';

function given() {
  let now = 0;
  const assignments = new Assignments();
  assignments.start(assignments.begin([0, 1].map((partition) => ({ topic: 'acts', partition }))));
  const calls: string[] = [];
  const note = (what: string) => (parts: { topic: string; partitions?: number[] }[] | undefined) =>
    void calls.push(`${what} ${(parts ?? []).flatMap((each) => each.partitions ?? []).join()}`);
  const turns = new Turns({ pause: note('pause'), resume: note('resume') }, assignments, () => now);
  const fetch = (...partitions: number[]) => {
    now += 2_000;
    turns.fetchStarted();
    turns.fetched();
    for (const partition of partitions) turns.served('acts', partition);
  };
  return { turns, calls, fetch };
}

describe('taking turns', () => {
  it('fetches a silent partition alone, once', () => {
    const { calls, fetch } = given();
    for (let round = 0; round < 4; round += 1) fetch(0);
    expect(calls).toEqual(['pause 0', 'resume 0']);
  });

  it('leaves everything alone while all are served, or none', () => {
    const { calls, fetch } = given();
    for (let round = 0; round < 9; round += 1) fetch(0, 1);
    for (let round = 0; round < 9; round += 1) fetch();
    expect(calls).toEqual([]);
  });

  it('does not end the turn with a fetch that had begun before it', () => {
    const { turns, calls, fetch } = given();
    for (let round = 0; round < 3; round += 1) fetch(0);
    turns.fetched();
    expect(calls).toEqual(['pause 0']);
  });

  it('pauses nothing any more once closed', () => {
    const { turns, calls, fetch } = given();
    turns.close();
    for (let round = 0; round < 9; round += 1) fetch(0);
    expect(calls).toEqual([]);
  });
});
