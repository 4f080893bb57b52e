import { Tabs } from '@mantine/core';
import { useMemo } from 'react';
import type { RawPack } from '../../../words/packs';
import type { Draft } from './draft';
import { DraftContext } from './draft-context';
import { PackForm } from './pack-form';
import { PackText } from './pack-text';
import type { PlacedProblem } from './problem-places';
import { UnreadableNotice } from './unreadable-notice';
import type { DraftChanges } from './use-draft';

export type View = 'form' | 'text';

interface DraftViewsProps {
  draft: Draft;
  changes: DraftChanges;
  inForce: RawPack;
  beginning: RawPack;
  problems: readonly PlacedProblem[];
  view: View;
  onView: (view: View) => void;
}

/** The draft as a form and as text, one at a time. */
export function DraftViews({ draft, changes, inForce, beginning, problems, view, onView }: DraftViewsProps) {
  const { pack, unreadable } = draft;
  const { fill, setBack } = changes;
  const atHand = useMemo(
    () => ({ pack, inForce, beginning, problems, fill, setBack }),
    [pack, inForce, beginning, problems, fill, setBack],
  );
  return (
    <Tabs value={view} onChange={(chosen) => onView(chosen === 'text' ? 'text' : 'form')} keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="form">Form</Tabs.Tab>
        <Tabs.Tab value="text">Text</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="form">
        {unreadable !== null && <UnreadableNotice why={unreadable} onGiveUp={changes.giveUp} />}
        <fieldset className="bare" disabled={unreadable !== null} aria-label="The pack, part by part">
          <DraftContext value={atHand}>
            <PackForm suggested={String(beginning['version'])} />
          </DraftContext>
        </fieldset>
      </Tabs.Panel>
      <Tabs.Panel value="text">
        <PackText draft={draft} onType={changes.type} />
      </Tabs.Panel>
    </Tabs>
  );
}
