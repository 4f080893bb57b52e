/** Longer fault tests, for a night: SCOPEWATCH_SOAK=1. */
const soaking = process.env['SCOPEWATCH_SOAK'] === '1';

/** One thing each time the tests are run, another (more of it) when they soak. */
export const amount = <T>(usual: T, soak: T): T => (soaking ? soak : usual);
