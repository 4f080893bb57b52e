import { OpenStreams } from './open-streams.js';

describe('open streams', () => {
  it('are ten of one person at most, and count until they end, once each', () => {
    const streams = new OpenStreams();
    const leave = Array.from({ length: 10 }, () => streams.enter('ann'));
    expect(() => streams.enter('ann')).toThrow(
      'You have 10 streams and exports open; at most 10 can be. Close one first.',
    );
    streams.enter('bob');
    const [first] = leave;
    first?.();
    first?.();
    streams.enter('ann');
    expect(() => streams.enter('ann')).toThrow('10 streams');
  });

  it('are a thousand of all', () => {
    const streams = new OpenStreams();
    for (let i = 0; i < 1_000; i += 1) streams.enter(`p${i}`);
    expect(() => streams.enter('ann')).toThrow('1000 streams and exports are open');
  });
});
