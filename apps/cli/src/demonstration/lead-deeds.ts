import type { Desk } from './desk.js';
import { REACHED_CLIENT } from './lead-clients.js';
import type { Deed } from './staff.js';

const DAY = 86_400_000;

/** How the desk worked on what the campaign did to one of them. */
export function leadDeeds(start: number): Deed[] {
  const at = (day: number): number => start + day * DAY;
  const theirs = `/v1/alerts?clientId=${REACHED_CLIENT}&limit=1&sort=raisedAt`;
  const firstOf = async (desk: Desk): Promise<string> => {
    const [first] = (await desk.get<{ items: { alertId: string }[] }>(theirs)).items;
    if (first === undefined) throw new Error(`Nothing was raised for ${REACHED_CLIENT}.`);
    return `/v1/alerts/${first.alertId}`;
  };
  return [
    {
      at: at(123),
      take: async ({ analyst }) => {
        const alert = await firstOf(analyst);
        await analyst.post(`${alert}/comment`, {
          text: 'The check had said no for this client two days before it went out. Why was it sent, @jonas@demo.example?',
        });
        await analyst.post(`${alert}/escalate`, { text: 'Marketing sent it although the check refused it.' });
      },
    },
    {
      at: at(150),
      take: async ({ analyst }) =>
        void (await analyst.post(`${await firstOf(analyst)}/close`, {
          reason: 'BREACH_CONFIRMED',
          text: 'The list came from the newsletter, not from the check. It has been taken down.',
        })),
    },
    {
      at: at(152),
      take: async ({ approver }) =>
        void (await approver.post(`${await firstOf(approver)}/approve`, { text: 'I have seen the list.' })),
    },
  ];
}
