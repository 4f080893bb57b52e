import { permissionsOf } from '../access/roles.js';
import { digestWay } from './digest-way.js';

describe('where a digest is mailed', () => {
  const ann = { personId: 'ann', email: 'ann@bank.example' };
  const analyst = permissionsOf(['analyst']);

  it('is to the address of somebody, or to their id where that is one', () => {
    expect(digestWay(true, ann, analyst)).toEqual({ mailedTo: 'ann@bank.example', obstacle: null });
    expect(digestWay(true, { personId: 'bo@bank.example', email: null }, analyst).mailedTo).toBe('bo@bank.example');
  });

  it.each([
    ['a server', false, ann, analyst, /No server for mail/],
    ['an address', true, { personId: 'ann', email: null }, analyst, /No mail address of yours/],
    ['one address', true, { personId: 'ann', email: 'a@b.example, c@d.example' }, analyst, /No mail address of yours/],
    ['a role that sees Today', true, ann, permissionsOf(['marketing']), /your roles don’t show that page/],
    ['a role', true, ann, permissionsOf([]), /your roles don’t show that page/],
  ])('is nowhere without %s, and it is said why', (_what, mail, person, permissions, words) => {
    const { mailedTo, obstacle } = digestWay(mail, person, permissions);
    expect([mailedTo, obstacle]).toEqual([null, expect.stringMatching(words)]);
  });
});
