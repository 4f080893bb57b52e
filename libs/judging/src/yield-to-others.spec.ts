import { setTimeout as sleep } from 'node:timers/promises';
import { yieldingToOthers } from './yield-to-others';

describe('long work', () => {
  it('goes on at once as long as a stretch lasts', () => {
    const yieldToOthers = yieldingToOthers();
    expect(yieldToOthers()).toBeUndefined();
  });

  it('lets others have their turn once a stretch is over', async () => {
    const yieldToOthers = yieldingToOthers();
    const turns: string[] = [];
    await sleep(30);
    setImmediate(() => turns.push('others'));
    const turn = yieldToOthers();
    expect(turn).toBeDefined();
    await turn;
    turns.push('the work');
    expect(turns).toEqual(['others', 'the work']);
  });
});
