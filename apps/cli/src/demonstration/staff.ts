import { Desk, type DemoPerson } from './desk.js';

export const ANALYST: DemoPerson = {
  personId: 'mira@demo.example',
  name: 'Mira Analyst (demonstration)',
  roles: ['analyst'],
};
const APPROVER: DemoPerson = {
  personId: 'jonas@demo.example',
  name: 'Jonas Approver (demonstration)',
  roles: ['approver'],
};
const MARKETER: DemoPerson = {
  personId: 'noah@demo.example',
  name: 'Noah Marketing (demonstration)',
  roles: ['marketing'],
};

/** Those who work in the demonstration, signed in. */
export interface Staff {
  readonly analyst: Desk;
  readonly approver: Desk;
  readonly marketer: Desk;
}

/** What somebody does at a time of the story, in ms since 1970. */
export interface Deed {
  readonly at: number;
  readonly take: (staff: Staff) => Promise<void>;
}

/** Adds the people of the demonstration, and signs them in. */
export async function hire(apiUrl: string, databaseUrl: string): Promise<Staff> {
  const admin = await Desk.signIn(apiUrl, databaseUrl);
  for (const person of [ANALYST, APPROVER, MARKETER]) await admin.post('/v1/people', person);
  await admin.post('/auth/sign-out');
  const [analyst, approver, marketer] = [ANALYST, APPROVER, MARKETER].map(({ personId }) =>
    Desk.signIn(apiUrl, databaseUrl, personId),
  );
  if (analyst === undefined || approver === undefined || marketer === undefined) throw new Error('Nobody was hired.');
  return { analyst: await analyst, approver: await approver, marketer: await marketer };
}

/** Ends the sessions: nobody gets in as one of them any more. */
export async function dismiss({ analyst, approver, marketer }: Staff): Promise<void> {
  for (const desk of [analyst, approver, marketer]) await desk.post('/auth/sign-out');
}
