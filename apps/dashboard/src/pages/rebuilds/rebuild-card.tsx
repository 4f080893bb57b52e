import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { approveRebuild, cancelRebuild, isResting, rollBackRebuild } from '../../api/governance';
import type { Rebuild } from '../../api/types';
import { Moment } from '../../parts/moment';
import { ProgressLine } from '../../parts/progress-line';
import { Failure } from '../../parts/states';
import { useMay, useMe } from '../../shell/me';
import { count } from '../../words/numbers';
import { RebuildDifferences } from './rebuild-differences';

const STAGES: Readonly<Record<Rebuild['stage'], string>> = {
  WAITING: 'Waiting for its turn',
  BUILDING: 'Building',
  CATCHING_UP: 'Catching up with live traffic',
  COMPARED: 'Compared',
  CUTTING_OVER: 'Being put into use',
  IN_USE: 'In use',
  ROLLING_BACK: 'Being rolled back',
  ROLLED_BACK: 'Rolled back',
  DONE: 'Compared; nothing was changed',
  CANCELLED: 'Cancelled',
  FAILED: 'Failed',
  DISCARDED: 'Was in use, replaced by a later one',
};

export function RebuildCard({ rebuild }: { rebuild: Rebuild }) {
  const { stage, createdBy, createdAt, clients, secondsLeft, added, gone, changed, problem, approvedBy } = rebuild;
  const differing = added + gone + changed;
  return (
    <Paper withBorder p="sm" component="article" aria-label={`Rebuild of ${createdAt}`}>
      <Title order={2} size="h4">
        {STAGES[stage]}
        {problem !== null && `: ${problem}`}
      </Title>
      <Text size="sm" c="dimmed">
        {rebuild.compareOnly ? 'Comparison' : 'Rebuild'} asked by {createdBy}, <Moment at={createdAt} short />
        {approvedBy !== null && `; approved by ${approvedBy}`}
        {rebuild.rolledBackBy !== null && `; rolled back by ${rebuild.rolledBackBy}`}
      </Text>
      {isResting(rebuild) ? (
        <Text size="sm" my="xs">
          {differing === 0
            ? 'Every row is what the log says.'
            : `${count(added)} rows added, ${count(gone)} gone, ${count(changed)} changed`}
        </Text>
      ) : (
        <ProgressLine label={STAGES[stage]} {...clients} secondsLeft={secondsLeft} />
      )}
      <Actions rebuild={rebuild} />
      {differing > 0 && <RebuildDifferences rebuildId={rebuild.rebuildId} />}
    </Paper>
  );
}

function Actions({ rebuild }: { rebuild: Rebuild }) {
  const { rebuildId, stage, createdBy, unapproved, compareOnly } = rebuild;
  const { personId } = useMe();
  const mayApprove = useMay('approve');
  const mayRebuild = useMay('rebuild');
  const queries = useQueryClient();
  const acting = useMutation({
    mutationFn: (act: (rebuildId: string) => Promise<Rebuild>) => act(rebuildId),
    onSettled: () => queries.invalidateQueries({ queryKey: ['rebuilds'] }),
  });
  const waits = stage === 'COMPARED' && !compareOnly && unapproved > 0;
  return (
    <>
      {acting.isError && <Failure error={acting.error} />}
      {waits && createdBy === personId && <Text size="sm">Somebody else has to approve: it is you who asked.</Text>}
      <Group gap="xs">
        {waits && createdBy !== personId && mayApprove && (
          <Button size="compact-sm" onClick={() => acting.mutate(approveRebuild)}>
            Approve these differences
          </Button>
        )}
        {stage === 'IN_USE' && mayApprove && (
          <Button size="compact-sm" variant="default" onClick={() => acting.mutate(rollBackRebuild)}>
            Roll back
          </Button>
        )}
        {['WAITING', 'BUILDING', 'CATCHING_UP', 'COMPARED'].includes(stage) && mayRebuild && (
          <Button size="compact-sm" variant="default" onClick={() => acting.mutate(cancelRebuild)}>
            Cancel
          </Button>
        )}
      </Group>
    </>
  );
}
