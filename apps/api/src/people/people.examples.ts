import type { Static } from '@sinclair/typebox';
import { demonstrationExample } from '../overview/demonstration.js';
import type { Invited, Key, Me, Person } from './people.shapes.js';

export const meExample: Static<typeof Me> = {
  personId: 'ann@bank.example',
  name: 'Ann Weber',
  roles: ['analyst'],
  entities: ['ENT-1'],
  by: 'oidc',
  csrfToken: 'an-example-which-proves-nothing',
  expiresAt: '2026-03-03T08:00:00.000Z',
  settings: { timeZone: 'Europe/Berlin', landing: null, density: null, digest: 'WORKDAYS' },
  digest: { mailedTo: 'ann@bank.example', obstacle: null },
  permissions: ['read', 'work-alerts', 'check'],
  demonstration: demonstrationExample,
};

export const keyExample: Static<typeof Key> = {
  keyId: 'd1bf9b421b3b0005',
  name: 'CRM',
  roles: ['analyst'],
  entities: ['ENT-1'],
  createdBy: 'root@bank.example',
  madeWith: null,
  createdAt: '2026-01-05T09:00:00.000Z',
  expiresAt: '2027-01-05T09:00:00.000Z',
  lastUsedAt: null,
  revokedAt: null,
};

export const personExample: Static<typeof Person> = {
  personId: 'ann@bank.example',
  name: 'Ann Weber',
  email: 'ann@bank.example',
  roles: ['analyst'],
  entities: ['ENT-1'],
  givenHere: { roles: ['analyst'], entities: ['ENT-1'] },
  toldByProvider: null,
  disabled: false,
  lastSeenAt: '2026-03-02T11:20:00.000Z',
  invitation: null,
};

export const invitedExample: Static<typeof Invited> = {
  person: {
    ...personExample,
    lastSeenAt: null,
    invitation: {
      state: 'OPEN',
      madeBy: 'root@bank.example',
      madeAt: '2026-03-02T09:00:00.000Z',
      expiresAt: '2026-03-05T09:00:00.000Z',
      usedAt: null,
      mailedTo: null,
      failure: null,
    },
  },
  secret: 'https://watch.bank.example/welcome#an-example-which-opens-nothing',
};
