import { Paper, Title } from '@mantine/core';
import type { Erasure } from '../../api/types';
import { ClientName } from '../../parts/client-name';
import { Copyable } from '../../parts/copyable';
import { Fields, type Field } from '../../parts/fields';
import { Moment } from '../../parts/moment';
import { HoldNotice } from '../../privacy/hold-notice';
import { ERASED_CLIENT, isErased } from '../../words/clients';
import { count } from '../../words/numbers';
import { ERASURE_STATE_LABELS, GROUND_LABELS } from '../../words/privacy';
import { ErasureDecision } from './erasure-decision';
import { StillOutside } from './still-outside';

/** Whom, on what ground, by whom, and how far it is. */
export function ErasureCard({ erasure }: { erasure: Erasure }) {
  const { clientId, ground, reason, state, requestedBy, requestedAt, rows, carriedOutAt, finishedAt, outside } =
    erasure;
  const erased = isErased(clientId);
  const fields: Field[] = [
    ['State', ERASURE_STATE_LABELS[state]],
    ['Ground', GROUND_LABELS[ground]],
    ['Reason', `“${reason}”`],
    ['Asked for', <By key="asked" person={requestedBy} at={requestedAt} />],
    ...decided(erasure),
    ...(carriedOutAt === null ? [] : [['Carried out', <Moment key="carried" at={carriedOutAt} short />] as const]),
    ...(finishedAt === null ? [] : [['Finished', <Moment key="finished" at={finishedAt} short />] as const]),
    ...(rows === null ? [] : [['Rows of the log', `${count(rows)} changed`] as const]),
    ...(erased ? [['In place of their id', <Copyable key="id" value={clientId} />] as const] : []),
    ...(outside === null ? [] : [['Still outside', <StillOutside key="outside" outside={outside} />] as const]),
  ];
  return (
    <Paper
      withBorder
      p="sm"
      component="article"
      aria-label={erased ? `Erasure ${erasure.erasureId}` : `Erasure of ${clientId}`}
    >
      <Title order={3} mb="xs">
        {erased ? ERASED_CLIENT : <ClientName clientId={clientId} inherit underline="always" />}
      </Title>
      {(state === 'WAITING' || state === 'APPROVED') && <HoldNotice clientId={clientId} />}
      <Fields fields={fields} />
      {state === 'WAITING' && <ErasureDecision erasure={erasure} />}
    </Paper>
  );
}

function decided({ state, decidedBy, decidedAt, decisionReason }: Erasure): Field[] {
  if (decidedBy === null || decidedAt === null) return [];
  const by = <By person={decidedBy} at={decidedAt} />;
  if (state !== 'REJECTED') return [['Approved', by]];
  return [
    ['Rejected', by],
    ['Why it was', `“${decisionReason ?? ''}”`],
  ];
}

const By = ({ person, at }: { person: string; at: string }) => (
  <>
    by {person}, <Moment at={at} short />
  </>
);
