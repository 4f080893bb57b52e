import { List, Paper, Text, Title } from '@mantine/core';
import { isUnderWay } from '../../api/past';
import type { Proposal } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { ProgressLine } from '../../parts/progress-line';
import { count } from '../../words/numbers';
import { ProposalDecision } from './proposal-decision';
import { ShadowPanel } from './shadow-panel';

export function ProposalCard({ proposal }: { proposal: Proposal }) {
  const { version, title, reason, proposedBy, proposedAt, differences, backtest } = proposal;
  return (
    <Paper withBorder p="sm" component="article" aria-label={`Proposal ${version}`}>
      <Title order={3} size="h4" className="id">
        {version}
      </Title>
      <Text size="sm" c="dimmed">
        {title}, proposed by {proposedBy}, <Moment at={proposedAt} short />: “{reason}”
      </Text>
      <List size="sm" my="xs">
        {differences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      {isUnderWay(backtest) ? (
        <ProgressLine label={`Trying ${version}`} {...backtest.clients} secondsLeft={backtest.secondsLeft} />
      ) : (
        <Text size="sm">
          On all history:{' '}
          <LinkAnchor
            to="/backtests/$backtestId"
            params={{ backtestId: backtest.backtestId }}
            inherit
            underline="always"
          >
            {count(backtest.added)} alerts added, {count(backtest.gone)} gone, {count(backtest.changed)} changed
          </LinkAnchor>
          , {count(backtest.same)} the same
        </Text>
      )}
      <ShadowPanel proposal={proposal} />
      <ProposalDecision proposal={proposal} />
    </Paper>
  );
}
