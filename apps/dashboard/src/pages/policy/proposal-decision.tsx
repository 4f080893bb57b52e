import '@mantine/dates/styles.css';
import { Button, Checkbox, Group, Text } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { approveProposal, rejectProposal, withdrawProposal } from '../../api/governance';
import { isUnderWay } from '../../api/past';
import type { Proposal } from '../../api/types';
import { Moment } from '../../parts/moment';
import { fromPicker } from '../../parts/picker-values';
import { Failure } from '../../parts/states';
import { present } from '../../router/search-fields';
import { useMay, useMe } from '../../shell/me';

/** What was decided; or, to somebody else than the proposer, the decision. */
export function ProposalDecision({ proposal }: { proposal: Proposal }) {
  const { version, decision, decidedBy, effectiveFrom, activatedAt, withdrawnBy } = proposal;
  const mayApprove = useMay('approve');
  const queries = useQueryClient();
  const deciding = useMutation({
    mutationFn: (decide: () => Promise<Proposal>) => decide(),
    onSettled: () =>
      Promise.all(['proposals', 'policies'].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
  return (
    <>
      {deciding.isError && <Failure error={deciding.error} />}
      {decision === null && <Undecided proposal={proposal} decide={deciding.mutate} />}
      {decision === 'REJECTED' && <Text size="sm">Turned down by {decidedBy}.</Text>}
      {decision === 'APPROVED' && (
        <Text size="sm">
          Approved by {decidedBy}
          {withdrawnBy !== null && `, withdrawn by ${withdrawnBy}`}
          {withdrawnBy === null && activatedAt !== null && (
            <>
              , in force since <Moment at={activatedAt} short />
            </>
          )}
          {withdrawnBy === null && activatedAt === null && effectiveFrom !== null && (
            <>
              , in force from <Moment at={effectiveFrom} short />
            </>
          )}
          .
        </Text>
      )}
      {decision === 'APPROVED' && withdrawnBy === null && activatedAt === null && mayApprove && (
        <Button
          mt={4}
          size="compact-sm"
          variant="default"
          onClick={() => deciding.mutate(() => withdrawProposal(version))}
        >
          Withdraw {version}
        </Button>
      )}
    </>
  );
}

interface UndecidedProps {
  proposal: Proposal;
  decide: (decision: () => Promise<Proposal>) => void;
}

function Undecided({ proposal: { version, proposedBy, backtest }, decide }: UndecidedProps) {
  const { personId } = useMe();
  const mayApprove = useMay('approve');
  const [from, setFrom] = useState<string | null>(null);
  const [notify, setNotify] = useState(false);
  if (!mayApprove) return <Text size="sm">Waits for an approver.</Text>;
  const isMine = proposedBy === personId;
  const approval = { ...present({ effectiveFrom: fromPicker(from) }), notify };
  return (
    <Group gap="sm" align="flex-end" mt="xs">
      {isMine ? (
        <Text size="sm">Somebody else has to approve: it is you who proposed it.</Text>
      ) : (
        <>
          <DateTimePicker
            label="In force from"
            placeholder="At once"
            size="xs"
            w={200}
            clearable
            valueFormat="D MMM YYYY HH:mm"
            firstDayOfWeek={1}
            value={from}
            onChange={setFrom}
          />
          <Checkbox
            label="Tell people what it changes"
            size="xs"
            mb={6}
            checked={notify}
            onChange={(event) => setNotify(event.currentTarget.checked)}
          />
          <Button
            size="xs"
            disabled={isUnderWay(backtest)}
            onClick={() => decide(() => approveProposal(version, approval))}
          >
            Approve {version}
          </Button>
        </>
      )}
      <Button size="xs" variant="default" onClick={() => decide(() => rejectProposal(version))}>
        Turn {version} down
      </Button>
    </Group>
  );
}
