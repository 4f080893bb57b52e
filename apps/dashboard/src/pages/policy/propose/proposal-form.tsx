import { Button, Grid, Stack, Textarea } from '@mantine/core';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { Failure } from '../../../parts/states';
import type { RawPack } from '../../../words/packs';
import { DraftViews, type View } from './draft-views';
import { goToField } from './go-to-field';
import { ProblemSummary } from './problem-summary';
import type { PlacedProblem } from './problem-places';
import { useDraft } from './use-draft';
import { usePreview, useProposing } from './use-proposing';
import { WhatItChanges } from './what-it-changes';

/** Places beside the fields of the pack. */
const [TEXT, REASON] = ['text', 'reason'] as const;

interface ProposalFormProps {
  inForce: RawPack;
  /** The pack in force under a version that is free. */
  beginning: RawPack;
}

/** One draft, seen as a form or as text, with what it changes, and the way to propose it. */
export function ProposalForm({ inForce, beginning }: ProposalFormProps) {
  const { draft, isUntouched, changes } = useDraft(beginning);
  const { problems, differences, error } = usePreview(draft.pack);
  const [view, setView] = useState<View>('form');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const isProposed = useRef(false);
  const proposing = useProposing(() => {
    isProposed.current = true;
    void navigate({ to: '/policy' });
  });
  const isUnsaved = () => !isUntouched && !isProposed.current;
  useBlocker({
    shouldBlockFn: () => isUnsaved() && !window.confirm('Leave, and lose the draft of this pack?'),
    enableBeforeUnload: isUnsaved,
  });
  const unexplained = reason.trim() === '';
  const wrong: readonly PlacedProblem[] =
    draft.unreadable === null ? problems : [{ path: TEXT, message: draft.unreadable }];
  const goTo = (path: string) => {
    // The field has to be there before it can be gone to.
    if (path !== REASON) flushSync(() => setView(path === TEXT ? 'text' : 'form'));
    goToField(path);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    flushSync(() => setAsked(true));
    if (wrong.length === 0 && !unexplained) proposing.mutate({ pack: draft.pack, reason });
    else summary.current?.focus();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <DraftViews {...{ draft, changes, inForce, beginning, problems, view }} onView={setView} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack className="beside">
            <ProblemSummary
              ref={summary}
              problems={asked && unexplained ? [...wrong, { path: REASON, message: 'Say why.' }] : wrong}
              goTo={goTo}
            />
            {error !== null && <Failure error={error} />}
            <WhatItChanges differences={draft.unreadable === null ? differences : null} />
            {proposing.isError && <Failure error={proposing.error} />}
            <Textarea
              id={`pack-${REASON}`}
              label="Reason"
              withAsterisk
              autosize
              minRows={2}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={asked && unexplained && 'Say why.'}
            />
            <Button type="submit" loading={proposing.isPending}>
              Propose it
            </Button>
          </Stack>
        </Grid.Col>
      </Grid>
    </form>
  );
}
