import { Text } from '@mantine/core';
import type { Delivery } from '../../api/types';
import { Copyable } from '../../parts/copyable';
import { columnsOf, type Columns } from '../../parts/data-table/columns';
import { Fields, type Field } from '../../parts/fields';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { OUTCOME_LABELS, reasonSentence } from '../../words/deliveries';

const column = columnsOf<Delivery>();

/** @param names of the receivers that there are; one that was deleted is shown by its id */
export const deliveryColumns = (names: ReadonlyMap<string, string>): Columns<Delivery> => [
  column.display({
    id: 'at',
    header: 'When',
    meta: { width: 180, visibleFrom: 'sm' },
    cell: ({ row }) => <Moment at={row.original.at} />,
  }),
  column.display({
    id: 'to',
    header: 'To',
    meta: { width: 180, visibleFrom: 'sm' },
    cell: ({ row: { original } }) => toWhom(original, names),
  }),
  column.display({
    id: 'how',
    header: 'How it went',
    cell: ({ row: { original } }) => <HowItWent delivery={original} to={toWhom(original, names)} />,
  }),
];

const toWhom = ({ receiverId }: Delivery, names: ReadonlyMap<string, string>): string =>
  receiverId === null ? 'Nobody' : (names.get(receiverId) ?? receiverId);

function HowItWent({ delivery, to }: { delivery: Delivery; to: string }) {
  const { at, outcome, reason, type } = delivery;
  return (
    <>
      <Text size="xs" c="dimmed" hiddenFrom="sm">
        <Moment at={at} short />, to {to}
      </Text>
      <Text size="sm" fw={600} span>
        {OUTCOME_LABELS[outcome]}
      </Text>{' '}
      <Text size="sm" span>
        {reason !== null && reasonSentence(reason)}
      </Text>
      <details>
        <summary className="raw-summary">Details of this {type}</summary>
        <Fields fields={detailsOf(delivery)} />
      </details>
    </>
  );
}

function detailsOf({ group, attempt, reason, status, detail, tookMs, notificationId }: Delivery): Field[] {
  const [kind, id] = [group.slice(0, group.indexOf(':')), group.slice(group.indexOf(':') + 1)];
  return [
    ['About', <About key="about" kind={kind} id={id} />],
    ['Attempt', attempt === 0 ? 'Nothing was tried' : String(attempt)],
    ...(reason === null
      ? []
      : [
          [
            'Reason',
            <span key="reason" className="id">
              {reason}
            </span>,
          ] as const,
        ]),
    ...(status === null ? [] : [['Answered', String(status)] as const]),
    ...(detail === null ? [] : [['Detail', detail] as const]),
    ...(tookMs === null ? [] : [['Took', `${tookMs} ms`] as const]),
    ...(notificationId === null ? [] : [['Id', <Copyable key="id" value={notificationId} />] as const]),
  ];
}

function About({ kind, id }: { kind: string; id: string }) {
  if (kind === 'alert') {
    return (
      <LinkAnchor to="/alerts/$alertId" params={{ alertId: id }} inherit underline="always">
        One alert
      </LinkAnchor>
    );
  }
  if (kind === 'incident') {
    return (
      <LinkAnchor to="/incidents/$incidentId" params={{ incidentId: id }} inherit underline="always">
        An incident
      </LinkAnchor>
    );
  }
  return 'A test';
}
