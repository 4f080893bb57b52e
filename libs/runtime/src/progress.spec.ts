import { Writable } from 'node:stream';
import { showProgress } from './progress.js';

function recording(isTTY: boolean): { stream: Writable & { isTTY: boolean }; written: string[] } {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), written };
}

describe('progress', () => {
  it('is a line every two seconds at most, with rate and time left', () => {
    let now = 0;
    const { stream, written } = recording(false);
    const progress = showProgress({ label: 'Playing', unit: 'events', total: 10_000, stream, clock: () => now });
    for (now = 100; now <= 5_000; now += 100) progress.add(100);
    progress.done();
    expect(written).toEqual([
      'Playing: 2,000 of 10,000 events, 1,000/s, 8 s left\n',
      'Playing: 4,000 of 10,000 events, 1,000/s, 6 s left\n',
      'Playing: 5,000 events in 6 s\n',
    ]);
  });

  it('stays on one line of a terminal', () => {
    let now = 0;
    const { stream, written } = recording(true);
    const progress = showProgress({ label: 'Fetching', unit: 'jars', stream, clock: () => now });
    now = 1_000;
    progress.add(4);
    progress.done();
    expect(written).toEqual(['\r\u001b[KFetching: 4 jars, 4/s', '\r\u001b[KFetching: 4 jars in 1 s\n']);
  });
});
