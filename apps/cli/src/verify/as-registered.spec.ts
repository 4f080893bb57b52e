import { EVENT_REGISTER, EVENT_TYPES, isSharedType } from '#domain';
import { incidentKind } from './beside-the-log.js';
import { isShared } from './read-back.js';

// What is verified is told from the names of types, apart from the register on purpose; a new type must be told alike in both.
describe('verify, which knows the types by itself,', () => {
  it.each(EVENT_TYPES)('knows as the register does whether %s concerns one client or all', (type) => {
    expect(isShared({ type })).toBe(isSharedType(type));
  });

  it.each(EVENT_TYPES.filter(isSharedType))('knows as the register does which incident %s opens', (type) => {
    expect(incidentKind(type)).toBe(EVENT_REGISTER[type].incident);
  });
});
