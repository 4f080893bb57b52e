import { Button, Grid, Stack, Tabs, Textarea } from '@mantine/core';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { Failure } from '../../../parts/states';
import type { RawPack } from '../../../words/packs';
import { DraftContext } from './draft-context';
import { draftOf, filled, lastReadable, setBack, typed } from './draft';
import { goToField } from './go-to-field';
import { PackForm } from './pack-form';
import { isSame } from './pack-path';
import { PackText } from './pack-text';
import { ProblemSummary } from './problem-summary';
import type { PlacedProblem } from './problem-places';
import { UnreadableNotice } from './unreadable-notice';
import { usePreview, useProposing } from './use-proposing';
import { WhatItChanges } from './what-it-changes';

interface ProposalFormProps {
  inForce: RawPack;
  /** The pack in force under a version that is free. */
  beginning: RawPack;
}

/** One draft, seen as a form or as text, with what it changes, and the way to propose it. */
export function ProposalForm({ inForce, beginning }: ProposalFormProps) {
  const [draft, setDraft] = useState(() => draftOf(beginning));
  const [view, setView] = useState<string | null>('form');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const { problems, differences, error } = usePreview(draft.pack);
  const navigate = useNavigate();
  const proposed = useRef(false);
  const proposing = useProposing(() => {
    proposed.current = true;
    void navigate({ to: '/policy' });
  });
  const isUntouched = draft.unreadable === null && isSame(draft.pack, beginning);
  const isUnsaved = () => !isUntouched && !proposed.current;
  useBlocker({
    shouldBlockFn: () => isUnsaved() && !window.confirm('Leave, and lose the draft of this pack?'),
    enableBeforeUnload: isUnsaved,
  });
  const unexplained = asked && reason.trim() === '';
  const inTheWay: readonly PlacedProblem[] = [
    ...(draft.unreadable === null ? problems : [{ path: TEXT, message: draft.unreadable }]),
    ...(unexplained ? [{ path: REASON, message: 'Say why.' }] : []),
  ];
  const goTo = (path: string) => {
    // The field has to be there before it can be gone to.
    flushSync(() => setView(path === TEXT ? 'text' : path === REASON ? view : 'form'));
    goToField(path);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    flushSync(() => setAsked(true));
    if (draft.unreadable === null && problems.length === 0 && reason.trim() !== '')
      proposing.mutate({ pack: draft.pack, reason });
    else summary.current?.focus();
  };
  const atHand = useMemo(
    () => ({
      pack: draft.pack,
      inForce,
      beginning,
      problems,
      fill: (path: string, value: unknown) => setDraft((now) => filled(now, path, value)),
      setBack: (part: Parameters<typeof setBack>[1]) => setDraft((now) => setBack(now, part, beginning)),
    }),
    [draft.pack, inForce, beginning, problems],
  );
  return (
    <form onSubmit={submit} noValidate>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Tabs value={view} onChange={setView} keepMounted={false}>
            <Tabs.List mb="md">
              <Tabs.Tab value="form">Form</Tabs.Tab>
              <Tabs.Tab value="text">Text</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="form">
              {draft.unreadable !== null && (
                <UnreadableNotice why={draft.unreadable} onGiveUp={() => setDraft(lastReadable)} />
              )}
              <fieldset className="bare" disabled={draft.unreadable !== null} aria-label="The pack, part by part">
                <DraftContext value={atHand}>
                  <PackForm suggested={String(beginning['version'])} />
                </DraftContext>
              </fieldset>
            </Tabs.Panel>
            <Tabs.Panel value="text">
              <PackText draft={draft} onType={(text) => setDraft((now) => typed(now, text))} />
            </Tabs.Panel>
          </Tabs>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack className="beside">
            <ProblemSummary ref={summary} problems={inTheWay} goTo={goTo} />
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
              error={unexplained && 'Say why.'}
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

/** Places beside the fields of the pack. */
const [TEXT, REASON] = ['text', 'reason'] as const;
