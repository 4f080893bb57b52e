import { isIncomplete, subjectOf } from './claims.js';

const rules = { rolesClaim: 'roles', entitiesClaim: undefined };
const claims = { iss: 'https://id.example', sub: '7', name: 'Ann', email: 'ann@bank.example', email_verified: true };

describe('what claims say', () => {
  it('names the person, with roles by either name, in our order and without others’', () => {
    expect(subjectOf({ ...claims, roles: ['scopewatch:approver', 'analyst', 'billing'] }, rules)).toEqual({
      issuer: 'https://id.example',
      subject: '7',
      name: 'Ann',
      email: 'ann@bank.example',
      roles: ['analyst', 'approver'],
      entities: undefined,
    });
  });

  it('gives an address only where it is verified', () => {
    expect(subjectOf({ ...claims, email_verified: 'true', roles: 'viewer' }, rules)).toMatchObject({ email: null });
  });

  it.each([
    ['is missing', {}],
    ['is empty', { roles: [] }],
    ['names none of ours', { roles: ['billing'] }],
    ['is nothing that holds words', { roles: { admin: true } }],
  ])('gives no role where the claim %s', (_, claim) => {
    expect(subjectOf({ ...claims, ...claim }, rules)).toMatchObject({ roles: [] });
  });

  it('finds a claim by its whole name first, then inside objects, never in what every object has', () => {
    const nested = { ...claims, realm_access: { roles: ['auditor'] }, 'https://bank/roles': 'admin viewer' };
    expect(subjectOf(nested, { ...rules, rolesClaim: 'realm_access.roles' })).toMatchObject({ roles: ['auditor'] });
    expect(subjectOf(nested, { ...rules, rolesClaim: 'https://bank/roles' })).toMatchObject({
      roles: ['viewer', 'admin'],
    });
    expect(subjectOf(nested, { ...rules, rolesClaim: 'constructor.name' })).toMatchObject({ roles: [] });
  });

  it('limits to entities, all of them only where it says so, to none where it says nothing', () => {
    const limited = { rolesClaim: 'roles', entitiesClaim: 'entities' };
    const of = (entities: unknown) => subjectOf({ ...claims, roles: 'viewer', entities }, limited);
    expect(of('ENT 1, ENT 2')).toMatchObject({ entities: ['ENT 1', 'ENT 2'] });
    expect(of(['*'])).toMatchObject({ entities: ['*'] });
    expect(of(undefined)).toMatchObject({ entities: [] });
    expect(of([])).toMatchObject({ entities: [] });
  });

  it('is incomplete while something that matters is missing', () => {
    expect(isIncomplete({ ...claims, roles: [] }, rules)).toBe(false);
    expect(isIncomplete(claims, rules)).toBe(true);
    expect(isIncomplete({ ...claims, roles: [] }, { ...rules, entitiesClaim: 'entities' })).toBe(true);
  });

  it('refuses claims about nobody', () => {
    expect(subjectOf({ roles: 'admin' }, rules)).toEqual({ refused: 'oidc-refused' });
  });
});
